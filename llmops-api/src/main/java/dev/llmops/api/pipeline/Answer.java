package dev.llmops.api.pipeline;

import dev.llmops.api.AttributeKey;
import dev.llmops.api.Attributes;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage;
import dev.llmops.api.safety.GuardDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline answers: the text, what it rests on, and the record of the call. Immutable.
 */
public final class Answer {
    private final String text;
    private final String reasoning;
    private final List<ToolCall> toolCalls;
    private final List<Citation> citations;
    private final Evidence evidence;
    private final ModelResponse response;
    private final CallRecord record;
    private final Attributes attributes;
    private final @Nullable AnswerDecoder decoder;

    private Answer(Builder builder) {
        this.text = builder.text;
        this.reasoning = builder.reasoning;
        this.toolCalls = builder.toolCalls;
        this.citations = builder.citations;
        this.evidence = builder.evidence;
        this.response = builder.response;
        this.record = builder.record;
        this.attributes = builder.attributes;
        this.decoder = builder.decoder;
    }

    /** {@return a builder of an answer that is made of {@code response}} */
    public static Builder builder(ModelResponse response) {
        return new Builder(response);
    }

    /** {@return the text of the answer} */
    public String text() {
        return text;
    }

    /** {@return what the model thought, as far as it is shown; may be empty} */
    public String reasoning() {
        return reasoning;
    }

    /** {@return the tools the model wants to be called} */
    public List<ToolCall> toolCalls() {
        return toolCalls;
    }

    /** {@return what backs which part of the text, in the order of the text} */
    public List<Citation> citations() {
        return citations;
    }

    /** {@return what the model was given to rest on} */
    public Evidence evidence() {
        return evidence;
    }

    /** {@return pictures and sounds that are part of the answer} */
    public List<Content> attachments() {
        return response.message().contents().stream()
                .filter(Content.Attachment.class::isInstance)
                .toList();
    }

    /** {@return why the model stopped} */
    public FinishReason finishReason() {
        return response.finishReason();
    }

    /** {@return the response of the model that this answer was made of} */
    public ModelResponse response() {
        return response;
    }

    /** {@return what happened in the call} */
    public CallRecord record() {
        return record;
    }

    /** {@return what the call used} */
    public Usage usage() {
        return record.usage();
    }

    /** {@return what guards found and what was done about it} */
    public List<GuardDecision> decisions() {
        return record.decisions();
    }

    /** {@return the value a stage has left under {@code key}} */
    public <T> Optional<T> attribute(AttributeKey<T> key) {
        return attributes.get(key);
    }

    /**
     * {@return the object that the text describes as JSON}
     *
     * @param type a record or a simple bean
     * @throws OutputFormatException if the text does not match the schema of {@code type}
     */
    public <T> T as(Class<T> type) {
        Require.nonNull(type, "type");
        if (decoder == null) {
            throw new LlmException(
                    "This answer was not made by a pipeline, so nothing can read it as " + type.getName() + ".");
        }
        return decoder.decode(text, type);
    }

    /** {@return this answer with another text} */
    public Answer withText(String replacement) {
        return toBuilder().text(replacement).build();
    }

    /** {@return a builder with everything this answer has} */
    public Builder toBuilder() {
        Builder builder = new Builder(response);
        builder.text = text;
        builder.reasoning = reasoning;
        builder.toolCalls = toolCalls;
        builder.citations = citations;
        builder.evidence = evidence;
        builder.record = record;
        builder.attributes = attributes;
        builder.decoder = decoder;
        return builder;
    }

    /** Shows facts, not the text. */
    @Override
    public String toString() {
        return "Answer[" + text.length() + " characters, " + finishReason() + ", citations=" + citations.size() + ", "
                + record + "]";
    }

    /** Collects an answer. Not safe for concurrent use. */
    public static final class Builder {
        private final ModelResponse response;
        private String text;
        private String reasoning;
        private List<ToolCall> toolCalls;
        private List<Citation> citations;
        private Evidence evidence = Evidence.none();
        private CallRecord record = CallRecord.builder("none", Instant.EPOCH).build();
        private Attributes attributes = Attributes.none();
        private @Nullable AnswerDecoder decoder;

        private Builder(ModelResponse response) {
            this.response = Require.nonNull(response, "response");
            this.text = response.text();
            this.reasoning = response.reasoning();
            this.toolCalls = response.toolCalls();
            this.citations = response.citations();
        }

        /** Sets the text. */
        public Builder text(String text) {
            this.text = Require.nonNull(text, "text");
            return this;
        }

        /** Sets what the model thought. */
        public Builder reasoning(String reasoning) {
            this.reasoning = Require.nonNull(reasoning, "reasoning");
            return this;
        }

        /** Sets the tools the model wants to be called. */
        public Builder toolCalls(List<ToolCall> toolCalls) {
            this.toolCalls = List.copyOf(Require.nonNull(toolCalls, "toolCalls"));
            return this;
        }

        /** Sets what backs which part of the text. */
        public Builder citations(List<Citation> citations) {
            this.citations = List.copyOf(Require.nonNull(citations, "citations"));
            return this;
        }

        /** Sets what the model was given to rest on. */
        public Builder evidence(Evidence evidence) {
            this.evidence = Require.nonNull(evidence, "evidence");
            return this;
        }

        /** Sets what happened in the call. */
        public Builder record(CallRecord record) {
            this.record = Require.nonNull(record, "record");
            return this;
        }

        /** Adds a value for other stages and for the caller. */
        public <T> Builder attribute(AttributeKey<T> key, T value) {
            this.attributes = attributes.with(key, value);
            return this;
        }

        /** Sets what reads the text as an object. */
        public Builder decoder(AnswerDecoder decoder) {
            this.decoder = Require.nonNull(decoder, "decoder");
            return this;
        }

        /** {@return the answer} */
        public Answer build() {
            return new Answer(this);
        }
    }
}
