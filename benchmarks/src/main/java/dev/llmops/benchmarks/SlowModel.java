package dev.llmops.benchmarks;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A model that takes its time: it really blocks its thread between any two deltas, as a socket does. */
final class SlowModel implements ModelClient {
    private final int deltas;
    private final Duration pause;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    SlowModel(int deltas, Duration pause) {
        this.deltas = deltas;
        this.pause = pause;
    }

    /** {@return the deltas of the answer to {@code question}, which is different for every question} */
    List<String> deltas(String question) {
        List<String> parts = new ArrayList<>(deltas);
        for (int i = 0; i < deltas; i++) {
            parts.add("[" + i + " of " + question + "] ");
        }
        return parts;
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            List<String> parts = deltas(request.question());
            for (String part : parts) {
                block();
                call.emit(new ModelEvent.TextDelta(part));
            }
            return ModelResponse.of(String.join("", parts));
        } finally {
            running.decrementAndGet();
        }
    }

    private void block() {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new CallCancelledException("slow model");
            }
        }
    }

    /** {@return how many calls were in the model at once, at most} */
    int mostRunning() {
        return mostRunning.get();
    }
}
