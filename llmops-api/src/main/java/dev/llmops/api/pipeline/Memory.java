package dev.llmops.api.pipeline;

import dev.llmops.api.model.Message;
import java.util.List;

/**
 * Remembers conversations.
 *
 * <p>Safe for concurrent use. Writes to one conversation happen one after another.
 */
public interface Memory {
    /** {@return the earlier turns that count for {@code prompt}, oldest first} */
    List<Message> recall(Prompt prompt, StageContext context);

    /**
     * Adds a turn to its conversation.
     *
     * <p>Called once, after the call succeeded. When it returns the turn is safe, as far as the store promises.
     */
    void remember(Turn turn, StageContext context);
}
