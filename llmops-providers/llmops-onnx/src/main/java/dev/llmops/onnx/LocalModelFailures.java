package dev.llmops.onnx;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.SendPhase;
import dev.llmops.onnx.engine.CacheFullException;
import dev.llmops.onnx.engine.QueueFullException;
import org.jspecify.annotations.Nullable;

/** Tells failures of a local model in the words in which those of remote ones are told. */
final class LocalModelFailures {
    private LocalModelFailures() {}

    static ProviderException contextTooLong(ModelInfo info, int tokens, int limit) {
        ProviderFailure failure = ProviderFailure.builder(info.provider(), info.model(), ErrorClass.CONTEXT_TOO_LONG)
                .code("too-many-tokens")
                .advice("The request has " + tokens + " tokens, and " + limit
                        + " are allowed. Shorten it, or use a model" + " with a longer context.")
                .phase(SendPhase.BEFORE_SEND)
                .build();
        return ProviderException.of(failure);
    }

    static ProviderException queueFull(ModelInfo info) {
        return ProviderException.of(ProviderFailure.builder(info.provider(), info.model(), ErrorClass.OVERLOADED)
                .code("queue-full")
                .advice("As many requests wait as may. Try again later, or allow more in the queue.")
                .phase(SendPhase.BEFORE_SEND)
                .build());
    }

    /** A full queue passes, and mostly a full memory; anything else comes again. */
    static LlmException of(ModelInfo info, @Nullable RuntimeException cause) {
        if (cause instanceof CallCancelledException cancelled) {
            return cancelled;
        }
        if (cause instanceof CacheFullException memory && !memory.isRetryable()) {
            return ProviderException.of(
                    ProviderFailure.builder(info.provider(), info.model(), ErrorClass.CONTEXT_TOO_LONG)
                            .code("cache-too-small")
                            .advice("The cache of keys and values can never hold the request. Shorten it, or give the"
                                    + " model more memory.")
                            .phase(SendPhase.SENT)
                            .build(),
                    cause);
        }
        boolean full = cause instanceof QueueFullException || cause instanceof CacheFullException;
        ProviderFailure failure = ProviderFailure.builder(
                        info.provider(), info.model(), full ? ErrorClass.OVERLOADED : ErrorClass.SERVER)
                .phase(cause instanceof QueueFullException ? SendPhase.BEFORE_SEND : SendPhase.SENT)
                .retryable(full)
                .build();
        return ProviderException.of(failure, cause);
    }
}
