package dev.llmops.eval.run;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.core.Pipeline;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;

/**
 * What is evaluated: answers items.
 *
 * <p>Must be safe for concurrent use. What it throws is recorded as a failure of the item, and the run goes on; a
 * provider that says it has too much to do ({@link dev.llmops.api.model.RateLimitedException}) is asked again later.
 */
@FunctionalInterface
public interface Subject {
    /**
     * {@return what the subject gives for {@code item}}
     *
     * @param item what is asked
     * @param control deadline and cancellation of the item
     */
    Output answer(Item item, CallControl control);

    /** {@return a pipeline that is asked the input of each item; passages, usage and duration of the call are kept} */
    static Subject of(Pipeline pipeline) {
        return new PipelineSubject(Require.nonNull(pipeline, "pipeline"));
    }

    /** {@return the search of a pipeline alone: the answer is empty, and what was found is kept, best first} */
    static Subject of(Grounder grounder) {
        return new GrounderSubject(Require.nonNull(grounder, "grounder"));
    }
}
