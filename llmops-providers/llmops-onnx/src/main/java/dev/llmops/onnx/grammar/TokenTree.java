package dev.llmops.onnx.grammar;

import dev.llmops.onnx.grammar.automaton.StateGraph;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The tokens as a tree of their common beginnings, laid out in the order of a walk from the root.
 *
 * <p>Node {@code i} adds one byte to the last node before it that is less deep. All that begins with the same bytes
 * lies between {@code i} and {@code after[i]}, so that a walk skips what does not fit in one step. Immutable.
 */
final class TokenTree {
    /** The byte that each node adds. */
    final byte[] bytes;

    /** How many bytes lead to each node, itself included. */
    final short[] depths;

    /** The first node after each node's subtree. */
    final int[] after;

    /** The token that ends at each node, or -1. */
    final int[] tokens;

    /** For each token the next one with the same bytes, or -1. */
    final int[] twins;

    final int deepest;

    private final int[] longRoots;

    private TokenTree(byte[] bytes, short[] depths, int[] after, int[] tokens, int[] twins) {
        this.bytes = bytes;
        this.depths = depths;
        this.after = after;
        this.tokens = tokens;
        this.twins = twins;
        int most = 0;
        for (short depth : depths) {
            most = Math.max(most, depth);
        }
        this.deepest = most;
        this.longRoots = IntStream.range(0, depths.length)
                .filter(node -> depths[node] == StateGraph.HORIZON + 1)
                .toArray();
    }

    /** {@return the nodes at which tokens get longer than {@link StateGraph#HORIZON}} */
    int[] longRoots() {
        return longRoots;
    }

    /** {@return a token that begins as {@code node} does} */
    int anyToken(int node) {
        int at = node;
        while (tokens[at] < 0) {
            at++;
        }
        return tokens[at];
    }

    int size() {
        return bytes.length;
    }

    /** {@return the tree of {@code texts}, one per token; empty ones and those above 32,767 bytes are left out} */
    static TokenTree of(byte[][] texts) {
        int[] order = new int[texts.length];
        int count = 0;
        long total = 0;
        for (int token = 0; token < texts.length; token++) {
            if (texts[token].length > 0 && texts[token].length <= Short.MAX_VALUE) {
                order[count++] = token;
                total += texts[token].length;
            }
        }
        order = new ByteOrder(texts, count).sorted(Arrays.copyOf(order, count));
        int capacity = (int) Math.min(total, Integer.MAX_VALUE - 8);
        Layout layout = new Layout(capacity, texts);
        for (int token : order) {
            layout.add(token);
        }
        return layout.tree();
    }

    private static final class Layout {
        private final byte[] bytes;
        private final short[] depths;
        private final int[] after;
        private final int[] tokens;
        private final int[] twins;
        private final byte[][] texts;
        private final int[] path = new int[Short.MAX_VALUE + 1];
        private byte[] last = new byte[0];
        private int size;

        Layout(int capacity, byte[][] texts) {
            bytes = new byte[capacity];
            depths = new short[capacity];
            after = new int[capacity];
            tokens = new int[capacity];
            twins = new int[texts.length];
            Arrays.fill(twins, -1);
            this.texts = texts;
        }

        void add(int token) {
            byte[] text = texts[token];
            int common = Arrays.mismatch(last, text);
            if (common < 0) {
                int node = path[text.length];
                twins[token] = tokens[node];
                tokens[node] = token;
                return;
            }
            close(common);
            for (int depth = common; depth < text.length; depth++) {
                bytes[size] = text[depth];
                depths[size] = (short) (depth + 1);
                tokens[size] = -1;
                path[depth + 1] = size++;
            }
            tokens[size - 1] = token;
            last = text;
        }

        private void close(int common) {
            for (int depth = last.length; depth > common; depth--) {
                after[path[depth]] = size;
            }
        }

        TokenTree tree() {
            close(0);
            return new TokenTree(
                    Arrays.copyOf(bytes, size),
                    Arrays.copyOf(depths, size),
                    Arrays.copyOf(after, size),
                    Arrays.copyOf(tokens, size),
                    twins);
        }
    }
}
