package dev.llmops.onnx.tokens;

import dev.llmops.api.Require;
import java.util.List;
import java.util.Set;

/**
 * Text that grows token by token.
 *
 * <p>What it returns, put together, is what the tokenizer's own decode of the whole sequence gives. A token's text is
 * returned as soon as no later token can change it: half a character is held, and so is a run of byte tokens, which
 * becomes replacement characters as a whole if it is not UTF-8. Not safe for concurrent use.
 */
public final class TextDecoder {
    /** What {@code clean_up_tokenization_spaces} of transformers replaces, in its order. */
    private static final List<List<String>> CLEAN_UP = List.of(
            List.of(" .", "."),
            List.of(" ?", "?"),
            List.of(" !", "!"),
            List.of(" ,", ","),
            List.of(" ' ", "'"),
            List.of(" n't", "n't"),
            List.of(" 'm", "'m"),
            List.of(" 's", "'s"),
            List.of(" 've", "'ve"),
            List.of(" 're", "'re"));

    private final TokenTable table;
    private final Set<Integer> rendered;
    private final StringBuilder text = new StringBuilder();
    private final PieceSink first;

    private TextDecoder(TokenTable table, Set<Integer> rendered, boolean cleanUpSpaces) {
        this.table = table;
        this.rendered = Set.copyOf(rendered);
        PieceSink sink = new PieceSink() {
            @Override
            public void accept(String piece) {
                text.append(piece);
            }

            @Override
            public void end() {}
        };
        for (int i = CLEAN_UP.size() - 1; cleanUpSpaces && i >= 0; i--) {
            sink = new ReplaceAcrossStep(CLEAN_UP.get(i).get(0), CLEAN_UP.get(i).get(1), sink);
        }
        this.first = table.steps().start(sink);
    }

    /** {@return a decoder that leaves out special tokens} */
    public static TextDecoder of(TokenTable table) {
        return of(table, Set.of(), false);
    }

    /**
     * {@return a decoder for one sequence}
     *
     * @param rendered special tokens that are to appear as text all the same, such as the marks of a tool call
     * @param cleanUpSpaces whether spaces before punctuation are dropped: {@code clean_up_tokenization_spaces} of
     *     {@code tokenizer_config.json}
     */
    public static TextDecoder of(TokenTable table, Set<Integer> rendered, boolean cleanUpSpaces) {
        Require.nonNull(table, "table");
        return new TextDecoder(table, Require.nonNull(rendered, "rendered"), cleanUpSpaces);
    }

    /** {@return the text that can no longer change once {@code token} has come; often empty} */
    public String append(int token) {
        String piece = table.text(token);
        if (piece.isEmpty() || table.isSpecial(token) && !rendered.contains(token)) {
            return "";
        }
        first.accept(piece);
        return drained();
    }

    /** {@return what was held back} Nothing may be appended after. */
    public String finish() {
        first.end();
        return drained();
    }

    private String drained() {
        if (text.isEmpty()) {
            return "";
        }
        String whole = text.toString();
        text.setLength(0);
        return whole;
    }
}
