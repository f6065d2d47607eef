package dev.llmops.onnx.encoder;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.Registration;

/** Stops the runs of one call as soon as the call is cancelled. Safe for concurrent use. */
final class RunStop implements AutoCloseable {
    private static final String STAGE = "encoder";

    private final CallControl control;
    private final RunOptions options;
    private final Registration registration;
    private boolean closed;

    RunStop(CallControl control) throws OrtException {
        this.control = control;
        this.options = new RunOptions();
        this.registration = control.cancellation().onCancel(this::stop);
    }

    /** {@return the options to run with} */
    RunOptions options() {
        return options;
    }

    /** Fails if nobody wants the result any more. */
    void check() {
        check(control);
    }

    /** Fails if nobody wants the result any more. */
    static void check(CallControl control) {
        if (control.deadline().isExpired()) {
            throw new DeadlineExceededException(STAGE, control.deadline().limit());
        }
        if (control.cancellation().isCancelled()) {
            throw new CallCancelledException(STAGE);
        }
    }

    private synchronized void stop() {
        if (closed) {
            return;
        }
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot be told to stop", e);
        }
    }

    @Override
    public void close() {
        registration.close();
        synchronized (this) {
            closed = true;
            options.close();
        }
    }
}
