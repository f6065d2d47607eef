package dev.llmops.eval.run;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.TimeSource;
import dev.llmops.api.pipeline.StageContext;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** The context of a stage that is evaluated alone: as a detached one, with deadline and cancellation of the item. */
record ItemContext(CallControl control) implements StageContext {
    @Override
    public String callId() {
        return control.callId();
    }

    @Override
    public Deadline deadline() {
        return control.deadline();
    }

    @Override
    public Cancellation cancellation() {
        return control.cancellation();
    }

    @Override
    public TimeSource time() {
        return StageContext.detached().time();
    }

    @Override
    public RandomGenerator random() {
        return StageContext.detached().random();
    }

    @Override
    public void note(String key, String value) {
        StageContext.detached().note(key, value);
    }

    @Override
    public <T> List<T> inParallel(List<? extends Callable<T>> tasks) {
        return StageContext.detached().inParallel(tasks);
    }
}
