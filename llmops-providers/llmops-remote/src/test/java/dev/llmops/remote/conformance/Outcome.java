package dev.llmops.remote.conformance;

import dev.llmops.api.LlmException;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.testing.TestCall;
import java.util.List;
import java.util.Optional;

/** How one call ended: what was emitted, and the response or the failure. */
record Outcome(List<ModelEvent> events, Optional<ModelResponse> response, Optional<RuntimeException> failure) {
    static Outcome of(ModelClient client, ModelRequest request, boolean streaming) {
        TestCall call =
                streaming ? TestCall.create() : TestCall.builder().silent().build();
        try {
            return new Outcome(List.of(), Optional.of(client.generate(request, call)), Optional.empty())
                    .with(call.events());
        } catch (RuntimeException e) {
            return new Outcome(call.events(), Optional.empty(), Optional.of(e));
        }
    }

    private Outcome with(List<ModelEvent> emitted) {
        return new Outcome(emitted, response, failure);
    }

    /** {@return what differs from another outcome; empty if nothing does} */
    String difference(Outcome other) {
        if (!events.equals(other.events)) {
            return "other events";
        }
        if (!describe().equals(other.describe())) {
            return "another result";
        }
        return "";
    }

    /** {@return everything that a caller can see of the end} */
    private List<Object> describe() {
        return response.<List<Object>>map(each -> List.of(
                        each.message(),
                        each.finishReason(),
                        each.rawFinishReason(),
                        each.usage(),
                        each.id(),
                        each.model(),
                        each.logprobs(),
                        each.metadata(),
                        each.warnings()))
                .orElseGet(() -> List.of(failure.map(Outcome::kind).orElse("")));
    }

    /** {@return the failure in a word: its class if it is a provider's, else its type} */
    static String kind(RuntimeException failure) {
        if (failure instanceof ProviderException provider) {
            return provider.errorClass().name();
        }
        String type = failure.getClass().getSimpleName();
        return failure instanceof LlmException ? type : "unexpected " + type;
    }
}
