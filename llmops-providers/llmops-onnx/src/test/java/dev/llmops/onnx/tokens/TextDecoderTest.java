package dev.llmops.onnx.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextDecoderTest {
    private static final String FILES = "dev.llmops.onnx.tokens.TokenizerFiles#names";

    @ParameterizedTest
    @MethodSource(FILES)
    void givesForRandomTokensWhatTheTokenizerGivesForTheWhole(String name) {
        try (ModelTokenizer tokenizer = ModelTokenizer.open(TokenizerFiles.path(name))) {
            Random random = new Random(7);
            for (int round = 0; round < 3000; round++) {
                int[] tokens = random.ints(
                                random.nextInt(14), 0, tokenizer.table().size())
                        .toArray();

                assertThat(text(TextDecoder.of(tokenizer.table()), tokens))
                        .as("round %s", round)
                        .isEqualTo(tokenizer.decode(tokens, true));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void writesSpecialTokensThatAreToBeSeen(String name) {
        try (ModelTokenizer tokenizer = ModelTokenizer.open(TokenizerFiles.path(name))) {
            TokenTable table = tokenizer.table();
            Random random = new Random(8);
            for (int round = 0; round < 1000; round++) {
                int[] tokens = random.ints(8, 0, table.size()).toArray();
                tokens[random.nextInt(8)] = table.added().get(0).id();

                assertThat(text(TextDecoder.of(table, table.specialTokens(), false), tokens))
                        .isEqualTo(tokenizer.decode(tokens, false));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void givesBackSentencesAsTheTokenizerDoes(String name) throws IOException {
        try (ModelTokenizer tokenizer = ModelTokenizer.open(TokenizerFiles.path(name))) {
            for (String line : Files.readAllLines(TokenizerFiles.path(name).resolveSibling("corpus.txt"))) {
                int[] tokens = tokenizer.encode(line, false);

                String text = text(TextDecoder.of(tokenizer.table()), tokens);

                assertThat(text).isEqualTo(tokenizer.decode(tokens, true));
                if (name.endsWith("-bpe")) {
                    assertThat(text).isEqualTo(line);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(FILES)
    void neverGivesHalfACharacter(String name) {
        try (ModelTokenizer tokenizer = ModelTokenizer.open(TokenizerFiles.path(name))) {
            TextDecoder decoder = TextDecoder.of(tokenizer.table());

            for (int token : tokenizer.encode("a 👨‍👩‍👧 𝒳 水 ☃ ü ﷽ z", false)) {
                String delta = decoder.append(token);

                assertThat(delta).doesNotContain("\uFFFD");
                assertThat(delta.isEmpty() || !Character.isHighSurrogate(delta.charAt(delta.length() - 1)))
                        .isTrue();
            }
        }
    }

    @Test
    void endsWithAReplacementCharacterIfTheLastOneIsCut() {
        TokenTable table = TokenTable.read(TokenizerFiles.path("byte-level-bpe"));
        TextDecoder decoder = TextDecoder.of(table);

        assertThat(decoder.append(id(table, "a"))).isEqualTo("a");
        assertThat(decoder.append(id(table, "ð"))).isEmpty();
        assertThat(decoder.append(id(table, "Ł"))).isEmpty();
        assertThat(decoder.finish()).isEqualTo("\uFFFD");
    }

    @Test
    void cleansUpSpacesAcrossTokensAsTransformersDoes() {
        TokenTable table = TokenTable.read(TokenizerFiles.path("byte-level-bpe"));
        String whole = "a  . b ? c ' d do n't we 've  's x ' y 're end ";
        String expected = whole.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
        int[] letters = whole.replace(' ', 'Ġ')
                .chars()
                .map(letter -> id(table, String.valueOf((char) letter)))
                .toArray();

        assertThat(text(TextDecoder.of(table, Set.of(), true), letters)).isEqualTo(expected);
        assertThat(text(TextDecoder.of(table, Set.of(), false), letters)).isEqualTo(whole);
    }

    @Test
    void ignoresIdsThatTheVocabularyLacks() {
        TokenTable table = TokenTable.read(TokenizerFiles.path("byte-level-bpe"), 1000);

        assertThat(text(TextDecoder.of(table), 999, id(table, "a"), -1, 5000)).isEqualTo("a");
    }

    @Test
    void followsDecodersOfOtherKindsAsTheTokenizerDoes(@TempDir Path directory) throws IOException {
        for (String decoder : List.of("null", """
                {"type":"BPEDecoder","suffix":"b"}""", """
                {"type":"WordPiece","prefix":"a","cleanup":false}""", """
                {"type":"Metaspace","replacement":"a","prepend_scheme":"never","split":true}""", """
                {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"a"},"content":" "},
                {"type":"Strip","content":" ","start":1,"stop":0}]}""", """
                {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"Regex":"a+"},"content":" "},{"type":"Fuse"},
                {"type":"Strip","content":" ","start":0,"stop":3}]}""", """
                {"type":"Sequence","decoders":[{"type":"Fuse"},
                {"type":"Replace","pattern":{"String":"aab"},"content":"-"}]}""")) {
            Path file = Files.writeString(directory.resolve("tokenizer.json"), """
                    {"version":"1.0","added_tokens":[],"normalizer":null,"pre_tokenizer":null,"post_processor":null,
                    "decoder":%s,"model":{"type":"WordLevel","unk_token":"c",
                    "vocab":{"a":0,"b":1,"c":2,"ab":3,"aa":4,"ba":5}}}""".formatted(decoder));
            try (ModelTokenizer tokenizer = ModelTokenizer.open(file)) {
                Random random = new Random(9);
                for (int round = 0; round < 300; round++) {
                    int[] tokens = random.ints(1 + random.nextInt(8), 0, 6).toArray();
                    // The native library ends the process where it strips the end of a text of nothing else.
                    tokens[0] = 1;

                    assertThat(text(TextDecoder.of(tokenizer.table()), tokens))
                            .as(decoder)
                            .isEqualTo(tokenizer.decode(tokens, true));
                }
            }
        }
    }

    private static String text(TextDecoder decoder, int... tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append(decoder.append(token));
        }
        return text.append(decoder.finish()).toString();
    }

    private static int id(TokenTable table, String text) {
        for (int token = 0; token < table.size(); token++) {
            if (table.text(token).equals(text)) {
                return token;
            }
        }
        throw new AssertionError("No token " + text);
    }
}
