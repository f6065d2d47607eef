package dev.llmops.eval.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in order when the terminal interrupts it: what is under way is given up, the run directory says so, and
 * a line says how to go on. The process ends with the status of the signal, 130 on Unix.
 */
final class Interruption implements AutoCloseable {
    private static final int SECONDS = 5;

    private final Thread running = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PrintWriter err;
    private final Thread hook = new Thread(this::interrupt, "llmops-eval-interruption");

    private Interruption(PrintWriter err) {
        this.err = err;
    }

    /** {@return what listens until it is closed, and interrupts the thread that called this} */
    static Interruption listen(PrintWriter err) {
        Interruption interruption = new Interruption(err);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Takes the interrupt from this thread, which could not read a file else. */
    void calm() {
        Thread.interrupted();
    }

    private void interrupt() {
        running.interrupt();
        try {
            if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
                err.println("What is under way took no notice, and is broken off.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // True in either case: results are written as they come.
        err.println("Interrupted. Run the same command again to go on.");
        err.flush();
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook at work.
        }
    }
}
