package dev.llmops.api.model;

/** Something that some models can do and others cannot. */
public enum Capability {
    /** Emits its answer while it writes it. */
    STREAMING,
    /** Calls tools. */
    TOOLS,
    /** Asks for several tool calls at once. */
    PARALLEL_TOOLS,
    /** Answers with JSON when told so. */
    JSON,
    /** Answers with JSON that is guaranteed to match a schema. */
    JSON_SCHEMA,
    /** Thinks before it answers, as much as it is told. */
    REASONING,
    /** Tells how likely its tokens were. */
    LOGPROBS,
    /** Answers alike for the same seed. */
    SEED,
    /** Keeps the beginning of a request when told so. */
    PROMPT_CACHING
}
