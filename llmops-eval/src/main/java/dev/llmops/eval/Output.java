package dev.llmops.eval;

import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a subject gave for an item: an answer, or the failure to give one. Immutable.
 *
 * <p>A failure is an outcome too. It is counted and shown, and no metric takes it for an empty answer.
 */
public final class Output {
    private final String text;
    private final List<Retrieved> retrieved;
    private final Duration latency;
    private final Usage usage;
    private final @Nullable BigDecimal cost;
    private final @Nullable String failure;

    private Output(Builder builder) {
        this.text = builder.text;
        this.retrieved = builder.retrieved;
        this.latency = builder.latency;
        this.usage = builder.usage;
        this.cost = builder.cost;
        this.failure = builder.failure;
    }

    /** {@return an answer of which only the text is known} */
    public static Output of(String text) {
        return builder(text).build();
    }

    /** {@return a builder of an answer} */
    public static Builder builder(String text) {
        return new Builder(Require.nonNull(text, "text"), null);
    }

    /** {@return a builder of a failure; {@code reason} says what happened, without text of prompts} */
    public static Builder failure(String reason) {
        return new Builder("", Require.nonBlank(reason, "reason"));
    }

    /** {@return what was answered; empty if the subject failed} */
    public String text() {
        return text;
    }

    /** {@return what was found for the item, best first; may be empty} */
    public List<Retrieved> retrieved() {
        return retrieved;
    }

    /** {@return how long the subject took; zero if it was not timed} */
    public Duration latency() {
        return latency;
    }

    /** {@return what the answer used} */
    public Usage usage() {
        return usage;
    }

    /** {@return what the answer cost, in the currency of the run, if known} */
    public Optional<BigDecimal> cost() {
        return Optional.ofNullable(cost);
    }

    /** {@return why there is no answer; empty if there is one} */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return a builder with everything this output has} */
    public Builder toBuilder() {
        Builder builder = new Builder(text, failure);
        builder.retrieved = retrieved;
        builder.latency = latency;
        builder.usage = usage;
        builder.cost = cost;
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Output that
                && text.equals(that.text)
                && retrieved.equals(that.retrieved)
                && latency.equals(that.latency)
                && usage.equals(that.usage)
                && cost().equals(that.cost())
                && failure().equals(that.failure());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Shows lengths only. */
    @Override
    public String toString() {
        return failure == null ? "Output[" + text.length() + " characters]" : "Output[failed]";
    }

    /**
     * A passage or document that was found.
     *
     * @param id the name under which {@link Item#relevant()} knows it
     * @param text what it says; may be empty where only ids are recorded
     * @param score how well it fits, comparable only within one output
     */
    public record Retrieved(String id, String text, double score) {
        /** Checks the texts. */
        public Retrieved {
            Require.nonBlank(id, "id");
            Require.nonNull(text, "text");
        }

        /** Shows the id, not the text. */
        @Override
        public String toString() {
            return "Retrieved[" + id + "]";
        }
    }

    /** Collects what is known about an output. Not safe for concurrent use. */
    public static final class Builder {
        private final String text;
        private final @Nullable String failure;
        private List<Retrieved> retrieved = List.of();
        private Duration latency = Duration.ZERO;
        private Usage usage = Usage.unknown();
        private @Nullable BigDecimal cost;

        private Builder(String text, @Nullable String failure) {
            this.text = text;
            this.failure = failure;
        }

        /** Sets what was found, best first. */
        public Builder retrieved(List<Retrieved> retrieved) {
            this.retrieved = List.copyOf(Require.nonNull(retrieved, "retrieved"));
            return this;
        }

        /** Sets how long the subject took. */
        public Builder latency(Duration latency) {
            this.latency = Require.nonNull(latency, "latency");
            return this;
        }

        /** Sets what the answer used. */
        public Builder usage(Usage usage) {
            this.usage = Require.nonNull(usage, "usage");
            return this;
        }

        /** Sets what the answer cost. */
        public Builder cost(BigDecimal cost) {
            this.cost = Require.nonNull(cost, "cost");
            return this;
        }

        /** {@return the output} */
        public Output build() {
            return new Output(this);
        }
    }
}
