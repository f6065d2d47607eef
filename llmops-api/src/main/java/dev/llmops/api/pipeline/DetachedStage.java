package dev.llmops.api.pipeline;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.LlmException;
import dev.llmops.api.StageException;
import dev.llmops.api.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The context of a stage that belongs to no call; runs parallel tasks one after another. */
enum DetachedStage implements StageContext {
    INSTANCE;

    @Override
    public TimeSource time() {
        return TimeSource.system();
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    @Override
    public void note(String key, String value) {}

    @Override
    public <T> List<T> inParallel(List<? extends Callable<T>> tasks) {
        List<T> results = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            try {
                results.add(task.call());
            } catch (LlmException e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StageException("parallel task", e);
            } catch (Exception e) {
                throw new StageException("parallel task", e);
            }
        }
        return results;
    }

    @Override
    public String callId() {
        return CallControl.detached().callId();
    }

    @Override
    public Deadline deadline() {
        return Deadline.none();
    }

    @Override
    public Cancellation cancellation() {
        return Cancellation.never();
    }
}
