package dev.llmops.onnx.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Writes what lies beside the graph of a decoder: configuration, tokenizer, chat template. */
final class DecoderFiles {
    private static final int END_OF_TEXT = 311;
    private static final int END_OF_TURN = 313;

    private final DecoderModel.Builder options;
    private final DecoderShape shape;

    DecoderFiles(DecoderModel.Builder options) {
        this.options = options;
        this.shape = options.shape;
    }

    void write(Path directory) throws IOException {
        copy("bpe-tokenizer.json", directory.resolve("tokenizer.json"));
        copy("chat_template.jinja", directory.resolve("chat_template.jinja"));
        text(directory.resolve("tokenizer_config.json"), tokenizerConfig());
        text(directory.resolve("generation_config.json"), generationConfig());
        text(directory.resolve("config.json"), config());
        if (options.layout == Layout.GENAI) {
            text(directory.resolve("genai_config.json"), genaiConfig());
        }
    }

    static void copy(String resource, Path target) throws IOException {
        try (InputStream in = Objects.requireNonNull(DecoderFiles.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void text(Path target, String text) throws IOException {
        Files.write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    private String config() {
        return """
                {
                  "architectures": ["%s"],
                  "model_type": "%s",
                  "hidden_act": "silu",
                  "hidden_size": %d,
                  "intermediate_size": %d,
                  "num_hidden_layers": %d,
                  "num_attention_heads": %d,
                  "num_key_value_heads": %d,
                  "head_dim": %d,
                  "max_position_embeddings": %d,
                  "rms_norm_eps": %s,
                  "rope_theta": %s,
                  "tie_word_embeddings": %s,
                  "vocab_size": %d,
                  "bos_token_id": %d,
                  "eos_token_id": %d,
                  "torch_dtype": "float32",
                  "transformers.js_config": {
                    "use_external_data_format": {"model.onnx": 1, "model_q4.onnx": 1}
                  }
                }
                """.formatted(
                        options.qkvBias ? "Qwen2ForCausalLM" : "LlamaForCausalLM",
                        options.qkvBias ? "qwen2" : "llama",
                        shape.hidden(),
                        shape.intermediate(),
                        shape.layers(),
                        shape.heads(),
                        shape.keyHeads(),
                        shape.headSize(),
                        shape.maxPositions(),
                        shape.rmsEpsilon(),
                        shape.ropeTheta(),
                        shape.tied(),
                        shape.vocabulary(),
                        END_OF_TEXT,
                        END_OF_TURN);
    }

    private static String generationConfig() {
        return """
                {
                  "bos_token_id": %d,
                  "eos_token_id": [%d, %d],
                  "pad_token_id": %d,
                  "do_sample": true,
                  "repetition_penalty": 1.1,
                  "temperature": 0.7,
                  "top_k": 20,
                  "top_p": 0.8
                }
                """.formatted(END_OF_TEXT, END_OF_TURN, END_OF_TEXT, END_OF_TEXT);
    }

    private String tokenizerConfig() {
        return """
                {
                  "add_bos_token": false,
                  "add_prefix_space": false,
                  "bos_token": null,
                  "clean_up_tokenization_spaces": false,
                  "eos_token": "<|im_end|>",
                  "model_max_length": %d,
                  "pad_token": "<|endoftext|>",
                  "tokenizer_class": "Qwen2Tokenizer",
                  "unk_token": null
                }
                """.formatted(shape.maxPositions());
    }

    private String genaiConfig() {
        String positions = options.positionIds ? "\"position_ids\": \"position_ids\"," : "";
        return """
                {
                  "model": {
                    "type": "%s",
                    "bos_token_id": %d,
                    "eos_token_id": [%d, %d],
                    "pad_token_id": %d,
                    "context_length": %d,
                    "vocab_size": %d,
                    "decoder": {
                      "filename": "model.onnx",
                      "session_options": {"log_id": "onnxruntime-genai", "provider_options": []},
                      "head_size": %d,
                      "hidden_size": %d,
                      "num_attention_heads": %d,
                      "num_hidden_layers": %d,
                      "num_key_value_heads": %d,
                      "inputs": {
                        "input_ids": "input_ids",
                        "attention_mask": "attention_mask",
                        %s
                        "past_key_names": "past_key_values.%%d.key",
                        "past_value_names": "past_key_values.%%d.value"
                      },
                      "outputs": {
                        "logits": "logits",
                        "present_key_names": "present.%%d.key",
                        "present_value_names": "present.%%d.value"
                      }
                    }
                  },
                  "search": {
                    "do_sample": false,
                    "max_length": %d,
                    "past_present_share_buffer": %s,
                    "repetition_penalty": 1.0,
                    "temperature": 1.0,
                    "top_k": 50,
                    "top_p": 1.0
                  }
                }
                """.formatted(
                        options.qkvBias ? "qwen2" : "llama",
                        END_OF_TEXT,
                        END_OF_TURN,
                        END_OF_TEXT,
                        END_OF_TEXT,
                        shape.maxPositions(),
                        shape.vocabulary(),
                        shape.headSize(),
                        shape.hidden(),
                        shape.heads(),
                        shape.layers(),
                        shape.keyHeads(),
                        positions,
                        shape.maxPositions(),
                        !options.plainAttention);
    }
}
