package dev.llmops.api.model;

/** Up to where a provider should keep the beginning of a request for the next one. */
public enum CachePoint {
    /** For the provider's short time, about five minutes. */
    SHORT,
    /** For the provider's long time, about an hour. */
    LONG
}
