package dev.llmops.onnx.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.tokens.TokenBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenVocabularyTest {
    private static TokenBytes tokens(String... texts) {
        List<byte[]> all = java.util.Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new TokenBytes() {
            @Override
            public int size() {
                return all.size();
            }

            @Override
            public byte[] bytes(int token) {
                return all.get(token);
            }
        };
    }

    @Test
    void allowsAllTokensWithTheSameBytes() {
        TokenVocabulary vocabulary = TokenVocabulary.of(tokens("a", "b", "a", "ab", "", "a"), Set.of(4));
        GrammarConstraint constraint = Grammar.regex("a+b").compile(vocabulary).start();

        assertThat(constraint.allowed()).containsExactly(0b101101L);
    }

    @Test
    void writesOnlyWhatItsTokensCanSpell() {
        TokenVocabulary vocabulary = TokenVocabulary.of(tokens("a", "b", "é", "end"), Set.of(3));
        GrammarConstraint constraint =
                Grammar.regex("[aceé]b").compile(vocabulary).start();

        assertThat(constraint.allowed()).containsExactly(0b1L);
        assertThatThrownBy(() -> Grammar.literal("cab").compile(vocabulary)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesMarkersBeyondItsSize() {
        assertThatThrownBy(() -> TokenVocabulary.of(tokens("a"), Set.of(), Map.of(1, "<x>")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void sortsManyTokensAsATree() {
        SyntheticVocabulary tokens = SyntheticVocabulary.of(20_000, 9);
        TokenTree tree = tokens.vocabulary().tree();

        int found = 0;
        byte[] path = new byte[tree.deepest];
        for (int node = 0; node < tree.size(); node++) {
            path[tree.depths[node] - 1] = tree.bytes[node];
            assertThat(tree.after[node]).isGreaterThan(node);
            if (tree.tokens[node] >= 0) {
                assertThat(tokens.bytes(tree.tokens[node])).isEqualTo(java.util.Arrays.copyOf(path, tree.depths[node]));
                found++;
            }
        }
        // All but the end token, the one without bytes, and the byte that marks special tokens.
        assertThat(found).isEqualTo(distinct(tokens));
    }

    private static long distinct(SyntheticVocabulary tokens) {
        return java.util.stream.IntStream.range(0, tokens.size())
                .mapToObj(token -> new String(tokens.bytes(token), StandardCharsets.ISO_8859_1))
                .filter(text -> !text.isEmpty() && text.indexOf(0xFF) < 0)
                .distinct()
                .count();
    }
}
