package dev.llmops.eval;

/** Which way of a metric is better. */
public enum Direction {
    /** More is better, as with accuracy. */
    HIGHER_IS_BETTER,
    /** Less is better, as with error rates, latency and cost. */
    LOWER_IS_BETTER;

    /** {@return {@code difference} with the sign that makes more always better} */
    public double gain(double difference) {
        return this == HIGHER_IS_BETTER ? difference : 0 - difference;
    }
}
