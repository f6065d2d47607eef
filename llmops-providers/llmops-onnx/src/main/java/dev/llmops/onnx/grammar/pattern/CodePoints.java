package dev.llmops.onnx.grammar.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A set of Unicode code points, as ranges in order. Surrogates are never in it, since UTF-8 cannot write them.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class CodePoints {
    /** The highest code point. */
    public static final int LAST = 0x10FFFF;

    private static final int SURROGATES = 0xD800;
    private static final int AFTER_SURROGATES = 0xE000;

    /** Every code point. */
    public static final CodePoints ALL = range(0, LAST);

    /** No code point. */
    public static final CodePoints NONE = new CodePoints(new int[0]);

    // Pairs of first and last code point, apart from each other.
    private final int[] bounds;

    private CodePoints(int[] bounds) {
        this.bounds = bounds;
    }

    /** {@return the one code point} */
    public static CodePoints of(int codePoint) {
        return range(codePoint, codePoint);
    }

    /** {@return the code points from {@code first} to {@code last} inclusive, without surrogates} */
    public static CodePoints range(int first, int last) {
        List<int[]> ranges = new ArrayList<>();
        if (first < SURROGATES) {
            ranges.add(new int[] {first, Math.min(last, SURROGATES - 1)});
        }
        if (last >= AFTER_SURROGATES) {
            ranges.add(new int[] {Math.max(first, AFTER_SURROGATES), last});
        }
        return of(ranges);
    }

    /** {@return the characters of {@code characters}} */
    public static CodePoints anyOf(String characters) {
        CodePoints set = NONE;
        for (int c : characters.codePoints().toArray()) {
            set = set.or(of(c));
        }
        return set;
    }

    /** {@return the code points that {@code test} holds for} */
    public static CodePoints matching(IntPredicate test) {
        List<int[]> ranges = new ArrayList<>();
        for (int c = 0; c <= LAST; c++) {
            if (test.test(c) && (c < SURROGATES || c >= AFTER_SURROGATES)) {
                int[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
                if (last != null && last[1] == c - 1) {
                    last[1] = c;
                } else {
                    ranges.add(new int[] {c, c});
                }
            }
        }
        return of(ranges);
    }

    private static CodePoints of(List<int[]> ranges) {
        List<int[]> sorted = new ArrayList<>(ranges);
        sorted.removeIf(range -> range[0] > range[1]);
        sorted.sort((a, b) -> Integer.compare(a[0], b[0]));
        int[] bounds = new int[sorted.size() * 2];
        int size = 0;
        for (int[] range : sorted) {
            if (size > 0 && range[0] <= bounds[size - 1] + 1) {
                bounds[size - 1] = Math.max(bounds[size - 1], range[1]);
            } else {
                bounds[size++] = range[0];
                bounds[size++] = range[1];
            }
        }
        return new CodePoints(java.util.Arrays.copyOf(bounds, size));
    }

    /** {@return the ranges, each as its first and last code point, in order} */
    public List<int[]> ranges() {
        List<int[]> ranges = new ArrayList<>(bounds.length / 2);
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.add(new int[] {bounds[i], bounds[i + 1]});
        }
        return ranges;
    }

    /** {@return this set and {@code other} together} */
    public CodePoints or(CodePoints other) {
        List<int[]> ranges = ranges();
        ranges.addAll(other.ranges());
        return of(ranges);
    }

    /** {@return all code points that are not in this set} */
    public CodePoints not() {
        List<int[]> ranges = new ArrayList<>();
        int from = 0;
        for (int[] range : ranges()) {
            ranges.addAll(range(from, range[0] - 1).ranges());
            from = range[1] + 1;
        }
        ranges.addAll(range(from, LAST).ranges());
        return of(ranges);
    }

    /** {@return the code points of this set that are in {@code other} too} */
    public CodePoints and(CodePoints other) {
        return not().or(other.not()).not();
    }

    /** {@return whether {@code codePoint} is in the set} */
    public boolean contains(int codePoint) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] <= codePoint && codePoint <= bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether nothing is in the set} */
    public boolean isEmpty() {
        return bounds.length == 0;
    }
}
