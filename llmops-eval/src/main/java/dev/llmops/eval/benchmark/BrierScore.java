package dev.llmops.eval.benchmark;

import java.util.List;

/** The Brier score of several classes: 0 is certain and right, 2 is certain and wrong. */
final class BrierScore {
    private BrierScore() {}

    /** {@return the mean over {@code values}} */
    static double of(List<? extends ItemValue> values) {
        double sum = 0;
        for (ItemValue value : values) {
            sum += of((ItemValue.Distribution) value);
        }
        return sum / values.size();
    }

    /** {@return the score of one document} */
    static double of(ItemValue.Distribution value) {
        double sum = 0;
        for (int i = 0; i < value.probabilities().size(); i++) {
            double difference = value.probabilities().get(i) - (i == value.gold() ? 1 : 0);
            sum += difference * difference;
        }
        return sum;
    }
}
