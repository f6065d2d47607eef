package dev.llmops.onnx.tokens;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The small tokenizers of the tests; {@code train.py} beside them made them. */
final class TokenizerFiles {
    static final List<String> NAMES = List.of("byte-level-bpe", "sentencepiece-bpe", "unigram", "wordpiece");

    private TokenizerFiles() {}

    static List<String> names() {
        return NAMES;
    }

    static Path path(String name) {
        URL url = Objects.requireNonNull(TokenizerFiles.class.getResource("/tokenizers/" + name + ".json"));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
