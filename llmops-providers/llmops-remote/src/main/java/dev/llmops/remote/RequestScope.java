package dev.llmops.remote;

import dev.llmops.api.Require;
import java.util.Map;

/**
 * What one request is for, so that keys and headers can be chosen per tenant or per model.
 *
 * @param provider the provider that is asked, such as {@code "openai"}
 * @param model the model that is asked; empty for requests that concern none
 * @param callId the call this request belongs to
 * @param metadata the metadata of the options of the request; empty for requests that have none
 */
public record RequestScope(String provider, String model, String callId, Map<String, String> metadata) {
    /** Checks and copies all components. */
    public RequestScope {
        Require.nonBlank(provider, "provider");
        Require.nonNull(model, "model");
        Require.nonNull(callId, "callId");
        metadata = Map.copyOf(Require.nonNull(metadata, "metadata"));
    }

    /** Shows what is asked, not the metadata. */
    @Override
    public String toString() {
        return "RequestScope[" + provider + "/" + model + ", " + callId + "]";
    }
}
