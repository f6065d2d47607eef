package dev.llmops.benchmarks.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.onnx.models.DecoderShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A decoder of a given shape with random weights, as Jlama reads it: a directory as Qwen2 has it on Hugging Face, with
 * all matrices, the embedding among them, in Jlama's four bits.
 */
final class JlamaDirectory {
    /** How many tokens are kept room for. */
    static final int CONTEXT = 2048;

    private static final ObjectMapper JSON = new ObjectMapper();

    private JlamaDirectory() {}

    /** {@return the directory, which is written if no earlier run has done so} */
    static Path of(SpeedModel model) throws IOException {
        return KeptDirectory.of(model.name() + "-jlama-q4", directory -> write(model.shape(), directory));
    }

    private static void write(DecoderShape shape, Path directory) throws IOException {
        JSON.writeValue(directory.resolve("config.json").toFile(), config(shape));
        JSON.writeValue(directory.resolve("tokenizer.json").toFile(), tokenizer(shape.vocabulary()));
        SafetensorsWriter writer =
                new SafetensorsWriter().matrix("model.embed_tokens.weight", shape.hidden(), shape.vocabulary());
        for (int i = 0; i < shape.layers(); i++) {
            layer(writer, shape, "model.layers." + i + ".");
        }
        writer.vector("model.norm.weight", shape.hidden()).write(directory.resolve("model.safetensors"));
    }

    private static void layer(SafetensorsWriter writer, DecoderShape shape, String prefix) {
        int hidden = shape.hidden();
        int queries = shape.heads() * shape.headSize();
        int keys = shape.keyHeads() * shape.headSize();
        writer.vector(prefix + "input_layernorm.weight", hidden)
                .matrix(prefix + "self_attn.q_proj.weight", hidden, queries)
                .vector(prefix + "self_attn.q_proj.bias", queries)
                .matrix(prefix + "self_attn.k_proj.weight", hidden, keys)
                .vector(prefix + "self_attn.k_proj.bias", keys)
                .matrix(prefix + "self_attn.v_proj.weight", hidden, keys)
                .vector(prefix + "self_attn.v_proj.bias", keys)
                .matrix(prefix + "self_attn.o_proj.weight", queries, hidden)
                .vector(prefix + "post_attention_layernorm.weight", hidden)
                .matrix(prefix + "mlp.gate_proj.weight", hidden, shape.intermediate())
                .matrix(prefix + "mlp.up_proj.weight", hidden, shape.intermediate())
                .matrix(prefix + "mlp.down_proj.weight", shape.intermediate(), hidden);
    }

    private static ObjectNode config(DecoderShape shape) {
        return JSON.createObjectNode()
                .put("model_type", "qwen2")
                .put("hidden_act", "silu")
                .put("hidden_size", shape.hidden())
                .put("intermediate_size", shape.intermediate())
                .put("num_hidden_layers", shape.layers())
                .put("num_attention_heads", shape.heads())
                .put("num_key_value_heads", shape.keyHeads())
                .put("max_position_embeddings", CONTEXT)
                .put("rms_norm_eps", shape.rmsEpsilon())
                .put("rope_theta", shape.ropeTheta())
                .put("vocab_size", shape.vocabulary())
                .put("bos_token_id", shape.vocabulary() - 1)
                // No token ends an answer early.
                .put("eos_token_id", -1);
    }

    private static ObjectNode tokenizer(int size) {
        ObjectNode tokenizer = JSON.createObjectNode();
        ObjectNode model = tokenizer.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        List<String> tokens = LlamaFile.tokens(size);
        for (int i = 0; i < size; i++) {
            vocabulary.put(tokens.get(i), i);
        }
        model.putArray("merges").add("~ ~");
        return tokenizer;
    }
}
