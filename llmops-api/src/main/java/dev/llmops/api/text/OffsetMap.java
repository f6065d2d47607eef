package dev.llmops.api.text;

import dev.llmops.api.Require;
import java.util.Arrays;

/**
 * Maps positions of a derived text back to the text it was made from.
 *
 * <p>The derived text is described as runs in which positions advance together; between two runs
 * something was inserted, removed or replaced. A position inside a replaced stretch maps to the
 * start of that stretch, the end of a span to its end, so that a span of the derived text always
 * maps to the stretch of the source that produced it. Offsets are UTF-16 units. Immutable.
 */
public final class OffsetMap {
    private static final OffsetMap IDENTITY = new OffsetMap(new int[0], new int[0], new int[0], -1, -1);

    // Run i covers derived [derived[i], derived[i] + length[i]) and source [source[i], …) alike.
    private final int[] derived;
    private final int[] source;
    private final int[] length;
    private final int derivedEnd;
    private final int sourceEnd;

    private OffsetMap(int[] derived, int[] source, int[] length, int derivedEnd, int sourceEnd) {
        this.derived = derived;
        this.source = source;
        this.length = length;
        this.derivedEnd = derivedEnd;
        this.sourceEnd = sourceEnd;
    }

    /** {@return the map of a text onto itself} */
    public static OffsetMap identity() {
        return IDENTITY;
    }

    /** {@return a builder that is told what was kept and what was replaced, from left to right} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return whether every position maps to itself} */
    public boolean isIdentity() {
        return this == IDENTITY;
    }

    /** {@return the source position at which what begins at {@code start} of the derived text begins} */
    public int toSourceStart(int start) {
        if (isIdentity()) {
            return start;
        }
        int run = runAtOrBefore(start);
        if (run >= 0 && start < derived[run] + length[run]) {
            return source[run] + (start - derived[run]);
        }
        if (start >= derivedEnd) {
            return sourceEnd;
        }
        return run < 0 ? 0 : source[run] + length[run];
    }

    /** {@return the source position at which what ends at {@code end} of the derived text ends} */
    public int toSourceEnd(int end) {
        if (isIdentity()) {
            return end;
        }
        if (end <= 0) {
            return 0;
        }
        int run = runAtOrBefore(end - 1);
        if (run >= 0 && end <= derived[run] + length[run]) {
            return source[run] + (end - derived[run]);
        }
        return run + 1 < source.length ? source[run + 1] : sourceEnd;
    }

    /**
     * {@return the map from this map's derived text to the source of {@code earlier}}
     *
     * @param earlier the map of this map's source text
     */
    public OffsetMap after(OffsetMap earlier) {
        if (isIdentity()) {
            return earlier;
        }
        if (earlier.isIdentity()) {
            return this;
        }
        Builder joined = builder();
        int derivedAt = 0;
        int sourceAt = 0;
        for (int run = 0; run < derived.length; run++) {
            int offset = 0;
            while (offset < length[run]) {
                int middle = source[run] + offset;
                int inner = earlier.runAtOrBefore(middle);
                boolean kept = inner >= 0 && middle < earlier.derived[inner] + earlier.length[inner];
                if (!kept) {
                    offset++;
                    continue;
                }
                int size = Math.min(length[run] - offset, earlier.derived[inner] + earlier.length[inner] - middle);
                int derivedStart = derived[run] + offset;
                int sourceStart = earlier.source[inner] + (middle - earlier.derived[inner]);
                joined.replaced(sourceStart - sourceAt, derivedStart - derivedAt)
                        .kept(size);
                derivedAt = derivedStart + size;
                sourceAt = sourceStart + size;
                offset += size;
            }
        }
        return joined.replaced(earlier.sourceEnd - sourceAt, derivedEnd - derivedAt)
                .build();
    }

    private int runAtOrBefore(int position) {
        int found = Arrays.binarySearch(derived, position);
        return found >= 0 ? found : -found - 2;
    }

    /** Collects what was kept and what was replaced. Not safe for concurrent use. */
    public static final class Builder {
        private int[] derived = new int[8];
        private int[] source = new int[8];
        private int[] length = new int[8];
        private int runs;
        private int derivedAt;
        private int sourceAt;
        private boolean changed;

        private Builder() {}

        /** Notes that the next {@code count} characters are the same in both texts. */
        public Builder kept(int count) {
            Require.that(count >= 0, "count", "count must not be negative, was " + count);
            if (count == 0) {
                return this;
            }
            if (runs > 0
                    && derived[runs - 1] + length[runs - 1] == derivedAt
                    && source[runs - 1] + length[runs - 1] == sourceAt) {
                length[runs - 1] += count;
            } else {
                if (runs == derived.length) {
                    derived = Arrays.copyOf(derived, runs * 2);
                    source = Arrays.copyOf(source, runs * 2);
                    length = Arrays.copyOf(length, runs * 2);
                }
                derived[runs] = derivedAt;
                source[runs] = sourceAt;
                length[runs++] = count;
            }
            derivedAt += count;
            sourceAt += count;
            return this;
        }

        /** Notes that {@code sourceCount} characters of the source became {@code derivedCount} others. */
        public Builder replaced(int sourceCount, int derivedCount) {
            Require.that(sourceCount >= 0, "sourceCount", "sourceCount must not be negative, was " + sourceCount);
            Require.that(derivedCount >= 0, "derivedCount", "derivedCount must not be negative, was " + derivedCount);
            changed |= sourceCount != 0 || derivedCount != 0;
            sourceAt += sourceCount;
            derivedAt += derivedCount;
            return this;
        }

        /** {@return the map of what was noted so far} */
        public OffsetMap build() {
            if (!changed) {
                return IDENTITY;
            }
            return new OffsetMap(
                    Arrays.copyOf(derived, runs),
                    Arrays.copyOf(source, runs),
                    Arrays.copyOf(length, runs),
                    derivedAt,
                    sourceAt);
        }
    }
}
