package dev.llmops.onnx.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTableTest {
    private static final String TEXT = "水 flows\n\tto 👋🏽 ☃ Öl {\"a\": [1, 2]} über ﷽";

    @ParameterizedTest
    @ValueSource(strings = {"byte-level-bpe", "sentencepiece-bpe"})
    void bytesOfTokensMakeUpTheText(String name) {
        try (ModelTokenizer tokenizer = ModelTokenizer.open(TokenizerFiles.path(name))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int token : tokenizer.encode(TEXT, false)) {
                bytes.writeBytes(tokenizer.table().bytes(token));
            }

            String prefix = name.startsWith("sentence") ? " " : "";
            assertThat(bytes.toString(UTF_8)).isEqualTo(prefix + TEXT);
        }
    }

    @Test
    void bytesOfWordPiecesBeginWordsWithASpace() {
        TokenTable table = TokenTable.read(TokenizerFiles.path("wordpiece"));
        List<Integer> tokens = List.of(idOf(table, "pump"), idOf(table, "##s"));

        assertThat(table.bytes(tokens.get(0))).asString(UTF_8).isEqualTo(" pump");
        assertThat(table.bytes(tokens.get(1))).asString(UTF_8).isEqualTo("s");
    }

    @Test
    void tellsSpecialTokensFromAddedText() {
        TokenTable table = TokenTable.read(TokenizerFiles.path("byte-level-bpe"), 800);
        int end = table.addedToken("<|im_end|>").orElseThrow();
        int call = table.addedToken("<tool_call>").orElseThrow();

        assertThat(table.size()).isEqualTo(800);
        assertThat(table.isSpecial(end)).isTrue();
        assertThat(table.bytes(end)).isEmpty();
        assertThat(table.isSpecial(call)).isFalse();
        assertThat(table.bytes(call)).asString(UTF_8).isEqualTo("<tool_call>");
        assertThat(table.bytes(799)).isEmpty();
        assertThat(table.specialTokens(List.of("<|im_end|>", "<tool_call>", "other")))
                .containsExactly(end);
        assertThat(table.addedToken("other")).isEmpty();
        assertThat(table.addedTexts()).contains("<think>", "<|endoftext|>");
    }

    @Test
    void byteTokensAreTheBytesTheyName() {
        TokenTable table = TokenTable.read(TokenizerFiles.path("sentencepiece-bpe"));

        assertThat(table.bytes(idOf(table, "<0x0A>"))).containsExactly('\n');
        assertThat(table.bytes(idOf(table, "<0xFF>"))).containsExactly(0xFF);
    }

    private static int idOf(TokenTable table, String text) {
        for (int token = 0; token < table.size(); token++) {
            if (table.text(token).equals(text)) {
                return token;
            }
        }
        throw new AssertionError("No token " + text);
    }
}
