package dev.llmops.onnx.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.llmops.onnx.models.WordModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTokenizerTest {
    private static final String SENTENCE = "The pump is serviced once a year, in March. ";

    @TempDir
    Path directory;

    @Test
    void takesWholeTextsUnlessALimitIsSet() throws IOException {
        try (EncoderTokenizer whole = open(0);
                EncoderTokenizer limited = open(20)) {
            String text = SENTENCE.repeat(10);

            assertThat(whole.tokenize(text).length()).isGreaterThan(100);
            assertThat(limited.tokenize(text).length()).isEqualTo(20);
            assertThat(limited.tokenize("x").length()).isEqualTo(3);
        }
    }

    @Test
    void ofTwoTextsTheLongerOneIsCut() throws IOException {
        try (EncoderTokenizer tokenizer = open(20)) {
            TokenizedText pair = tokenizer.tokenize("the pump", SENTENCE.repeat(10));

            assertThat(pair.length()).isEqualTo(20);
            assertThat(pair.token(1)).isEqualTo("the");
            assertThat(pair.token(2)).isEqualTo("pump");
            assertThat(pair.isSpecial(3)).isTrue();
            assertThat(pair.isSpecial(19)).isTrue();
            assertThat(IntStream.range(0, 20).mapToLong(pair::type).sum()).isEqualTo(16);
        }
    }

    @Test
    void cutsAsTheLibraryDoes() throws IOException {
        WordModel.overlap().write(directory);
        for (int most = 4; most < 14; most++) {
            Map<String, String> options =
                    Map.of("truncation", "true", "padding", "false", "maxLength", Integer.toString(most));
            try (EncoderTokenizer tokenizer = open(most);
                    HuggingFaceTokenizer library =
                            HuggingFaceTokenizer.newInstance(directory.resolve("tokenizer.json"), options)) {
                for (int first = 1; first < 9; first++) {
                    for (int second = 1; second < 9; second++) {
                        String one = "a ".repeat(first);
                        String other = "b ".repeat(second);

                        TokenizedText pair = tokenizer.tokenize(one, other);

                        assertThat(IntStream.range(0, pair.length()).mapToLong(pair::id))
                                .as("%d and %d tokens, at most %d", first, second, most)
                                .containsExactly(
                                        LongStream.of(library.encode(one, other).getIds())
                                                .boxed()
                                                .toArray(Long[]::new));
                    }
                }
            }
        }
    }

    @Test
    void placesAreCountedInUnits() throws IOException {
        String text = "\ud83d\ude00 pump \ud83d water";
        try (EncoderTokenizer tokenizer = open(0)) {
            TokenizedText tokens = tokenizer.tokenize(text);

            int last = tokens.length() - 2;
            assertThat(text.substring(tokens.start(2), tokens.end(2))).isEqualTo("pump");
            assertThat(text.substring(tokens.start(last), tokens.end(last))).isEqualTo("water");
        }
    }

    @Test
    void aBeginningOfALongTextHasTheSameTokens() throws IOException {
        String text = SENTENCE.repeat(2000);
        try (EncoderTokenizer tokenizer = open(64)) {
            String head = tokenizer.shortened(text);

            assertThat(text).startsWith(head);
            assertThat(head.length()).isLessThan(text.length() / 10);
            assertAlike(tokenizer.tokenize(head), tokenizer.tokenize(text));
            assertAlike(tokenizer.tokenize("pump", head), tokenizer.tokenize("pump", text));
            assertAlike(tokenizer.tokenize(head, head), tokenizer.tokenize(text, text));
        }
    }

    @Test
    void aTextWhoseBeginningDoesNotTellIsReadWhole() throws IOException {
        try (EncoderTokenizer tokenizer = open(64)) {
            String word = "x".repeat(100_000);
            String spaces = " ".repeat(100_000) + SENTENCE;

            assertThat(tokenizer.shortened(word)).isSameAs(word);
            assertThat(tokenizer.shortened(spaces)).isSameAs(spaces);
            assertThat(tokenizer.shortened(SENTENCE)).isSameAs(SENTENCE);
        }
    }

    private EncoderTokenizer open(int maxLength) throws IOException {
        WordModel.overlap().write(directory);
        return EncoderTokenizer.open(directory.resolve("tokenizer.json"), maxLength);
    }

    private static void assertAlike(TokenizedText actual, TokenizedText expected) {
        assertThat(actual.length()).isEqualTo(expected.length());
        for (int i = 0; i < expected.length(); i++) {
            assertThat(actual.id(i)).isEqualTo(expected.id(i));
            assertThat(actual.type(i)).isEqualTo(expected.type(i));
        }
    }
}
