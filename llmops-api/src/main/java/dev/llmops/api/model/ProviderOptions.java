package dev.llmops.api.model;

/**
 * Options that only one provider has, as a type of that provider's own.
 *
 * <p>Implementations are immutable. A client ignores options of other providers, so that one
 * request can carry options for each model of a fallback.
 */
public interface ProviderOptions {
    /** {@return the provider whose options these are, such as {@code "anthropic"}} */
    String provider();
}
