package dev.llmops.onnx.engine;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run from another thread, if the run works for one sequence alone.
 *
 * <p>A run that others share goes on: it is over within a step. Safe for concurrent use.
 */
final class Interruption implements AutoCloseable {
    private final RunOptions options;
    private @Nullable Sequence running;
    private boolean stopped;
    private boolean closed;

    Interruption(RunOptions options) {
        this.options = options;
    }

    /** {@return the options to run with} */
    RunOptions options() {
        return options;
    }

    /** A run begins; {@code alone} is the sequence it works for, or null if it works for several. */
    synchronized void begin(@Nullable Sequence alone) throws OrtException {
        running = alone;
        if (stopped) {
            stopped = false;
            options.setTerminate(false);
        }
        if (alone != null && alone.isCancelled()) {
            stop(alone);
        }
    }

    /** The run is over. */
    synchronized void end() {
        running = null;
    }

    /** Stops the run if it works for this sequence alone. */
    synchronized void stop(Sequence sequence) {
        if (running != sequence || stopped || closed) {
            return;
        }
        try {
            options.setTerminate(true);
            stopped = true;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot be told to stop", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        options.close();
    }
}
