package dev.llmops.template.value;

import org.jspecify.annotations.Nullable;

/** Elements and parts of texts and lists, by positions that may be negative, beyond the end, or apart by a step. */
public final class Slices {
    private Slices() {}

    /** {@return {@code text[index]}; null if there is no such character} */
    public static @Nullable Object character(String text, long index) {
        int size = text.codePointCount(0, text.length());
        long at = index < 0 ? index + size : index;
        if (at < 0 || at >= size) {
            return null;
        }
        int start = text.offsetByCodePoints(0, (int) at);
        return text.substring(start, text.offsetByCodePoints(start, 1));
    }

    /** {@return {@code value[from:to:step]}, where None stands for what is not given} */
    public static Object slice(Object value, Object from, Object to, Object step, Run run) {
        long stride = step instanceof None ? 1 : index(step);
        if (stride == 0) {
            throw Failure.of("slice step cannot be zero");
        }
        if (value instanceof String text) {
            run.charge(text.length());
            return text(text, from, to, stride);
        } else if (value instanceof ListValue list) {
            int[] bounds = bounds(list.size(), from, to, stride);
            run.charge(bounds[1]);
            Object[] part = new Object[bounds[1]];
            for (int i = 0; i < part.length; i++) {
                part[i] = list.get((int) (bounds[0] + i * stride));
            }
            return list.with(part);
        } else if (value instanceof RangeValue range) {
            int[] bounds = bounds(range.size(), from, to, stride);
            long start = range.start() + bounds[0] * range.step();
            return RangeValue.of(start, start + bounds[1] * range.step() * stride, range.step() * stride);
        } else if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        throw Failure.of(
                value instanceof DictValue
                        ? "unhashable type: 'slice'"
                        : "'" + Types.name(value) + "' object is not subscriptable");
    }

    private static String text(String text, Object from, Object to, long stride) {
        int size = text.codePointCount(0, text.length());
        int[] bounds = bounds(size, from, to, stride);
        if (stride == 1) {
            int start = size == text.length() ? bounds[0] : text.offsetByCodePoints(0, bounds[0]);
            int end = size == text.length() ? start + bounds[1] : text.offsetByCodePoints(start, bounds[1]);
            return text.substring(start, end);
        }
        int[] points = text.codePoints().toArray();
        StringBuilder part = new StringBuilder(bounds[1]);
        for (int i = 0; i < bounds[1]; i++) {
            part.appendCodePoint(points[(int) (bounds[0] + i * stride)]);
        }
        return part.toString();
    }

    /** {@return where a slice starts and how many elements it has} */
    private static int[] bounds(int size, Object from, Object to, long stride) {
        boolean forward = stride > 0;
        long start = from instanceof None ? (forward ? 0 : size - 1) : clamp(index(from), size, forward);
        long end = to instanceof None ? (forward ? size : -1) : clamp(index(to), size, forward);
        long distance = forward ? end - start : start - end;
        long count = distance <= 0 ? 0 : (distance - 1) / Math.abs(stride) + 1;
        return new int[] {count == 0 ? 0 : (int) start, (int) count};
    }

    private static long clamp(long index, int size, boolean forward) {
        long at = index < 0 ? index + size : index;
        return forward ? Math.max(0, Math.min(at, size)) : Math.max(-1, Math.min(at, size - 1L));
    }

    private static long index(Object value) {
        if (!Numbers.isWhole(value)) {
            throw Failure.of("slice indices must be integers or None or have an __index__ method");
        }
        return Numbers.clamped(value);
    }
}
