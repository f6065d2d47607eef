package dev.llmops.eval.statistics;

/**
 * A range that holds the true value with some confidence.
 *
 * @param low where it begins; may be infinite
 * @param high where it ends; may be infinite
 */
public record Interval(double low, double high) {
    /** {@return whether {@code value} lies in it, ends included} */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** {@return how far it reaches from end to end} */
    public double width() {
        return high - low;
    }
}
