package dev.llmops.api.pipeline;

import dev.llmops.api.CallControl;
import dev.llmops.api.TimeSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/**
 * What a stage may use while it runs: the call's deadline and cancellation, time, chance, threads.
 *
 * <p>Safe for concurrent use. Valid only until the stage returns.
 */
public interface StageContext extends CallControl {
    /** {@return where time comes from} */
    TimeSource time();

    /** {@return where chance comes from} */
    RandomGenerator random();

    /**
     * Adds a fact to the record of the call, such as what was dropped and why.
     *
     * <p>The record may be logged: no text of the user or of documents.
     */
    void note(String key, String value);

    /**
     * Runs tasks side by side and waits for all of them.
     *
     * <p>When one fails the others are interrupted, and its exception is thrown: as it is if it is an
     * {@link dev.llmops.api.LlmException}, else as the cause of a {@link dev.llmops.api.StageException}.
     *
     * @return the results in the order of the tasks
     */
    <T> List<T> inParallel(List<? extends Callable<T>> tasks);

    /** {@return the context of a stage that runs alone, in a test or outside a pipeline} */
    static StageContext detached() {
        return DetachedStage.INSTANCE;
    }
}
