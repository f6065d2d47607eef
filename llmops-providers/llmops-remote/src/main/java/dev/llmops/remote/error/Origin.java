package dev.llmops.remote.error;

import dev.llmops.api.Require;

/**
 * Who was asked when a call failed.
 *
 * @param provider the name of the provider
 * @param model the model that was asked; empty if the call names none
 */
public record Origin(String provider, String model) {
    /** Checks the names. */
    public Origin {
        Require.nonBlank(provider, "provider");
        Require.nonNull(model, "model");
    }
}
