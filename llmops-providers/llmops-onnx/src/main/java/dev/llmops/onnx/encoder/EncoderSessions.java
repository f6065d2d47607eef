package dev.llmops.onnx.encoder;

import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.ComputeOptions.ExecutionProvider;
import dev.llmops.onnx.EncoderOptions;
import dev.llmops.onnx.ModelDirectoryException;
import dev.llmops.onnx.runtime.GraphSession;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The graph of an encoder, loaded to compute a run with all threads, and loaded again to compute several runs at once
 * with a thread each.
 *
 * <p>Threads that share a run wait for each other after every operation; those with a run of their own do not, so that
 * many runs end sooner. The copy is loaded when it is first wanted. Safe for concurrent use until it is closed.
 */
final class EncoderSessions implements AutoCloseable {
    /** How many tokens there must be for each thread, so that none is without work for long at the end. */
    private static final int LEAST_TOKENS = 512;

    private final EncoderSession whole;
    private final ComputeOptions compute;
    private final int threads;
    private @Nullable EncoderSession copy;
    private boolean copied;

    private EncoderSessions(EncoderSession whole, ComputeOptions compute, int threads) {
        this.whole = whole;
        this.compute = compute;
        this.threads = threads;
    }

    /** {@return the graph in {@code file}} */
    static EncoderSessions open(Path file, EncoderOptions options) {
        ComputeOptions compute = options.compute();
        int threads = compute.threads() == 0 ? Runtime.getRuntime().availableProcessors() : compute.threads();
        EncoderSession whole = EncoderSession.open(file, compute);
        boolean copies = compute.provider() == ExecutionProvider.CPU
                && options.copyUpTo() > 0
                && GraphSession.bytes(file) <= options.copyUpTo();
        return new EncoderSessions(whole, compute, copies ? threads : 1);
    }

    /** {@return how many threads may compute runs of their own; one if there is no copy} */
    int threads() {
        return threads;
    }

    /** {@return the graph that computes a run with all threads} */
    EncoderSession whole() {
        return whole;
    }

    /** {@return the graph that computes a run with one thread, if it pays for {@code tokens}; null if not} */
    @Nullable synchronized EncoderSession copyFor(long tokens) {
        if (threads == 1 || tokens < (long) LEAST_TOKENS * threads) {
            return null;
        }
        if (!copied) {
            copied = true;
            copy = load();
        }
        return copy;
    }

    private @Nullable EncoderSession load() {
        try {
            return EncoderSession.open(
                    whole.file(), compute.toBuilder().threads(1).build());
        } catch (ModelDirectoryException e) {
            LoggerFactory.getLogger(EncoderSessions.class)
                    .warn(
                            "The model {} is not loaded a second time; requests of many texts take longer",
                            whole.file(),
                            e);
            return null;
        }
    }

    @Override
    public synchronized void close() {
        whole.close();
        if (copy != null) {
            copy.close();
            copy = null;
        }
    }
}
