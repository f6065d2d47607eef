package dev.llmops.template.value;

/** A range: {@code size} whole numbers from {@code start}, {@code step} apart. */
public record RangeValue(long start, long stop, long step, int size) {
    /** How many numbers a range may have; the bound of Jinja's sandbox. */
    public static final int MOST = 100_000;

    /** {@return the range from {@code start} to before {@code stop}} */
    public static RangeValue of(long start, long stop, long step) {
        if (step == 0) {
            throw Failure.of("range() arg 3 must not be zero");
        }
        boolean empty = step > 0 ? start >= stop : start <= stop;
        long size = 0;
        if (!empty) {
            // Unsigned, since the distance of two longs may not fit a signed one.
            long distance = step > 0 ? stop - start : start - stop;
            size = Long.divideUnsigned(distance - 1, Math.abs(step)) + 1;
            if (Long.compareUnsigned(size, MOST) > 0) {
                throw Failure.of("Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + MOST + ").");
            }
        }
        return new RangeValue(start, stop, step, (int) size);
    }

    /** {@return the number at {@code index}, counted from 0} */
    public Object get(int index) {
        return start + index * step;
    }

    /** {@return the numbers} */
    public Object[] items() {
        Object[] items = new Object[size];
        for (int i = 0; i < size; i++) {
            items[i] = get(i);
        }
        return items;
    }
}
