package dev.llmops.core.memory;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.pipeline.Turn;
import java.util.List;

/** Counts what messages cost, with all that goes to the model: text, tool calls, results, reasoning. */
final class MessageTokens {
    /** What chat formats put around every message to say who speaks. */
    private static final int AROUND_A_MESSAGE = 4;

    private final TokenCounter counter;
    private final int perAttachment;

    MessageTokens(TokenCounter counter, int perAttachment) {
        this.counter = counter;
        this.perAttachment = perAttachment;
    }

    /** {@return what the turns' system messages cost} */
    long ofSystemMessages(List<Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream())
                .filter(message -> message.role() == Role.SYSTEM)
                .mapToLong(this::of)
                .sum();
    }

    /** {@return what the turn costs without its system messages} */
    long of(Turn turn) {
        return turn.messages().stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .mapToLong(this::of)
                .sum();
    }

    /** {@return what the message costs} */
    long of(Message message) {
        return AROUND_A_MESSAGE + of(message.contents());
    }

    private long of(List<Content> contents) {
        return contents.stream().mapToLong(this::of).sum();
    }

    private long of(Content content) {
        if (content instanceof Content.Text text) {
            return count(text.text());
        } else if (content instanceof Content.Attachment) {
            return perAttachment;
        } else if (content instanceof Content.ToolUse use) {
            return count(use.call().id())
                    + count(use.call().name())
                    + count(use.call().arguments())
                    + count(use.signature());
        } else if (content instanceof Content.ToolResult result) {
            return count(result.callId()) + count(result.toolName()) + of(result.parts());
        } else if (content instanceof Content.Reasoning reasoning) {
            return count(reasoning.text()) + count(reasoning.signature());
        } else if (content instanceof Content.Refusal refusal) {
            return count(refusal.text());
        }
        return count(((Content.Opaque) content).json());
    }

    private long count(String text) {
        return text.isEmpty() ? 0 : counter.count(text).tokens();
    }
}
