package dev.llmops.api.tuning;

import dev.llmops.api.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A fine-tuning job as its provider described it at one moment. Immutable. */
public final class TuningJob {
    private final String provider;
    private final String id;
    private final TuningState state;
    private final String rawState;
    private final String baseModel;
    private final String resultModel;
    private final List<String> trainingFiles;
    private final List<String> validationFiles;
    private final List<String> resultFiles;
    private final @Nullable Instant createdAt;
    private final @Nullable Instant finishedAt;
    private final @Nullable Instant expectedAt;
    private final @Nullable Long trainedTokens;
    private final @Nullable Problem problem;
    private final Map<String, String> labels;
    private final List<String> warnings;
    private final String rawJson;

    private TuningJob(Builder builder) {
        this.provider = builder.provider;
        this.id = builder.id;
        this.state = builder.state;
        this.rawState = builder.rawState;
        this.baseModel = builder.baseModel;
        this.resultModel = builder.resultModel;
        this.trainingFiles = builder.trainingFiles;
        this.validationFiles = builder.validationFiles;
        this.resultFiles = builder.resultFiles;
        this.createdAt = builder.createdAt;
        this.finishedAt = builder.finishedAt;
        this.expectedAt = builder.expectedAt;
        this.trainedTokens = builder.trainedTokens;
        this.problem = builder.problem;
        this.labels = Map.copyOf(builder.labels);
        this.warnings = List.copyOf(builder.warnings);
        this.rawJson = builder.rawJson;
    }

    /** {@return a builder of a job of {@code provider}} */
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
    public TuningState state() {
        return state;
    }

    /** {@return the provider's own word for how far it has come} */
    public String rawState() {
        return rawState;
    }

    /** {@return the model that learns; may be empty} */
    public String baseModel() {
        return baseModel;
    }

    /** {@return the name of the new model, once there is one} */
    public Optional<String> resultModel() {
        return resultModel.isEmpty() ? Optional.empty() : Optional.of(resultModel);
    }

    /** {@return the ids of the files it learns from} */
    public List<String> trainingFiles() {
        return trainingFiles;
    }

    /** {@return the ids of the files it is tested with} */
    public List<String> validationFiles() {
        return validationFiles;
    }

    /** {@return the ids of files with measurements, once there are any} */
    public List<String> resultFiles() {
        return resultFiles;
    }

    /** {@return when it was created, if told} */
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }

    /** {@return when it came to its end, whichever} */
    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    /** {@return when the provider thinks it will be done, if told} */
    public Optional<Instant> expectedAt() {
        return Optional.ofNullable(expectedAt);
    }

    /** {@return how many tokens were learned from and are charged, if told} */
    public OptionalLong trainedTokens() {
        return trainedTokens == null ? OptionalLong.empty() : OptionalLong.of(trainedTokens);
    }

    /** {@return why it failed, if it did} */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** {@return what the caller stored with it} */
    public Map<String, String> labels() {
        return labels;
    }

    /** {@return what the provider or the client says about it besides} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the description as the provider sent it} */
    public String rawJson() {
        return rawJson;
    }

    /** Shows provider, id, state and models. */
    @Override
    public String toString() {
        return "TuningJob[" + provider + " " + id + ", " + state + ", " + baseModel + " -> " + resultModel + "]";
    }

    /**
     * Why a job failed, in the provider's own words; these may quote examples.
     *
     * @param code the provider's code; may be empty
     * @param message what it says
     * @param param the parameter or file that is wrong; may be empty
     */
    public record Problem(String code, String message, String param) {
        /** Checks all components. */
        public Problem {
            Require.nonNull(code, "code");
            Require.nonNull(message, "message");
            Require.nonNull(param, "param");
        }

        /** Shows the code and the parameter: the words may quote examples. */
        @Override
        public String toString() {
            return "Problem[" + code + (param.isEmpty() ? "" : ", " + param) + "]";
        }
    }

    /** Collects a description. Not safe for concurrent use. */
    public static final class Builder {
        private final String provider;
        private final String id;
        private TuningState state = TuningState.UNKNOWN;
        private String rawState = "";
        private String baseModel = "";
        private String resultModel = "";
        private List<String> trainingFiles = List.of();
        private List<String> validationFiles = List.of();
        private List<String> resultFiles = List.of();
        private @Nullable Instant createdAt;
        private @Nullable Instant finishedAt;
        private @Nullable Instant expectedAt;
        private @Nullable Long trainedTokens;
        private @Nullable Problem problem;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();
        private String rawJson = "";

        private Builder(String provider, String id) {
            this.provider = Require.nonBlank(provider, "provider");
            this.id = Require.nonBlank(id, "id");
        }

        /** Sets how far it has come, and the provider's own word for it. */
        public Builder state(TuningState state, String rawState) {
            this.state = Require.nonNull(state, "state");
            this.rawState = Require.nonNull(rawState, "rawState");
            return this;
        }

        /** Sets the model that learns, and the new one; empty while there is none. */
        public Builder models(String baseModel, String resultModel) {
            this.baseModel = Require.nonNull(baseModel, "baseModel");
            this.resultModel = Require.nonNull(resultModel, "resultModel");
            return this;
        }

        /** Sets the ids of the files it learns from, is tested with, and results in. */
        public Builder files(List<String> training, List<String> validation, List<String> results) {
            this.trainingFiles = List.copyOf(Require.nonNull(training, "training"));
            this.validationFiles = List.copyOf(Require.nonNull(validation, "validation"));
            this.resultFiles = List.copyOf(Require.nonNull(results, "results"));
            return this;
        }

        /** Sets when it was created, came to its end, and is expected to; null for what is not known. */
        public Builder times(@Nullable Instant createdAt, @Nullable Instant finishedAt, @Nullable Instant expectedAt) {
            this.createdAt = createdAt;
            this.finishedAt = finishedAt;
            this.expectedAt = expectedAt;
            return this;
        }

        /** Sets how many tokens were learned from. */
        public Builder trainedTokens(long tokens) {
            Require.that(tokens >= 0, "tokens", "tokens must not be negative, was " + tokens);
            this.trainedTokens = tokens;
            return this;
        }

        /** Sets why it failed. */
        public Builder problem(Problem problem) {
            this.problem = Require.nonNull(problem, "problem");
            return this;
        }

        /** Adds something the caller stored with it. */
        public Builder label(String name, String value) {
            labels.put(Require.nonBlank(name, "name"), Require.nonNull(value, "value"));
            return this;
        }

        /** Adds something that is said about it besides. */
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
        public TuningJob build() {
            return new TuningJob(this);
        }
    }
}
