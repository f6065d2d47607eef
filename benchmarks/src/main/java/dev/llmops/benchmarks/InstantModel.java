package dev.llmops.benchmarks;

import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import java.util.List;

/** A model that takes no time, so that all the time of a call is the engine's. */
final class InstantModel implements ModelClient {
    private final List<ModelEvent> events;
    private final ModelResponse response;

    InstantModel(List<String> deltas) {
        this.events = deltas.stream()
                .map(delta -> (ModelEvent) new ModelEvent.TextDelta(delta))
                .toList();
        this.response = ModelResponse.of(String.join("", deltas));
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        if (call.isStreaming()) {
            events.forEach(call::emit);
        }
        return response;
    }
}
