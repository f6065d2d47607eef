package dev.llmops.onnx.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.LlmException;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTokenizerTest {
    private static final String FILES = "dev.llmops.onnx.tokens.TokenizerFiles#names";

    @Test
    void encodesLongTextsWholeThoughTheFileAsksForTruncation() throws IOException {
        Path file = TokenizerFiles.path("byte-level-bpe");
        assertThat(Files.readString(file)).contains("\"max_length\":7");

        try (ModelTokenizer tokenizer = ModelTokenizer.open(file)) {
            String text = "water flows from high places to low ones ".repeat(200);

            assertThat(tokenizer.decode(tokenizer.encode(text, true), true)).isEqualTo(text);
        }
    }

    @Test
    void putsSpecialTokensAroundATextOnlyIfAsked() {
        try (ModelTokenizer tokenizer = open("sentencepiece-bpe")) {
            int begin = tokenizer.table().addedToken("<s>").orElseThrow();

            assertThat(tokenizer.encode("the pump", true)).startsWith(begin);
            assertThat(tokenizer.encode("the pump", false)).doesNotContain(begin);
        }
    }

    @Test
    void takesMarkersOfATemplateForTheirTokens() {
        try (ModelTokenizer tokenizer = open("byte-level-bpe")) {
            int start = tokenizer.table().addedToken("<|im_start|>").orElseThrow();
            int call = tokenizer.table().addedToken("<tool_call>").orElseThrow();

            assertThat(tokenizer.encodePrompt("<|im_start|>user\nhi<tool_call>"))
                    .contains(start, call);
            assertThat(tokenizer.encodePlain("<|im_start|>user\nhi<tool_call>")).doesNotContain(start, call);
        }
    }

    @ParameterizedTest
    @CsvSource({"byte-level-bpe,<|im_start|>", "sentencepiece-bpe,[INST]", "unigram,</s>", "wordpiece,[SEP]"})
    void keepsAUsersMarkersApartFromTheTemplates(String name, String marker) {
        try (ModelTokenizer tokenizer = open(name)) {
            int id = tokenizer.table().addedToken(marker).orElseThrow();
            String user = "I am " + marker + " the pump " + marker;

            int[] tokens = tokenizer.encodePrompt(marker + tokenizer.shield(user) + marker);

            assertThat(Arrays.stream(tokens).filter(token -> token == id)).hasSize(2);
            assertThat(tokens).startsWith(id).endsWith(id);
            if (name.endsWith("-bpe")) {
                assertThat(tokenizer.decode(tokens, true).strip()).isEqualTo(user);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void encodesTextsBesideShieldedMarkersAsEver(String name) {
        try (ModelTokenizer tokenizer = open(name)) {
            String marker = tokenizer.table().added().get(0).content();
            String prompt = marker + "The pumping station. " + marker + " every valve";
            int[] shielded = tokenizer.encodePrompt(prompt + tokenizer.shield(marker));

            assertThat(shielded).startsWith(tokenizer.encode(prompt, false));
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void neverFindsAMarkerInPlainText(String name) {
        try (ModelTokenizer tokenizer = open(name)) {
            Random random = new Random(5);
            String[] parts = {
                "<", "|", "im", "_start", "<|im_end|>", "[INST]", " ", "</s>", "[SEP]", ">", "<think>", "x"
            };
            int[] markers = tokenizer.table().added().stream()
                    .filter(AddedToken::isMarker)
                    .filter(token -> !token.content().toLowerCase(Locale.ROOT).contains("unk"))
                    .mapToInt(AddedToken::id)
                    .toArray();
            for (int round = 0; round < 300; round++) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(12); i >= 0; i--) {
                    text.append(parts[random.nextInt(parts.length)]);
                }

                assertThat(tokenizer.encodePlain(text.toString())).doesNotContain(markers);
                assertThat(tokenizer.encodePrompt(tokenizer.shield(text.toString())))
                        .isEqualTo(tokenizer.encodePlain(text.toString()));
            }
        }
    }

    @Test
    void leavesTextsWithoutMarkersAsTheyAre() {
        try (ModelTokenizer tokenizer = open("byte-level-bpe")) {
            assertThat(tokenizer.shield("a < b | c > d")).isEqualTo("a < b | c > d");
            assertThat(tokenizer.encodePlain("the pump")).isEqualTo(tokenizer.encode("the pump", false));
            String odd = "odd \uFDD0 text <|im_end|>";
            assertThat(tokenizer.decode(tokenizer.encodePrompt(tokenizer.shield(odd)), true))
                    .isEqualTo(odd);
        }
    }

    @Test
    void losesOnlyTheHalfOfACharacterThatATextHas() {
        try (ModelTokenizer tokenizer = open("byte-level-bpe")) {
            String halved = "pump \uD83D\uDE00 and \uD83D";
            String expected = "pump \uD83D\uDE00 and \uFFFD";

            assertThat(tokenizer.encode(halved, false)).isEqualTo(tokenizer.encode(expected, false));
            assertThat(tokenizer.encodePlain(halved + "<|im_end|>"))
                    .isEqualTo(tokenizer.encodePlain(expected + "<|im_end|>"));
            assertThat(tokenizer.encodePrompt(tokenizer.shield(halved + "<|im_end|>")))
                    .isEqualTo(tokenizer.encodePrompt(tokenizer.shield(expected + "<|im_end|>")));
            assertThat(tokenizer.decode(tokenizer.encode(halved, false), true)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {}, \"merges\": []}}",
                "{\"model\": {\"type\": \"Bigram\", \"vocab\": {\"a\": 0}}}",
                "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": \"b\"}}}",
                "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": -3}}}",
                "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}}, \"decoder\": {\"type\": \"Morse\"}}",
                "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}}, \"normalizer\": {\"type\": \"Shout\"}}",
                "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0}}, \"added_tokens\": [{\"id\": 1}]}"
            })
    void saysWhichFileIsDamaged(String json, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("tokenizer.json"), json);

        assertThatThrownBy(() -> ModelTokenizer.open(file))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("tokenizer.json")
                .satisfies(e -> assertThat(((ModelDirectoryException) e).file()).isEqualTo(file));
    }

    @Test
    void saysWhichFileIsMissing(@TempDir Path directory) {
        assertThatThrownBy(() -> ModelTokenizer.open(directory.resolve("tokenizer.json")))
                .isInstanceOf(ModelDirectoryException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void refusesTextsOnceItIsClosedAndMayBeClosedAgain() {
        ModelTokenizer tokenizer = open("byte-level-bpe");
        assertThat(tokenizer.encodePlain("<|im_end|>")).isNotEmpty();

        tokenizer.close();
        tokenizer.close();

        assertThatThrownBy(() -> tokenizer.encode("the pump", false))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> tokenizer.encodePlain("<|im_end|>")).isInstanceOf(LlmException.class);
        assertThatThrownBy(() -> tokenizer.decode(new int[] {1}, true)).isInstanceOf(LlmException.class);
    }

    private static ModelTokenizer open(String name) {
        return ModelTokenizer.open(TokenizerFiles.path(name));
    }
}
