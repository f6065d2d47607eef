package dev.llmops.eval.regex;

import java.util.function.Function;

/**
 * A text that lets itself be looked at only so often, because some expressions take exponential time.
 *
 * <p>Counted are characters that are looked at and not time, so that the outcome is the same on every machine. What is
 * allowed is above what an expression of quadratic time needs for an answer of ten thousand characters; to use it up
 * takes less than a second. Used by one thread.
 */
public final class PatientText implements CharSequence {
    private static final long PATIENCE = 100_000_000;
    private static final long PATIENCE_PER_CHARACTER = 100;

    private final String text;
    private final int start;
    private final int end;
    private final long[] looks;

    private PatientText(String text, int start, int end, long[] looks) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.looks = looks;
    }

    /**
     * {@return what {@code use} finds in {@code text}}
     *
     * @throws SlowPatternException if it looks too often, or nests too deep for the stack
     */
    public static <T> T search(String text, Function<CharSequence, T> use) {
        long patience = PATIENCE + PATIENCE_PER_CHARACTER * text.length();
        try {
            return use.apply(new PatientText(text, 0, text.length(), new long[] {patience}));
        } catch (StackOverflowError e) {
            // Java's engine goes one call deeper for each turn of some loops.
            throw SlowPatternException.on(text.length());
        }
    }

    @Override
    public int length() {
        return end - start;
    }

    @Override
    public char charAt(int index) {
        if (--looks[0] < 0) {
            throw SlowPatternException.on(text.length());
        }
        return text.charAt(start + index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new PatientText(text, start + from, start + to, looks);
    }

    @Override
    public String toString() {
        return text.substring(start, end);
    }
}
