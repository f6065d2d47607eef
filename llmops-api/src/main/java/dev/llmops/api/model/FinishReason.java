package dev.llmops.api.model;

/** Why a model stopped. */
public enum FinishReason {
    /** It was done, or met a stop text. */
    STOP,
    /** The answer reached the number of tokens allowed. */
    LENGTH,
    /** It wants tools to be called. */
    TOOL_CALLS,
    /** The provider, or the model itself, refused. */
    CONTENT_FILTER,
    /** The provider pauses a long turn; the answer sent back continues it. */
    PAUSE,
    /** The context window was full. */
    CONTEXT,
    /** Something went wrong that the provider reports as an end. */
    ERROR,
    /** The provider gave a reason this library does not know; see the raw one. */
    UNKNOWN
}
