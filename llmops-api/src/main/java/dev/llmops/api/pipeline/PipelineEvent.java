package dev.llmops.api.pipeline;

import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.safety.GuardDecision;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a call, for whoever watches. Free of the text of prompt and answer.
 *
 * <p>More events may come in later versions: ignore what you do not know.
 */
public interface PipelineEvent {
    /** {@return the call in which it happened} */
    String callId();

    /** A call began. */
    record CallStarted(String callId) implements PipelineEvent {}

    /** A stage began. */
    record StageStarted(String callId, StageId stage) implements PipelineEvent {}

    /** A stage ended. */
    record StageEnded(String callId, StageTiming timing) implements PipelineEvent {}

    /** Something was done about a finding. */
    record Decided(String callId, GuardDecision decision) implements PipelineEvent {}

    /** A model was asked, and answered or failed. */
    record Attempted(String callId, ModelAttempt attempt) implements PipelineEvent {}

    /** The model's first text came, so long after the call began. */
    record FirstToken(String callId, Duration after) implements PipelineEvent {}

    /**
     * A call ended; comes once for every call that began.
     *
     * @param callId the call
     * @param record what happened in it
     * @param error why it failed; null if it succeeded
     */
    record CallEnded(
            String callId, CallRecord record, @Nullable Throwable error) implements PipelineEvent {
        /** {@return why it failed} */
        public Optional<Throwable> failure() {
            return Optional.ofNullable(error);
        }
    }
}
