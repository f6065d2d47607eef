package dev.llmops.api.batch;

import dev.llmops.api.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A batch as its provider described it at one moment. Immutable. */
public final class BatchJob {
    private final String provider;
    private final String id;
    private final BatchState state;
    private final String rawState;
    private final BatchCounts counts;
    private final @Nullable Instant createdAt;
    private final @Nullable Instant endedAt;
    private final @Nullable Instant expiresAt;
    private final String inputFileId;
    private final List<String> resultFileIds;
    private final Map<String, String> labels;
    private final List<String> problems;
    private final List<String> warnings;
    private final String rawJson;

    private BatchJob(Builder builder) {
        this.provider = builder.provider;
        this.id = builder.id;
        this.state = builder.state;
        this.rawState = builder.rawState;
        this.counts = builder.counts;
        this.createdAt = builder.createdAt;
        this.endedAt = builder.endedAt;
        this.expiresAt = builder.expiresAt;
        this.inputFileId = builder.inputFileId;
        this.resultFileIds = List.copyOf(builder.resultFileIds);
        this.labels = Map.copyOf(builder.labels);
        this.problems = List.copyOf(builder.problems);
        this.warnings = List.copyOf(builder.warnings);
        this.rawJson = builder.rawJson;
    }

    /** {@return a builder of a batch of {@code provider}} */
    public static Builder builder(String provider, String id) {
        return new Builder(provider, id);
    }

    /** {@return who runs it} */
    public String provider() {
        return provider;
    }

    /** {@return the id under which the provider knows it; keep it} */
    public String id() {
        return id;
    }

    /** {@return how far it has come} */
    public BatchState state() {
        return state;
    }

    /** {@return the provider's own word for how far it has come} */
    public String rawState() {
        return rawState;
    }

    /** {@return how many requests have come how far} */
    public BatchCounts counts() {
        return counts;
    }

    /** {@return when it was handed over, if told} */
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }

    /** {@return when it came to its end, whichever; empty while it runs} */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** {@return until when it must have been done, if told} */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** {@return the provider's file with the requests; empty where there is none} */
    public String inputFileId() {
        return inputFileId;
    }

    /** {@return the provider's files with results, of successes and of failures; empty where there are none, or not yet} */
    public List<String> resultFileIds() {
        return resultFileIds;
    }

    /** {@return what the caller stored with it} */
    public Map<String, String> labels() {
        return labels;
    }

    /** {@return what the provider says is wrong with the batch itself, in its own words; these may quote the requests} */
    public List<String> problems() {
        return problems;
    }

    /** {@return what had to be left out of the requests; only told of a batch that was just submitted} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the description as the provider sent it} */
    public String rawJson() {
        return rawJson;
    }

    /** {@return a builder with everything this description has} */
    public Builder toBuilder() {
        Builder builder = new Builder(provider, id);
        builder.state = state;
        builder.rawState = rawState;
        builder.counts = counts;
        builder.createdAt = createdAt;
        builder.endedAt = endedAt;
        builder.expiresAt = expiresAt;
        builder.inputFileId = inputFileId;
        builder.resultFileIds.addAll(resultFileIds);
        builder.labels.putAll(labels);
        builder.problems.addAll(problems);
        builder.warnings.addAll(warnings);
        builder.rawJson = rawJson;
        return builder;
    }

    /** Shows provider, id, state and counts. */
    @Override
    public String toString() {
        return "BatchJob[" + provider + " " + id + ", " + state + ", " + counts.ended() + " of " + counts.total() + "]";
    }

    /** Collects a description. Not safe for concurrent use. */
    public static final class Builder {
        private final String provider;
        private final String id;
        private BatchState state = BatchState.UNKNOWN;
        private String rawState = "";
        private BatchCounts counts = BatchCounts.none();
        private @Nullable Instant createdAt;
        private @Nullable Instant endedAt;
        private @Nullable Instant expiresAt;
        private String inputFileId = "";
        private final List<String> resultFileIds = new ArrayList<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private String rawJson = "";

        private Builder(String provider, String id) {
            this.provider = Require.nonBlank(provider, "provider");
            this.id = Require.nonBlank(id, "id");
        }

        /** Sets how far it has come, and the provider's own word for it. */
        public Builder state(BatchState state, String rawState) {
            this.state = Require.nonNull(state, "state");
            this.rawState = Require.nonNull(rawState, "rawState");
            return this;
        }

        /** Sets how many requests have come how far. */
        public Builder counts(BatchCounts counts) {
            this.counts = Require.nonNull(counts, "counts");
            return this;
        }

        /** Sets when it was handed over, came to its end, and must have been done; null for what is not known. */
        public Builder times(@Nullable Instant createdAt, @Nullable Instant endedAt, @Nullable Instant expiresAt) {
            this.createdAt = createdAt;
            this.endedAt = endedAt;
            this.expiresAt = expiresAt;
            return this;
        }

        /** Sets the provider's file with the requests. */
        public Builder inputFileId(String inputFileId) {
            this.inputFileId = Require.nonNull(inputFileId, "inputFileId");
            return this;
        }

        /** Adds a file with results. */
        public Builder resultFileId(String resultFileId) {
            resultFileIds.add(Require.nonBlank(resultFileId, "resultFileId"));
            return this;
        }

        /** Adds something the caller stored with it. */
        public Builder label(String name, String value) {
            labels.put(Require.nonBlank(name, "name"), Require.nonNull(value, "value"));
            return this;
        }

        /** Adds something that is wrong with the batch itself. */
        public Builder problem(String problem) {
            problems.add(Require.nonBlank(problem, "problem"));
            return this;
        }

        /** Adds something that had to be left out. */
        public Builder warning(String warning) {
            warnings.add(Require.nonBlank(warning, "warning"));
            return this;
        }

        /** Sets the description as the provider sent it. */
        public Builder rawJson(String rawJson) {
            this.rawJson = Require.nonNull(rawJson, "rawJson");
            return this;
        }

        /** {@return the description} */
        public BatchJob build() {
            return new BatchJob(this);
        }
    }
}
