package dev.llmops.onnx.grammar;

import dev.llmops.onnx.grammar.automaton.State;
import org.jspecify.annotations.Nullable;

/**
 * The longest token that a text begins with.
 *
 * @param token the token, or -1 if there is none
 * @param length its bytes
 * @param maybeLonger whether a token begins with the whole text and goes on as it may
 */
record LongestToken(int token, int length, boolean maybeLonger) {
    /** {@return the longest token of {@code text} from {@code from}, after which {@code then} is the state} */
    static LongestToken of(TokenTree tree, byte[] text, int from, @Nullable State then) {
        int token = -1;
        int length = 0;
        int node = 0;
        int end = tree.size();
        int at = from;
        while (at < text.length) {
            int child = child(tree, node, end, text[at]);
            if (child < 0) {
                return new LongestToken(token, length, false);
            }
            at++;
            if (tree.tokens[child] >= 0) {
                token = tree.tokens[child];
                length = at - from;
            }
            node = child + 1;
            end = tree.after[child];
        }
        return new LongestToken(token, length, then != null && goesOn(tree, node, end, then));
    }

    private static int child(TokenTree tree, int first, int end, byte b) {
        for (int node = first; node < end; node = tree.after[node]) {
            if (tree.bytes[node] == b) {
                return node;
            }
        }
        return -1;
    }

    private static boolean goesOn(TokenTree tree, int first, int end, State then) {
        for (int node = first; node < end; node = tree.after[node]) {
            if (then.after(tree.bytes[node]) != null) {
                return true;
            }
        }
        return false;
    }
}
