package dev.llmops.remote.openai;

/** The two ways in which OpenAI, and some other servers, can be asked. */
public enum Api {
    /**
     * Chat completions: takes every portable option, stores nothing unless asked to, and is what other servers and
     * gateways speak. The model's thoughts are lost between calls.
     */
    CHAT,
    /**
     * Responses: where OpenAI's own tools are, and where a model that reasons gets its thoughts back between tool
     * calls. It has no stop texts, seed or penalties, and OpenAI keeps what it answers for 30 days unless
     * {@link OpenAiOptions.Builder#store store(false)} is set.
     */
    RESPONSES
}
