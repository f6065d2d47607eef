package dev.llmops.onnx.grammar;

import dev.llmops.onnx.grammar.automaton.State;
import dev.llmops.onnx.grammar.automaton.StateGraph;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which tokens fit a state, found once and kept until too many are.
 *
 * <p>Safe for concurrent use. States that differ only in how much of a long loop is left share what they say about
 * short tokens; the few long ones are looked at again.
 */
final class TokenMasks {
    private final TokenVocabulary vocabulary;
    private final int most;
    private final Deque<State> kept = new ArrayDeque<>();

    /**
     * Creates masks without any.
     *
     * @param most how many are kept
     */
    TokenMasks(TokenVocabulary vocabulary, int most) {
        this.vocabulary = vocabulary;
        this.most = most;
    }

    /** {@return the tokens that fit, to be read only} */
    long[] of(State state) {
        long[] known = state.mask();
        if (known != null) {
            return known;
        }
        State shortened = state.shortened();
        long[] mask = new long[(vocabulary.size() + 63) >>> 6];
        if (shortened == state) {
            walk(state, mask);
        } else {
            System.arraycopy(of(shortened), 0, mask, 0, mask.length);
            walkLong(state, mask);
        }
        keep(state, mask);
        return mask;
    }

    private void keep(State state, long[] mask) {
        synchronized (kept) {
            state.keepMask(mask);
            kept.addLast(state);
            while (kept.size() > most) {
                kept.removeFirst().keepMask(null);
            }
        }
    }

    private void walk(State start, long[] mask) {
        TokenTree tree = vocabulary.tree();
        byte[] bytes = tree.bytes;
        short[] depths = tree.depths;
        State[] path = new State[tree.deepest + 1];
        path[0] = start;
        int size = tree.size();
        int node = 0;
        while (node < size) {
            int depth = depths[node];
            State state = path[depth - 1].after(bytes[node]);
            if (state == null) {
                node = tree.after[node];
            } else {
                path[depth] = state;
                if (tree.tokens[node] >= 0) {
                    mark(tree, tree.tokens[node], mask, true);
                }
                node++;
            }
        }
    }

    /** Looks again at the tokens that are longer than what a shortened state says something about. */
    private void walkLong(State start, long[] mask) {
        TokenTree tree = vocabulary.tree();
        State[] path = new State[tree.deepest + 1];
        path[0] = start;
        for (int root : tree.longRoots()) {
            int valid = 0;
            int depth = StateGraph.HORIZON;
            byte[] text = vocabulary.text(tree.anyToken(root));
            while (valid < depth) {
                State next = path[valid].after(text[valid]);
                if (next == null) {
                    break;
                }
                path[++valid] = next;
            }
            walkSubtree(tree, root, valid == depth, path, mask);
        }
    }

    private static void walkSubtree(TokenTree tree, int root, boolean reached, State[] path, long[] mask) {
        int node = root;
        int end = tree.after[root];
        for (int i = root; i < end; i++) {
            if (tree.tokens[i] >= 0) {
                mark(tree, tree.tokens[i], mask, false);
            }
        }
        while (reached && node < end) {
            int depth = tree.depths[node];
            State state = path[depth - 1].after(tree.bytes[node]);
            if (state == null) {
                node = tree.after[node];
            } else {
                path[depth] = state;
                if (tree.tokens[node] >= 0) {
                    mark(tree, tree.tokens[node], mask, true);
                }
                node++;
            }
        }
    }

    private static void mark(TokenTree tree, int first, long[] mask, boolean fits) {
        for (int token = first; token >= 0; token = tree.twins[token]) {
            if (fits) {
                mask[token >>> 6] |= 1L << token;
            } else {
                mask[token >>> 6] &= ~(1L << token);
            }
        }
    }
}
