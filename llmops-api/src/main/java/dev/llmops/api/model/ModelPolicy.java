package dev.llmops.api.model;

/**
 * Adds behaviour to a model client by wrapping it: retry, cache, budget, breaker.
 *
 * <p>The wrapped client should pass on {@link ModelClient#info()} of the one inside.
 */
@FunctionalInterface
public interface ModelPolicy {
    /** {@return a client that does what {@code next} does, and something around it} */
    ModelClient around(ModelClient next);
}
