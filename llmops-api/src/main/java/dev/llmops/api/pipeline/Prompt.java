package dev.llmops.api.pipeline;

import dev.llmops.api.AttributeKey;
import dev.llmops.api.Attributes;
import dev.llmops.api.Require;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.text.OffsetMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks, with everything the stages have added to it. Immutable.
 *
 * <p>{@link #text()} is what the model will see; {@link #original()} is what the user typed and is
 * never lost. {@link #offsets()} leads from one to the other.
 */
public final class Prompt {
    private final String text;
    private final String original;
    private final OffsetMap offsets;
    private final String instructions;
    private final List<Content> attachments;
    private final List<Message> history;
    private final Evidence evidence;
    private final GenerationOptions options;
    private final @Nullable String conversation;
    private final Map<String, String> metadata;
    private final Attributes attributes;

    private Prompt(Builder builder) {
        this.text = builder.text;
        this.original = builder.original;
        this.offsets = builder.offsets;
        this.instructions = builder.instructions;
        this.attachments = List.copyOf(builder.attachments);
        this.history = builder.history;
        this.evidence = builder.evidence;
        this.options = builder.options;
        this.conversation = builder.conversation;
        this.metadata = Map.copyOf(builder.metadata);
        this.attributes = builder.attributes;
    }

    /**
     * {@return a prompt of text}
     *
     * @throws dev.llmops.api.InvalidInputException if {@code text} is null or blank
     */
    public static Prompt of(String text) {
        return builder(Require.nonBlank(text, "prompt")).build();
    }

    /** {@return a builder of a prompt; text may be blank only if there are attachments} */
    public static Builder builder(String text) {
        return new Builder(Require.nonNull(text, "prompt"));
    }

    /** {@return the words of the user, as the preprocessors left them} */
    public String text() {
        return text;
    }

    /** {@return the words of the user, as they were typed} */
    public String original() {
        return original;
    }

    /** {@return the map from {@link #text()} to {@link #original()}} */
    public OffsetMap offsets() {
        return offsets;
    }

    /** {@return the instructions of the application for this prompt; may be empty} */
    public String instructions() {
        return instructions;
    }

    /** {@return pictures, sounds and files that belong to the prompt} */
    public List<Content> attachments() {
        return attachments;
    }

    /** {@return earlier turns of the conversation, oldest first} */
    public List<Message> history() {
        return history;
    }

    /** {@return what the grounders have found so far} */
    public Evidence evidence() {
        return evidence;
    }

    /** {@return what is asked of the model besides the words} */
    public GenerationOptions options() {
        return options;
    }

    /** {@return the conversation this belongs to; without one nothing is recalled or remembered} */
    public Optional<String> conversation() {
        return Optional.ofNullable(conversation);
    }

    /** {@return what the application says about the call, such as tenant and feature} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return what stages have left for each other} */
    public Attributes attributes() {
        return attributes;
    }

    /** {@return the value a stage has left under {@code key}} */
    public <T> Optional<T> attribute(AttributeKey<T> key) {
        return attributes.get(key);
    }

    /**
     * {@return this prompt with its text rewritten}
     *
     * @param rewritten the new text
     * @param map leads from the new text to the present one
     */
    public Prompt withText(String rewritten, OffsetMap map) {
        Builder builder = toBuilder();
        builder.text = Require.nonNull(rewritten, "rewritten");
        builder.offsets = Require.nonNull(map, "map").after(offsets);
        return builder.build();
    }

    /** {@return this prompt with more evidence} */
    public Prompt withEvidence(Evidence more) {
        return more.isEmpty() ? this : toBuilder().evidence(evidence.plus(more)).build();
    }

    /** {@return this prompt with a value for other stages} */
    public <T> Prompt with(AttributeKey<T> key, T value) {
        Builder builder = toBuilder();
        builder.attributes = attributes.with(key, value);
        return builder.build();
    }

    /** {@return a builder with everything this prompt has} */
    public Builder toBuilder() {
        Builder builder = new Builder(text);
        builder.original = original;
        builder.offsets = offsets;
        builder.instructions = instructions;
        builder.attachments.addAll(attachments);
        builder.history = history;
        builder.evidence = evidence;
        builder.options = options;
        builder.conversation = conversation;
        builder.metadata.putAll(metadata);
        builder.attributes = attributes;
        return builder;
    }

    /** Shows sizes, not words. */
    @Override
    public String toString() {
        return "Prompt[" + text.length() + " characters, history=" + history.size() + ", " + evidence + "]";
    }

    /** Collects a prompt. Not safe for concurrent use. */
    public static final class Builder {
        private String text;
        private String original;
        private OffsetMap offsets = OffsetMap.identity();
        private String instructions = "";
        private final List<Content> attachments = new ArrayList<>();
        private List<Message> history = List.of();
        private Evidence evidence = Evidence.none();
        private GenerationOptions options = GenerationOptions.defaults();
        private @Nullable String conversation;
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private Attributes attributes = Attributes.none();

        private Builder(String text) {
            this.text = text;
            this.original = text;
        }

        /** Sets the instructions of the application for this prompt. */
        public Builder instructions(String instructions) {
            this.instructions = Require.nonNull(instructions, "instructions");
            return this;
        }

        /** Adds a picture, a sound, a file, or what a tool returned that the model wanted to be called. */
        public Builder attach(Content attachment) {
            this.attachments.add(Require.nonNull(attachment, "attachment"));
            return this;
        }

        /** Sets all that is attached, in the place of what was. */
        public Builder attachments(List<? extends Content> attachments) {
            List<Content> replacement = List.copyOf(Require.nonNull(attachments, "attachments"));
            this.attachments.clear();
            this.attachments.addAll(replacement);
            return this;
        }

        /** Sets earlier turns, for callers that keep the conversation themselves. */
        public Builder history(List<Message> history) {
            this.history = List.copyOf(Require.nonNull(history, "history"));
            return this;
        }

        /** Sets the evidence, for callers that found it themselves. */
        public Builder evidence(Evidence evidence) {
            this.evidence = Require.nonNull(evidence, "evidence");
            return this;
        }

        /** Sets what is asked of the model besides the words. */
        public Builder options(GenerationOptions options) {
            this.options = Require.nonNull(options, "options");
            return this;
        }

        /** Sets the conversation whose earlier turns count and to which this turn is added. */
        public Builder conversation(String conversation) {
            this.conversation = Require.nonBlank(conversation, "conversation");
            return this;
        }

        /** Adds something the application says about the call. */
        public Builder metadata(String key, String value) {
            metadata.put(Require.nonBlank(key, "key"), Require.nonNull(value, "value"));
            return this;
        }

        /** {@return the prompt} */
        public Prompt build() {
            Require.that(
                    !text.isBlank() || !attachments.isEmpty(),
                    "prompt",
                    "prompt must not be blank unless something is attached");
            return new Prompt(this);
        }
    }
}
