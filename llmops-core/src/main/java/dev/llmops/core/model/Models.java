package dev.llmops.core.model;

import dev.llmops.api.Require;
import dev.llmops.api.model.ModelClient;
import java.util.List;

/** Models made of models. */
public final class Models {
    private Models() {}

    /**
     * {@return a model that asks the first of {@code models}, and the next one when that fails}
     *
     * <p>The next one is asked after any failure of the model or its transport, but not when the call
     * was cancelled or its time ran out, and not once content of the answer has been delivered: then
     * the failure is the caller's. The record of the call shows every attempt.
     */
    public static ModelClient fallback(ModelClient... models) {
        return fallback(List.of(Require.nonNull(models, "models")));
    }

    /** {@return a model that asks the first of {@code models}, and the next one when that fails} */
    public static ModelClient fallback(List<? extends ModelClient> models) {
        Require.that(!Require.nonNull(models, "models").isEmpty(), "models", "models must not be empty");
        return models.size() == 1 ? models.get(0) : new FallbackModelClient(models);
    }
}
