package dev.llmops.core.grounding;

import dev.llmops.api.Require;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.pipeline.Grounder;
import java.util.List;
import java.util.concurrent.Callable;

/** Grounders made of grounders. */
public final class Grounders {
    private Grounders() {}

    /**
     * {@return a grounder that runs all of {@code grounders} side by side}
     *
     * <p>Each sees the same prompt; what they find is joined in the order written, however long each
     * of them takes. When one fails the others are interrupted and the whole fails.
     */
    public static Grounder parallel(Grounder... grounders) {
        List<Grounder> all = List.of(Require.nonNull(grounders, "grounders"));
        Require.that(!all.isEmpty(), "grounders", "grounders must not be empty");
        return (prompt, context) -> {
            List<Callable<Evidence>> tasks = all.stream()
                    .map(grounder -> (Callable<Evidence>) () -> grounder.ground(prompt, context))
                    .toList();
            return context.inParallel(tasks).stream().reduce(Evidence.none(), Evidence::plus);
        };
    }
}
