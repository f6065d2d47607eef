package dev.llmops.api.model;

import dev.llmops.api.Require;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Passage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is said to a model in one call. Immutable.
 *
 * <p>{@link #passages()} are the passages that the messages quote as {@code [1], [2], …}, in that
 * order, for clients that take documents in a form of their own.
 */
public final class ModelRequest {
    private final List<Message> messages;
    private final List<Passage> passages;
    private final GenerationOptions options;

    private ModelRequest(List<Message> messages, List<Passage> passages, GenerationOptions options) {
        this.messages = messages;
        this.passages = passages;
        this.options = options;
    }

    /** {@return a request of the given messages, with default options} */
    public static ModelRequest of(List<Message> messages) {
        List<Message> copy = List.copyOf(Require.nonNull(messages, "messages"));
        Require.that(!copy.isEmpty(), "messages", "messages must not be empty");
        return new ModelRequest(copy, List.of(), GenerationOptions.defaults());
    }

    /** {@return a request of one message of the user} */
    public static ModelRequest of(String text) {
        return of(List.of(Message.user(Require.nonBlank(text, "text"))));
    }

    /** {@return the conversation, oldest first} */
    public List<Message> messages() {
        return messages;
    }

    /** {@return the passages that the messages quote by number, from 1} */
    public List<Passage> passages() {
        return passages;
    }

    /** {@return what is asked besides the words} */
    public GenerationOptions options() {
        return options;
    }

    /** {@return what the user wrote last, without retrieved text; empty if the user wrote nothing} */
    public String question() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.USER) {
                return messages.get(i).contents().stream()
                        .filter(part -> part instanceof Content.Text text && text.trust() == Trust.USER)
                        .map(part -> ((Content.Text) part).text())
                        .collect(Collectors.joining("\n"));
            }
        }
        return "";
    }

    /** {@return this request with other messages} */
    public ModelRequest withMessages(List<Message> replacement) {
        return new ModelRequest(of(replacement).messages, passages, options);
    }

    /** {@return this request with other passages} */
    public ModelRequest withPassages(List<Passage> replacement) {
        return new ModelRequest(messages, List.copyOf(Require.nonNull(replacement, "replacement")), options);
    }

    /** {@return this request with other options} */
    public ModelRequest withOptions(GenerationOptions replacement) {
        return new ModelRequest(messages, passages, Require.nonNull(replacement, "replacement"));
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "ModelRequest[messages=" + messages.size() + ", passages=" + passages.size() + ", " + options + "]";
    }
}
