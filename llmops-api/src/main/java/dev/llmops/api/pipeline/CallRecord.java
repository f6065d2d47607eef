package dev.llmops.api.pipeline;

import dev.llmops.api.Require;
import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.model.Usage;
import dev.llmops.api.safety.GuardDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a call: which stage took how long, what guards found, which models were tried,
 * what was used. Immutable, and free of the text of prompt and answer.
 */
public final class CallRecord {
    private final String callId;
    private final Instant startedAt;
    private final Duration duration;
    private final @Nullable Duration timeToFirstToken;
    private final @Nullable Duration timePerOutputToken;
    private final List<StageTiming> stages;
    private final List<GuardDecision> decisions;
    private final List<ModelAttempt> attempts;
    private final List<Note> notes;
    private final Usage usage;
    private final int reprompts;

    private CallRecord(Builder builder) {
        this.callId = builder.callId;
        this.startedAt = builder.startedAt;
        this.duration = builder.duration;
        this.timeToFirstToken = builder.timeToFirstToken;
        this.timePerOutputToken = builder.timePerOutputToken;
        this.stages = List.copyOf(builder.stages);
        this.decisions = List.copyOf(builder.decisions);
        this.attempts = List.copyOf(builder.attempts);
        this.notes = List.copyOf(builder.notes);
        this.usage = builder.usage;
        this.reprompts = builder.reprompts;
    }

    /** {@return a builder of a record} */
    public static Builder builder(String callId, Instant startedAt) {
        return new Builder(callId, startedAt);
    }

    /** {@return the id of the call} */
    public String callId() {
        return callId;
    }

    /** {@return when the call began} */
    public Instant startedAt() {
        return startedAt;
    }

    /** {@return how long the call took} */
    public Duration duration() {
        return duration;
    }

    /** {@return the time until the model's first text, counted from the beginning of the call} */
    public Optional<Duration> timeToFirstToken() {
        return Optional.ofNullable(timeToFirstToken);
    }

    /** {@return the mean time between the tokens after the first, if there were at least two} */
    public Optional<Duration> timePerOutputToken() {
        return Optional.ofNullable(timePerOutputToken);
    }

    /** {@return the stages, in the order in which they began} */
    public List<StageTiming> stages() {
        return stages;
    }

    /** {@return what guards found and what was done about it} */
    public List<GuardDecision> decisions() {
        return decisions;
    }

    /** {@return which models were tried, in order} */
    public List<ModelAttempt> attempts() {
        return attempts;
    }

    /** {@return facts that stages left} */
    public List<Note> notes() {
        return notes;
    }

    /** {@return what all attempts used together} */
    public Usage usage() {
        return usage;
    }

    /** {@return how often the model was asked again because an answer was not good enough} */
    public int reprompts() {
        return reprompts;
    }

    /** {@return a builder with everything this record has} */
    public Builder toBuilder() {
        Builder builder = new Builder(callId, startedAt);
        builder.duration = duration;
        builder.timeToFirstToken = timeToFirstToken;
        builder.timePerOutputToken = timePerOutputToken;
        builder.stages = stages;
        builder.decisions = decisions;
        builder.attempts = attempts;
        builder.notes = notes;
        builder.usage = usage;
        builder.reprompts = reprompts;
        return builder;
    }

    @Override
    public String toString() {
        return "CallRecord[" + callId + ", " + duration.toMillis() + " ms, stages=" + stages.size() + ", decisions="
                + decisions.size() + "]";
    }

    /**
     * A fact that a stage left.
     *
     * @param stage the stage
     * @param key what the fact is about
     * @param value the fact
     */
    public record Note(StageId stage, String key, String value) {
        /** Checks all components. */
        public Note {
            Require.nonNull(stage, "stage");
            Require.nonBlank(key, "key");
            Require.nonNull(value, "value");
        }
    }

    /** Collects a record. Not safe for concurrent use. */
    public static final class Builder {
        private final String callId;
        private final Instant startedAt;
        private Duration duration = Duration.ZERO;
        private @Nullable Duration timeToFirstToken;
        private @Nullable Duration timePerOutputToken;
        private List<StageTiming> stages = new ArrayList<>();
        private List<GuardDecision> decisions = List.of();
        private List<ModelAttempt> attempts = List.of();
        private List<Note> notes = List.of();
        private Usage usage = Usage.unknown();
        private int reprompts;

        private Builder(String callId, Instant startedAt) {
            this.callId = Require.nonBlank(callId, "callId");
            this.startedAt = Require.nonNull(startedAt, "startedAt");
        }

        /** Sets how long the call took. */
        public Builder duration(Duration duration) {
            this.duration = Require.nonNull(duration, "duration");
            return this;
        }

        /** Sets the time until the model's first text. */
        public Builder timeToFirstToken(Duration timeToFirstToken) {
            this.timeToFirstToken = Require.nonNull(timeToFirstToken, "timeToFirstToken");
            return this;
        }

        /** Sets the mean time between tokens. */
        public Builder timePerOutputToken(Duration timePerOutputToken) {
            this.timePerOutputToken = Require.nonNull(timePerOutputToken, "timePerOutputToken");
            return this;
        }

        /** Sets the stages. */
        public Builder stages(List<StageTiming> stages) {
            this.stages = Require.nonNull(stages, "stages");
            return this;
        }

        /** Sets what guards found. */
        public Builder decisions(List<GuardDecision> decisions) {
            this.decisions = Require.nonNull(decisions, "decisions");
            return this;
        }

        /** Sets which models were tried. */
        public Builder attempts(List<ModelAttempt> attempts) {
            this.attempts = Require.nonNull(attempts, "attempts");
            return this;
        }

        /** Sets the facts that stages left. */
        public Builder notes(List<Note> notes) {
            this.notes = Require.nonNull(notes, "notes");
            return this;
        }

        /** Sets what was used. */
        public Builder usage(Usage usage) {
            this.usage = Require.nonNull(usage, "usage");
            return this;
        }

        /** Sets how often the model was asked again. */
        public Builder reprompts(int reprompts) {
            this.reprompts = Require.inRange(reprompts, 0, Integer.MAX_VALUE, "reprompts");
            return this;
        }

        /** {@return the record} */
        public CallRecord build() {
            return new CallRecord(this);
        }
    }
}
