package dev.llmops.core.memory;

import dev.llmops.api.LlmException;
import org.jspecify.annotations.Nullable;

/** Tells that a conversation could not be read or written because of the place where it is kept. */
public final class ConversationStoreException extends LlmException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception; the message names the place, never what was said. */
    public ConversationStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
