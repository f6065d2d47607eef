package dev.llmops.core;

import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.safety.Segment;
import java.time.Duration;

/** Writes down what a pipeline is made of, for people. */
final class PipelineDescription {
    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

    private final StringBuilder text = new StringBuilder();

    private PipelineDescription() {}

    static String of(PipelineParts parts, long droppedEvents) {
        PipelineDescription description = new PipelineDescription();
        if (parts.memory() != null) {
            description.line(parts.memory(), "");
        }
        parts.preprocessors().forEach(stage -> description.line(stage, ""));
        parts.grounders().forEach(stage -> description.line(stage, ""));
        parts.guards().stream()
                .filter(guard -> guard.policy().appliesTo(Segment.Direction.INPUT))
                .forEach(guard -> description.line(
                        guard.inputId().toString(),
                        guard.options(),
                        guard.policy() + (guard.options().isRacing() ? ", races the model" : "")));
        description.line(parts.composer(), "");
        description.line(parts.model(), parts.model().body().info().toString());
        parts.guards().stream()
                .filter(guard -> guard.policy().appliesTo(Segment.Direction.OUTPUT))
                .forEach(guard ->
                        description.line(guard.outputId().toString(), guard.options(), guard.policy() + holds(guard)));
        boolean filtering = true;
        for (Stage<Postprocessor> stage : parts.postprocessors()) {
            filtering &= stage.body().filter().isPresent();
            description.line(stage, stream(stage.body(), filtering));
        }
        if (parts.memory() != null) {
            description
                    .text
                    .append("remember ")
                    .append(parts.memory().id().name())
                    .append('\n');
        }
        if (droppedEvents > 0) {
            description.text.append(droppedEvents).append(" events were dropped because listeners could not keep up\n");
        }
        return description.text.toString();
    }

    private static String holds(GuardStage guard) {
        if (guard.mayReprompt()) {
            return ", a stream waits for the whole answer because the policy may ask again";
        }
        if (!guard.holds()) {
            return ", a stream does not wait";
        }
        return guard.guard().horizon() == SafetyGuard.WHOLE
                ? ", a stream waits for the whole answer because the guard must see it whole"
                : ", a stream waits for at most " + guard.guard().horizon() + " characters";
    }

    private static String stream(Postprocessor postprocessor, boolean filtering) {
        if (postprocessor.holdsStream()) {
            return "a stream waits for the whole answer because it must see it before the reader";
        }
        return filtering
                ? "works on the stream"
                : "completes the answer after the stream; a changed text is sent again";
    }

    private void line(Stage<?> stage, String remark) {
        line(stage.id().toString(), stage.options(), remark);
    }

    private void line(String id, StageOptions options, String remark) {
        text.append(id);
        if (options.isOptional()) {
            text.append(", optional");
        }
        options.limit()
                .ifPresent(
                        limit -> text.append(", within ").append(millis(limit)).append(" ms"));
        if (!remark.isEmpty()) {
            text.append(", ").append(remark);
        }
        text.append('\n');
    }

    /** {@return the limit in milliseconds; some limits stand for none and are too long for a number of them} */
    private static long millis(Duration limit) {
        return limit.compareTo(LONGEST) < 0 ? limit.toMillis() : Long.MAX_VALUE;
    }
}
