package dev.llmops.eval.run;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where in a results file each row begins. Not safe for concurrent use. */
final class RowIndex {
    private final ResultLines lines;
    /** By number, the byte behind which the row begins; 0 where there is none. */
    private long[] places = new long[1 << 10];

    private int next;

    private RowIndex(ResultLines lines, int next) {
        this.lines = lines;
        this.next = next;
    }

    /** {@return the places of all rows, from which those with the number {@code from} and more are read} */
    static RowIndex of(ResultLines lines, int from) {
        RowIndex index = new RowIndex(lines, from);
        lines.seek(0);
        long begin = lines.offset();
        for (int number = lines.nextNumber(); number >= 0; number = lines.nextNumber()) {
            index.put(number, begin);
            begin = lines.offset();
        }
        return index;
    }

    private void put(int number, long begin) {
        if (number >= places.length) {
            long doubled = Math.min(2L * number, Integer.MAX_VALUE - 8);
            places = Arrays.copyOf(places, (int) Math.max(doubled, number + 1L));
        }
        if (places[number] != 0) {
            throw lines.twice(number);
        }
        places[number] = begin + 1;
    }

    /** {@return the row with the next number that there is; null behind the last} */
    @Nullable ResultRow next() {
        while (next < places.length && places[next] == 0) {
            next++;
        }
        if (next == places.length) {
            return null;
        }
        lines.seek(places[next++] - 1);
        return lines.next();
    }
}
