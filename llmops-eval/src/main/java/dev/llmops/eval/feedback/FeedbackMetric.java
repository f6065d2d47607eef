package dev.llmops.eval.feedback;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Metrics of what users made of recorded answers, for evaluations over {@link dev.llmops.eval.dataset.Traffic}: the id of
 * an item is the id of the call. Immutable, safe for concurrent use.
 */
public final class FeedbackMetric implements Metric {
    private final Signature signature;
    private final Direction direction;
    private final Function<Sample, Score> scoring;

    private FeedbackMetric(Signature signature, Direction direction, Function<Sample, Score> scoring) {
        this.signature = signature;
        this.direction = direction;
        this.scoring = scoring;
    }

    /** {@return 1 for answers that users liked and 0 for those they disliked; silence and contradictions are unmeasured} */
    public static FeedbackMetric liked(Feedback feedback) {
        Require.nonNull(feedback, "feedback");
        return new FeedbackMetric(
                Signature.of("feedback-liked"), Direction.HIGHER_IS_BETTER, sample -> liked(feedback, sample));
    }

    /** {@return how far users changed answers before they used them, in [0, 1]; what nobody changed is unmeasured} */
    public static FeedbackMetric edited(Feedback feedback) {
        Require.nonNull(feedback, "feedback");
        return new FeedbackMetric(
                Signature.of("feedback-edited").with("unit", "codepoint").with("per", "longer"),
                Direction.LOWER_IS_BETTER,
                sample -> edited(feedback, sample));
    }

    private static Score liked(Feedback feedback, Sample sample) {
        Optional<Opinion> opinion = feedback.opinion(sample.item().id());
        if (opinion.isEmpty()) {
            return Score.unmeasured("no feedback");
        }
        return switch (opinion.get()) {
            case LIKED -> Score.of(1);
            case DISLIKED -> Score.of(0);
            case UNDECIDED -> Score.unmeasured("feedback is undecided");
        };
    }

    private static Score edited(Feedback feedback, Sample sample) {
        OptionalDouble distance =
                feedback.editDistance(sample.item().id(), sample.output().text());
        return distance.isPresent() ? Score.of(distance.getAsDouble()) : Score.unmeasured("not edited");
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        return scoring.apply(sample);
    }

    @Override
    public String toString() {
        return signature.toString();
    }
}
