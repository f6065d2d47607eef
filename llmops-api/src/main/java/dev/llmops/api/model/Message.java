package dev.llmops.api.model;

import dev.llmops.api.Require;
import dev.llmops.api.Trust;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One turn of a conversation: who speaks, and what in which parts. Immutable. */
public final class Message {
    private final Role role;
    private final List<Content> contents;
    private final @Nullable CachePoint cachePoint;

    private Message(Role role, List<Content> contents, @Nullable CachePoint cachePoint) {
        this.role = role;
        this.contents = contents;
        this.cachePoint = cachePoint;
    }

    /** {@return a message of the given parts} */
    public static Message of(Role role, List<? extends Content> contents) {
        return new Message(Require.nonNull(role, "role"), List.copyOf(Require.nonNull(contents, "contents")), null);
    }

    /** {@return instructions of the application} */
    public static Message system(String text) {
        return of(Role.SYSTEM, List.of(new Content.Text(text, Trust.SYSTEM)));
    }

    /** {@return words of the user} */
    public static Message user(String text) {
        return of(Role.USER, List.of(new Content.Text(text, Trust.USER)));
    }

    /** {@return words of the model} */
    public static Message assistant(String text) {
        return of(Role.ASSISTANT, List.of(new Content.Text(text, Trust.MODEL)));
    }

    /** {@return what tools returned} */
    public static Message tool(Content.ToolResult... results) {
        return of(Role.TOOL, List.of(results));
    }

    /** {@return who speaks} */
    public Role role() {
        return role;
    }

    /** {@return the parts, in order} */
    public List<Content> contents() {
        return contents;
    }

    /** {@return all text parts joined, without reasoning and tool results} */
    public String text() {
        return contents.stream()
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining());
    }

    /** {@return the tool calls among the parts} */
    public List<ToolCall> toolCalls() {
        return contents.stream()
                .filter(Content.ToolUse.class::isInstance)
                .map(part -> ((Content.ToolUse) part).call())
                .toList();
    }

    /** {@return whether the provider should keep the request up to here, and how long} */
    public Optional<CachePoint> cachePoint() {
        return Optional.ofNullable(cachePoint);
    }

    /** {@return this message, up to which the provider should keep the request} */
    public Message cachedUpToHere(CachePoint duration) {
        return new Message(role, contents, Require.nonNull(duration, "duration"));
    }

    /** {@return this message with other parts} */
    public Message withContents(List<? extends Content> replacement) {
        return new Message(role, List.copyOf(Require.nonNull(replacement, "replacement")), cachePoint);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message that
                && role == that.role
                && contents.equals(that.contents)
                && cachePoint == that.cachePoint;
    }

    @Override
    public int hashCode() {
        return 31 * role.hashCode() + contents.hashCode();
    }

    /** Shows role and kinds of parts, not what they say. */
    @Override
    public String toString() {
        return "Message[" + role + " " + contents + "]";
    }
}
