package dev.llmops.eval.rag;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.judge.Judge;
import java.util.OptionalDouble;

/** A metric that puts questions to a judge, and counts what it says. */
record RagMetric(Signature signature, Direction direction, Judge judge, Measurement measurement) implements Metric {
    @Override
    public Score score(Sample sample, CallControl control) {
        Inquiry inquiry = new Inquiry(judge, control);
        try {
            return measurement.measure(Require.nonNull(sample, "sample"), inquiry);
        } catch (JudgeFailed e) {
            return Score.failed(e.reason()).using(inquiry.usage());
        }
    }

    /** {@return a score with its rationale, or unmeasured for {@code reason} if there is none} */
    static Score score(OptionalDouble value, String reason, String rationale, Inquiry inquiry) {
        return value.isPresent()
                ? Score.of(value.getAsDouble()).because(rationale, inquiry.usage())
                : Score.unmeasured(reason).using(inquiry.usage());
    }

    @Override
    public String toString() {
        return signature.toString();
    }

    /** Asks about a sample and counts. */
    @FunctionalInterface
    interface Measurement {
        Score measure(Sample sample, Inquiry inquiry) throws JudgeFailed;
    }
}
