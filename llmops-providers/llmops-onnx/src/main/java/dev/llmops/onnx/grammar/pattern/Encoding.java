package dev.llmops.onnx.grammar.pattern;

import dev.llmops.onnx.grammar.automaton.Nodes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a character is written in bytes. */
public enum Encoding {
    /** As UTF-8. */
    UTF_8 {
        @Override
        public int emit(Nodes nodes, CodePoints set, int next) {
            return utf8(nodes, set, next);
        }
    },

    /**
     * As in a JSON string, RFC 8259: UTF-8, with escapes only for what must be escaped, and only one escape for each.
     * So a text has exactly one form.
     */
    JSON {
        @Override
        public int emit(Nodes nodes, CodePoints set, int next) {
            List<Integer> ways = new ArrayList<>();
            ways.add(utf8(nodes, set.and(PLAIN), next));
            for (int[] range : set.and(PLAIN.not()).ranges()) {
                for (int c = range[0]; c <= range[1]; c++) {
                    ways.add(nodes.text(escape(c).getBytes(StandardCharsets.US_ASCII), next));
                }
            }
            return nodes.fork(ways.stream().mapToInt(Integer::intValue).toArray());
        }
    };

    /** What stands for itself in a JSON string. */
    public static final CodePoints PLAIN =
            CodePoints.range(0x20, CodePoints.LAST).and(CodePoints.anyOf("\"\\").not());

    private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF, CodePoints.LAST};

    /** {@return a node that takes one character of {@code set}} */
    public abstract int emit(Nodes nodes, CodePoints set, int next);

    /** {@return the escape of a character that cannot stand for itself} */
    static String escape(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u00" + (c < 16 ? "0" : "") + Integer.toHexString(c);
        };
    }

    private static int utf8(Nodes nodes, CodePoints set, int next) {
        List<Integer> ways = new ArrayList<>();
        Map<List<Integer>, Integer> shared = new HashMap<>();
        for (int[] range : set.ranges()) {
            int from = range[0];
            for (int last : LAST_OF_LENGTH) {
                if (from <= Math.min(last, range[1])) {
                    split(from, Math.min(last, range[1]), (lo, hi) -> ways.add(chain(nodes, shared, lo, hi, next)));
                    from = last + 1;
                }
            }
        }
        return nodes.fork(ways.stream().mapToInt(Integer::intValue).toArray());
    }

    private interface Chains {
        void add(int lo, int hi);
    }

    /** Cuts a range into such that each byte of the encoding has a range of its own, as utf8-ranges and RE2 do. */
    private static void split(int lo, int hi, Chains chains) {
        for (int bits = 6; bits < (lo <= 0x7F ? 6 : 24); bits += 6) {
            int mask = (1 << bits) - 1;
            if ((lo & ~mask) != (hi & ~mask)) {
                if ((lo & mask) != 0) {
                    split(lo, lo | mask, chains);
                    split((lo | mask) + 1, hi, chains);
                    return;
                }
                if ((hi & mask) != mask) {
                    split(lo, (hi & ~mask) - 1, chains);
                    split(hi & ~mask, hi, chains);
                    return;
                }
            }
        }
        chains.add(lo, hi);
    }

    private static int chain(Nodes nodes, Map<List<Integer>, Integer> shared, int lo, int hi, int next) {
        byte[] first = Character.toString(lo).getBytes(StandardCharsets.UTF_8);
        byte[] last = Character.toString(hi).getBytes(StandardCharsets.UTF_8);
        int node = next;
        for (int i = first.length - 1; i >= 0; i--) {
            int from = first[i] & 0xFF;
            int to = last[i] & 0xFF;
            int rest = node;
            node = shared.computeIfAbsent(List.of(from, to, rest), k -> nodes.bytes(from, to, rest));
        }
        return node;
    }
}
