package dev.llmops.api.model;

import dev.llmops.api.Require;
import dev.llmops.api.grounding.Citation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A complete response of a model. Immutable. */
public final class ModelResponse {
    private final Message message;
    private final FinishReason finishReason;
    private final String rawFinishReason;
    private final Usage usage;
    private final String id;
    private final String model;
    private final String provider;
    private final String requestId;
    private final List<TokenLogprob> logprobs;
    private final List<Citation> citations;
    private final List<String> warnings;
    private final Map<String, String> metadata;
    private final String rawJson;

    private ModelResponse(Builder builder) {
        this.message = builder.message;
        this.finishReason = builder.finishReason;
        this.rawFinishReason = builder.rawFinishReason;
        this.usage = builder.usage;
        this.id = builder.id;
        this.model = builder.model;
        this.provider = builder.provider;
        this.requestId = builder.requestId;
        this.logprobs = builder.logprobs;
        this.citations = builder.citations;
        this.warnings = List.copyOf(builder.warnings);
        this.metadata = Map.copyOf(builder.metadata);
        this.rawJson = builder.rawJson;
    }

    /** {@return a response of text that ended by itself} */
    public static ModelResponse of(String text) {
        return builder(Message.assistant(text)).build();
    }

    /** {@return a builder of a response} */
    public static Builder builder(Message message) {
        return new Builder(message);
    }

    /** {@return what the model said, in parts} */
    public Message message() {
        return message;
    }

    /** {@return the text of the answer} */
    public String text() {
        return message.text();
    }

    /** {@return what the model thought, as far as it is shown; may be empty} */
    public String reasoning() {
        return message.contents().stream()
                .filter(Content.Reasoning.class::isInstance)
                .map(part -> ((Content.Reasoning) part).text())
                .collect(Collectors.joining());
    }

    /** {@return the tools the model wants to be called} */
    public List<ToolCall> toolCalls() {
        return message.toolCalls();
    }

    /** {@return why the model stopped} */
    public FinishReason finishReason() {
        return finishReason;
    }

    /** {@return the provider's own word for why it stopped; may be empty} */
    public String rawFinishReason() {
        return rawFinishReason;
    }

    /** {@return what the call used} */
    public Usage usage() {
        return usage;
    }

    /** {@return the provider's id of the response; may be empty} */
    public String id() {
        return id;
    }

    /** {@return the model that answered, as the provider names it; may be empty} */
    public String model() {
        return model;
    }

    /** {@return the provider that answered; may be empty} */
    public String provider() {
        return provider;
    }

    /** {@return the id under which the provider's support finds the request; may be empty} */
    public String requestId() {
        return requestId;
    }

    /** {@return how likely each token was; empty unless asked for} */
    public List<TokenLogprob> logprobs() {
        return logprobs;
    }

    /** {@return citations that the model made itself} */
    public List<Citation> citations() {
        return citations;
    }

    /** {@return what the client had to leave out or change, and why} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return further facts of the provider that this library does not interpret} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return the whole response as the provider sent it, if the client keeps it; may be empty} */
    public String rawJson() {
        return rawJson;
    }

    /** {@return a builder with everything this response has} */
    public Builder toBuilder() {
        Builder builder = new Builder(message);
        builder.finishReason = finishReason;
        builder.rawFinishReason = rawFinishReason;
        builder.usage = usage;
        builder.id = id;
        builder.model = model;
        builder.provider = provider;
        builder.requestId = requestId;
        builder.logprobs = logprobs;
        builder.citations = citations;
        builder.warnings.addAll(warnings);
        builder.metadata.putAll(metadata);
        builder.rawJson = rawJson;
        return builder;
    }

    /** Shows facts, not what the model said. */
    @Override
    public String toString() {
        return "ModelResponse[" + provider + " " + model + ", " + finishReason + ", " + message + "]";
    }

    /** Collects a response. Not safe for concurrent use. */
    public static final class Builder {
        private Message message;
        private FinishReason finishReason = FinishReason.STOP;
        private String rawFinishReason = "";
        private Usage usage = Usage.unknown();
        private String id = "";
        private String model = "";
        private String provider = "";
        private String requestId = "";
        private List<TokenLogprob> logprobs = List.of();
        private List<Citation> citations = List.of();
        private final List<String> warnings = new ArrayList<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private String rawJson = "";

        private Builder(Message message) {
            this.message = checked(message);
        }

        private static Message checked(Message message) {
            Require.that(
                    Require.nonNull(message, "message").role() == Role.ASSISTANT,
                    "message",
                    "the message of a response must have role ASSISTANT, was " + message.role());
            return message;
        }

        /** Replaces the message. */
        public Builder message(Message message) {
            this.message = checked(message);
            return this;
        }

        /** Sets why the model stopped, and the provider's own word for it. */
        public Builder finishReason(FinishReason finishReason, String rawFinishReason) {
            this.finishReason = Require.nonNull(finishReason, "finishReason");
            this.rawFinishReason = Require.nonNull(rawFinishReason, "rawFinishReason");
            return this;
        }

        /** Sets what the call used. */
        public Builder usage(Usage usage) {
            this.usage = Require.nonNull(usage, "usage");
            return this;
        }

        /** Sets the provider's id of the response. */
        public Builder id(String id) {
            this.id = Require.nonNull(id, "id");
            return this;
        }

        /** Sets provider and model. */
        public Builder answeredBy(String provider, String model) {
            this.provider = Require.nonNull(provider, "provider");
            this.model = Require.nonNull(model, "model");
            return this;
        }

        /** Sets the id under which the provider's support finds the request. */
        public Builder requestId(String requestId) {
            this.requestId = Require.nonNull(requestId, "requestId");
            return this;
        }

        /** Sets how likely each token was. */
        public Builder logprobs(List<TokenLogprob> logprobs) {
            this.logprobs = List.copyOf(Require.nonNull(logprobs, "logprobs"));
            return this;
        }

        /** Sets citations that the model made itself. */
        public Builder citations(List<Citation> citations) {
            this.citations = List.copyOf(Require.nonNull(citations, "citations"));
            return this;
        }

        /** Adds something the client had to leave out or change. */
        public Builder warning(String warning) {
            warnings.add(Require.nonBlank(warning, "warning"));
            return this;
        }

        /** Adds a fact of the provider. */
        public Builder metadata(String key, String value) {
            metadata.put(Require.nonBlank(key, "key"), Require.nonNull(value, "value"));
            return this;
        }

        /** Sets the whole response as the provider sent it. */
        public Builder rawJson(String rawJson) {
            this.rawJson = Require.nonNull(rawJson, "rawJson");
            return this;
        }

        /** {@return the response} */
        public ModelResponse build() {
            return new ModelResponse(this);
        }
    }
}
