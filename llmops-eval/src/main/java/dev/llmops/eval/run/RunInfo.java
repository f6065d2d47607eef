package dev.llmops.eval.run;

import dev.llmops.api.Require;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run was: enough to tell whether two runs can be compared. Immutable.
 *
 * @param subject the name of what was asked, such as {@code "prompt-v2"}
 * @param fingerprints what the subject was made of, by name: hashes or versions of prompt, model, index
 * @param dataset the name of the data set
 * @param datasetHash a hash of the content of the data set
 * @param items how many items the data set has
 * @param repeats how many times each item was asked
 * @param metrics what was measured, in order
 * @param started when the run began
 */
public record RunInfo(
        String subject,
        Map<String, String> fingerprints,
        String dataset,
        String datasetHash,
        long items,
        int repeats,
        List<MetricInfo> metrics,
        Instant started) {
    /** Checks and copies the components. */
    public RunInfo {
        Require.nonBlank(subject, "subject");
        fingerprints = Collections.unmodifiableMap(new TreeMap<>(Require.nonNull(fingerprints, "fingerprints")));
        Require.nonBlank(dataset, "dataset");
        Require.nonBlank(datasetHash, "datasetHash");
        Require.that(items >= 0, "items", "items must not be negative, was " + items);
        Require.that(repeats > 0, "repeats", "repeats must be positive, was " + repeats);
        metrics = List.copyOf(Require.nonNull(metrics, "metrics"));
        Require.that(
                metrics.stream().map(MetricInfo::name).distinct().count() == metrics.size(),
                "metrics",
                "every metric of a run needs a name of its own");
        Require.nonNull(started, "started");
    }
}
