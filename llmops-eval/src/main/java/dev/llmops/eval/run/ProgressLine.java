package dev.llmops.eval.run;

import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints a line about the progress of a run, at most once a second. Safe for concurrent use. */
public final class ProgressLine implements ProgressListener {
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final PrintStream out;
    private final TimeSource time;
    private long begin;
    private long last;
    private boolean begun;

    private ProgressLine(PrintStream out, TimeSource time) {
        this.out = out;
        this.time = time;
    }

    /** {@return a listener that prints to {@code out}} */
    public static ProgressLine to(PrintStream out) {
        return to(out, TimeSource.system());
    }

    /** {@return a listener that prints to {@code out}, with its own clock} */
    public static ProgressLine to(PrintStream out, TimeSource time) {
        return new ProgressLine(Require.nonNull(out, "out"), Require.nonNull(time, "time"));
    }

    @Override
    public synchronized void on(Progress progress) {
        long now = time.nanos();
        if (!begun) {
            begun = true;
            begin = now;
            last = now;
        }
        if (now - last < INTERVAL && progress.done() < progress.wanted()) {
            return;
        }
        last = now;
        double seconds = (now - begin) / 1e9;
        double share = progress.wanted() == 0 ? 100 : 100.0 * progress.done() / progress.wanted();
        out.println(String.format(
                Locale.ROOT,
                "%d of %d results (%.1f %%), %d failed, %.0f s, %d at once%s",
                progress.done(),
                progress.wanted(),
                share,
                progress.failures(),
                seconds,
                progress.concurrency(),
                progress.spent().signum() == 0
                        ? ""
                        : ", spent " + progress.spent().toPlainString()));
    }
}
