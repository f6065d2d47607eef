package dev.llmops.api.model;

import dev.llmops.api.CallControl;
import java.util.List;

/**
 * Lists the models that can be asked.
 *
 * <p>Safe for concurrent use.
 */
@FunctionalInterface
public interface ModelCatalog {
    /**
     * {@return the models, in the provider's order}
     *
     * @throws ProviderException if the provider could not be reached or refused
     */
    List<ListedModel> models(CallControl control);
}
