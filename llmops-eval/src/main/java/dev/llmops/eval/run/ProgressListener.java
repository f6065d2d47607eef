package dev.llmops.eval.run;

/**
 * Watches a run.
 *
 * <p>Told after every result, one call at a time; must be quick, since the run waits for it. One that throws is not
 * told again.
 */
@FunctionalInterface
public interface ProgressListener {
    /** Takes note of how far the run is. */
    void on(Progress progress);
}
