package dev.llmops.eval.run;

import dev.llmops.api.Require;
import java.util.List;
import java.util.stream.Stream;

/** What a run found. Safe for concurrent use; what it says does not change once the run is over. */
public interface Results {
    /** {@return what was run} */
    RunInfo info();

    /**
     * {@return the results in the order of the data set, repeats of an item together}
     *
     * <p>A run that was interrupted has fewer of them. Close the stream: it may read from a file.
     */
    Stream<Result> stream();

    /** {@return results that are in memory already} */
    static Results of(RunInfo info, List<Result> results) {
        return new ListedResults(Require.nonNull(info, "info"), List.copyOf(Require.nonNull(results, "results")));
    }
}
