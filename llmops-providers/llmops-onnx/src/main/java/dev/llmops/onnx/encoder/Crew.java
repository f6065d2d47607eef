package dev.llmops.onnx.encoder;

import ai.onnxruntime.OrtException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that help a caller with pieces of work which do not depend on each other.
 *
 * <p>The caller works too, so that its work goes on when all helpers are busy with that of others. Helpers end when
 * there was nothing to do for a while. Safe for concurrent use; closing does not wait.
 */
final class Crew implements AutoCloseable {
    private static final int SECONDS_OF_IDLENESS = 2;

    private final int helpers;
    private final ThreadPoolExecutor threads;

    /** Makes a crew of {@code size}, of whom the caller is one. */
    Crew(int size) {
        this.helpers = size - 1;
        int most = Math.max(1, helpers);
        this.threads = new ThreadPoolExecutor(
                most, most, SECONDS_OF_IDLENESS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Crew::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "llmops-encoder");
        thread.setDaemon(true);
        return thread;
    }

    /** {@return how many work at once, the caller included} */
    int size() {
        return helpers + 1;
    }

    /**
     * Does pieces of work on several threads, and returns when nobody is at work on them any more.
     *
     * <p>When one fails no further one is begun, and the first failure is thrown.
     *
     * @param pieces how many there are
     * @param work does the piece of a number, from 0
     */
    void run(int pieces, Piece work) throws OrtException {
        Job job = new Job(pieces, work);
        for (int i = 0; i < Math.min(helpers, pieces - 1); i++) {
            threads.execute(job::help);
        }
        job.help();
        job.end();
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    /** One of several pieces of work. */
    @FunctionalInterface
    interface Piece {
        void run(int piece) throws OrtException;
    }

    /** What a caller wants done. */
    private static final class Job {
        private final int pieces;
        private final Piece work;
        private int next;
        private int atWork;
        private @Nullable Throwable failure;

        Job(int pieces, Piece work) {
            this.pieces = pieces;
            this.work = work;
        }

        void help() {
            for (int piece = take(); piece < pieces; piece = take()) {
                Throwable thrown = null;
                try {
                    work.run(piece);
                } catch (OrtException | RuntimeException | Error e) {
                    thrown = e;
                }
                done(thrown);
            }
        }

        private synchronized int take() {
            if (failure != null || next == pieces) {
                return pieces;
            }
            atWork++;
            return next++;
        }

        private synchronized void done(@Nullable Throwable thrown) {
            atWork--;
            if (failure == null) {
                failure = thrown;
            } else if (thrown != null) {
                failure.addSuppressed(thrown);
            }
            notifyAll();
        }

        /** Waits for the others, whatever happens: they use what belongs to the caller. */
        synchronized void end() throws OrtException {
            boolean interrupted = false;
            while (atWork > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure instanceof OrtException e) {
                throw e;
            } else if (failure instanceof RuntimeException e) {
                throw e;
            } else if (failure instanceof Error e) {
                throw e;
            }
        }
    }
}
