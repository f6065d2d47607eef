package dev.llmops.eval.run;

import java.util.List;
import java.util.stream.Stream;

/** Results in memory. */
record ListedResults(RunInfo info, List<Result> results) implements Results {
    @Override
    public Stream<Result> stream() {
        return results.stream();
    }

    /** Shows how many there are. */
    @Override
    public String toString() {
        return "Results[" + info.subject() + ", " + results.size() + "]";
    }
}
