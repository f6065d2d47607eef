package dev.llmops.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** What the tokenizer of a written encoder makes of a text, asked of the library itself. */
final class TestTokens {
    private TestTokens() {}

    /** {@return the tokens of {@code text}, at most {@code most} of them, special ones included} */
    static int[] ids(Path directory, String text, int most) throws IOException {
        Map<String, String> options =
                Map.of("truncation", "true", "padding", "false", "maxLength", Integer.toString(most));
        try (HuggingFaceTokenizer tokenizer =
                HuggingFaceTokenizer.newInstance(directory.resolve("tokenizer.json"), options)) {
            return ints(tokenizer.encode(text).getIds());
        }
    }

    /** {@return the tokens of two texts, and which text each belongs to} */
    static int[][] pair(Path directory, String first, String second) throws IOException {
        Map<String, String> options = Map.of("truncation", "false", "padding", "false");
        try (HuggingFaceTokenizer tokenizer =
                HuggingFaceTokenizer.newInstance(directory.resolve("tokenizer.json"), options)) {
            Encoding encoding = tokenizer.encode(first, second);
            return new int[][] {ints(encoding.getIds()), ints(encoding.getTypeIds())};
        }
    }

    private static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }
}
