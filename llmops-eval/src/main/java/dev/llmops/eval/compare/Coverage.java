package dev.llmops.eval.compare;

/**
 * How much of a run a metric could measure, counted in results: items times repeats.
 *
 * @param measured how many results have a value
 * @param unmeasured in how many there was nothing to measure, or the metric was not asked
 * @param failed in how many measuring failed
 */
public record Coverage(long measured, long unmeasured, long failed) {
    /** {@return how many results there are} */
    public long total() {
        return measured + unmeasured + failed;
    }

    /** {@return the share that was measured, in [0, 1]; 0 if there are no results} */
    public double share() {
        return total() == 0 ? 0 : (double) measured / total();
    }

    Coverage plus(Coverage other) {
        return new Coverage(measured + other.measured, unmeasured + other.unmeasured, failed + other.failed);
    }
}
