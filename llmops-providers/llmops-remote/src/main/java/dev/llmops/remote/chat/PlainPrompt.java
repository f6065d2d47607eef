package dev.llmops.remote.chat;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Joins a conversation into one text, for models that only continue a text.
 *
 * <p>A single message of the user is its text and nothing else. Of several, each is a paragraph
 * that begins with {@code System:}, {@code User:}, {@code Assistant:} or {@code Tool:}, and the text
 * ends with {@code Assistant:}. Reasoning and refusals are left out.
 */
public final class PlainPrompt implements Function<List<Message>, String> {
    /** Creates the form. */
    public PlainPrompt() {}

    @Override
    public String apply(List<Message> messages) {
        if (messages.size() == 1 && messages.get(0).role() == Role.USER) {
            return messages.get(0).text();
        }
        return messages.stream()
                .map(message -> name(message.role()) + ": " + text(message) + "\n\n")
                .collect(Collectors.joining("", "", "Assistant:"));
    }

    private static String name(Role role) {
        return switch (role) {
            case SYSTEM -> "System";
            case USER -> "User";
            case ASSISTANT -> "Assistant";
            case TOOL -> "Tool";
        };
    }

    private static String text(Message message) {
        return message.contents().stream().map(PlainPrompt::text).collect(Collectors.joining());
    }

    private static String text(Content content) {
        if (content instanceof Content.ToolResult result) {
            return result.parts().stream().map(PlainPrompt::text).collect(Collectors.joining());
        }
        return content instanceof Content.Text text ? text.text() : "";
    }
}
