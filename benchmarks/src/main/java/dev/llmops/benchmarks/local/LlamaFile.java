package dev.llmops.benchmarks.local;

import dev.llmops.onnx.models.DecoderShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A decoder of a given shape with random weights, in llama.cpp's form: Q4_0, which is four bits and blocks of 32. */
final class LlamaFile {
    /** The tokens of bytes that are no whole character, which would be held back until it is whole. */
    static final List<Integer> HALF_CHARACTERS =
            IntStream.range(128, 256).boxed().toList();

    private static final String NAME = "model.gguf";
    private static final int NORMAL = 1;
    private static final int CONTROL = 3;

    private LlamaFile() {}

    /** {@return the file, which is written if no earlier run has done so} */
    static Path of(SpeedModel model) throws IOException {
        return KeptDirectory.of(model.name() + "-gguf", directory -> write(model.shape(), directory.resolve(NAME)))
                .resolve(NAME);
    }

    private static void write(DecoderShape shape, Path file) throws IOException {
        GgufWriter writer = new GgufWriter()
                .put("general.architecture", "qwen2")
                .put("qwen2.context_length", shape.maxPositions())
                .put("qwen2.embedding_length", shape.hidden())
                .put("qwen2.block_count", shape.layers())
                .put("qwen2.feed_forward_length", shape.intermediate())
                .put("qwen2.attention.head_count", shape.heads())
                .put("qwen2.attention.head_count_kv", shape.keyHeads())
                .put("qwen2.attention.layer_norm_rms_epsilon", shape.rmsEpsilon())
                .put("qwen2.rope.freq_base", (float) shape.ropeTheta());
        vocabulary(writer, shape.vocabulary());
        writer.matrix("token_embd.weight", shape.hidden(), shape.vocabulary());
        for (int i = 0; i < shape.layers(); i++) {
            layer(writer, shape, "blk." + i + ".");
        }
        writer.vector("output_norm.weight", shape.hidden()).write(file);
    }

    private static void layer(GgufWriter writer, DecoderShape shape, String prefix) {
        int hidden = shape.hidden();
        int queries = shape.heads() * shape.headSize();
        int keys = shape.keyHeads() * shape.headSize();
        writer.vector(prefix + "attn_norm.weight", hidden)
                .matrix(prefix + "attn_q.weight", hidden, queries)
                .vector(prefix + "attn_q.bias", queries)
                .matrix(prefix + "attn_k.weight", hidden, keys)
                .vector(prefix + "attn_k.bias", keys)
                .matrix(prefix + "attn_v.weight", hidden, keys)
                .vector(prefix + "attn_v.bias", keys)
                .matrix(prefix + "attn_output.weight", queries, hidden)
                .vector(prefix + "ffn_norm.weight", hidden)
                .matrix(prefix + "ffn_gate.weight", hidden, shape.intermediate())
                .matrix(prefix + "ffn_up.weight", hidden, shape.intermediate())
                .matrix(prefix + "ffn_down.weight", shape.intermediate(), hidden);
    }

    /** {@return a token for each byte, in the character that stands for it, then words that nobody writes} */
    static List<String> tokens(int size) {
        List<String> tokens = new ArrayList<>();
        int stand = 256;
        for (int value = 0; value < 256; value++) {
            boolean printable = (value > ' ' && value < 127) || (value > 160 && value != 173);
            tokens.add(Character.toString(printable ? value : stand++));
        }
        while (tokens.size() < size) {
            tokens.add("<w" + tokens.size() + ">");
        }
        return tokens;
    }

    private static void vocabulary(GgufWriter writer, int size) {
        int end = size - 1;
        writer.put("tokenizer.ggml.model", "gpt2")
                .put("tokenizer.ggml.pre", "qwen2")
                .put("tokenizer.ggml.tokens", tokens(size))
                .put(
                        "tokenizer.ggml.token_type",
                        IntStream.range(0, size)
                                .map(token -> token == end ? CONTROL : NORMAL)
                                .toArray())
                .put("tokenizer.ggml.merges", List.of("~ ~"))
                .put("tokenizer.ggml.eos_token_id", end)
                .put("tokenizer.ggml.padding_token_id", end);
    }
}
