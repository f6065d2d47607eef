package dev.llmops.eval.gate;

import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunInfo;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a run has every result that it announces, each once. */
record Completeness(Optional<String> problem) {
    static Completeness of(RunInfo info, List<Result> results) {
        Map<String, BitSet> repeats = new TreeMap<>();
        for (Result result : results) {
            BitSet seen = repeats.computeIfAbsent(result.item().id(), id -> new BitSet());
            if (result.repeat() >= info.repeats()) {
                return problem("item " + result.item().id() + " has repeat " + result.repeat() + " of a run of "
                        + info.repeats() + " repeats.");
            }
            if (seen.get(result.repeat())) {
                return problem("item " + result.item().id() + " is there twice. Give every item an id of its own.");
            }
            seen.set(result.repeat());
        }
        for (Map.Entry<String, BitSet> item : repeats.entrySet()) {
            if (item.getValue().cardinality() < info.repeats()) {
                return problem("item " + item.getKey() + " has "
                        + item.getValue().cardinality() + " of " + info.repeats() + " repeats. Resume the run.");
            }
        }
        if (repeats.size() != info.items()) {
            return problem("it has " + repeats.size() + " of " + info.items() + " items. Resume the run.");
        }
        return new Completeness(Optional.empty());
    }

    private static Completeness problem(String problem) {
        return new Completeness(Optional.of(problem));
    }
}
