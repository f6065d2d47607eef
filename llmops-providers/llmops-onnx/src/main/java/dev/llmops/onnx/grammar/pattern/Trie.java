package dev.llmops.onnx.grammar.pattern;

import dev.llmops.onnx.grammar.automaton.Nodes;
import java.util.Arrays;
import java.util.List;

/** Many texts as a tree of their common beginnings, so that only one node is looked at for each byte. */
final class Trie {
    private byte[] bytes = new byte[64];
    private int[] sibling = new int[64];
    private int[] child = new int[64];
    private boolean[] ends = new boolean[64];
    private int size = 1;

    private Trie() {}

    /** {@return a node that takes one of {@code texts}} */
    static int emit(Nodes nodes, List<byte[]> texts, int next) {
        Trie trie = new Trie();
        texts.forEach(trie::add);
        return trie.emit(nodes, next);
    }

    private void add(byte[] text) {
        int at = 0;
        for (byte b : text) {
            int found = child[at];
            while (found != 0 && bytes[found] != b) {
                found = sibling[found];
            }
            at = found != 0 ? found : append(at, b);
        }
        ends[at] = true;
    }

    private int append(int parent, byte b) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
            sibling = Arrays.copyOf(sibling, size * 2);
            child = Arrays.copyOf(child, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        bytes[size] = b;
        sibling[size] = child[parent];
        child[parent] = size;
        return size++;
    }

    private int emit(Nodes nodes, int next) {
        int[] made = new int[size];
        // Children come after their parents.
        for (int at = size - 1; at >= 0; at--) {
            int count = 0;
            for (int c = child[at]; c != 0; c = sibling[c]) {
                count++;
            }
            int[] targets = new int[count + 1];
            targets[count] = ends[at] ? next : Nodes.FAIL;
            for (int c = child[at]; c != 0; c = sibling[c]) {
                targets[--count] = nodes.bytes(bytes[c] & 0xFF, bytes[c] & 0xFF, made[c]);
            }
            made[at] = nodes.fork(targets);
        }
        return made[0];
    }
}
