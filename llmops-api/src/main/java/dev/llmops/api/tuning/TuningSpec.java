package dev.llmops.api.tuning;

import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a fine-tuning job shall do. Immutable. */
public final class TuningSpec {
    private final String baseModel;
    private final List<String> trainingFiles;
    private final List<String> validationFiles;
    private final TuningMethod method;
    private final Hyperparameters hyperparameters;
    private final String suffix;
    private final @Nullable Integer seed;
    private final Map<String, String> labels;
    private final List<ProviderOptions> providerOptions;

    private TuningSpec(Builder builder) {
        this.baseModel = builder.baseModel;
        this.trainingFiles = List.copyOf(builder.trainingFiles);
        this.validationFiles = List.copyOf(builder.validationFiles);
        this.method = builder.method;
        this.hyperparameters = builder.hyperparameters;
        this.suffix = builder.suffix;
        this.seed = builder.seed;
        this.labels = Map.copyOf(builder.labels);
        this.providerOptions = List.copyOf(builder.providerOptions);
    }

    /** {@return a job that makes {@code baseModel} learn from a file, with the provider's choice in everything else} */
    public static TuningSpec of(String baseModel, TrainingFile trainingFile) {
        return builder(baseModel, Require.nonNull(trainingFile, "trainingFile").id())
                .build();
    }

    /** {@return a builder of a job that makes {@code baseModel} learn from the file with an id} */
    public static Builder builder(String baseModel, String trainingFileId) {
        return new Builder(baseModel, trainingFileId);
    }

    /** {@return the model that learns} */
    public String baseModel() {
        return baseModel;
    }

    /** {@return the ids of the files it learns from} */
    public List<String> trainingFiles() {
        return trainingFiles;
    }

    /** {@return the ids of the files it is tested with; may be empty} */
    public List<String> validationFiles() {
        return validationFiles;
    }

    /** {@return what it learns from} */
    public TuningMethod method() {
        return method;
    }

    /** {@return how it learns} */
    public Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    /** {@return what the name of the new model shall contain; may be empty} */
    public String suffix() {
        return suffix;
    }

    /** {@return makes the job repeatable, if set} */
    public OptionalInt seed() {
        return seed == null ? OptionalInt.empty() : OptionalInt.of(seed);
    }

    /** {@return what the provider shall store with the job} */
    public Map<String, String> labels() {
        return labels;
    }

    /** {@return the options of type {@code type}, if there are any} */
    public <T extends ProviderOptions> Optional<T> providerOptions(Class<T> type) {
        return providerOptions.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public String toString() {
        return "TuningSpec[" + baseModel + ", " + method + ", " + trainingFiles + ", " + hyperparameters + "]";
    }

    /** Collects what a job shall do. Not safe for concurrent use. */
    public static final class Builder {
        private final String baseModel;
        private final List<String> trainingFiles = new ArrayList<>();
        private final List<String> validationFiles = new ArrayList<>();
        private TuningMethod method = TuningMethod.SUPERVISED;
        private Hyperparameters hyperparameters = Hyperparameters.automatic();
        private String suffix = "";
        private @Nullable Integer seed;
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<ProviderOptions> providerOptions = new ArrayList<>();

        private Builder(String baseModel, String trainingFileId) {
            this.baseModel = Require.nonBlank(baseModel, "baseModel");
            trainingFiles.add(Require.nonBlank(trainingFileId, "trainingFileId"));
        }

        /** Adds a file it learns from, for providers that take several. */
        public Builder trainingFile(String fileId) {
            trainingFiles.add(Require.nonBlank(fileId, "fileId"));
            return this;
        }

        /** Adds a file it is tested with. */
        public Builder validationFile(String fileId) {
            validationFiles.add(Require.nonBlank(fileId, "fileId"));
            return this;
        }

        /** Sets what it learns from; the default is conversations. */
        public Builder method(TuningMethod method) {
            this.method = Require.nonNull(method, "method");
            return this;
        }

        /** Sets how it learns. */
        public Builder hyperparameters(Hyperparameters hyperparameters) {
            this.hyperparameters = Require.nonNull(hyperparameters, "hyperparameters");
            return this;
        }

        /** Sets what the name of the new model shall contain, at most 64 characters. */
        public Builder suffix(String suffix) {
            Require.that(
                    Require.nonBlank(suffix, "suffix").length() <= 64,
                    "suffix",
                    "suffix must have at most 64 characters, had " + suffix.length());
            this.suffix = suffix;
            return this;
        }

        /** Makes the job repeatable; not negative. */
        public Builder seed(int seed) {
            this.seed = Require.inRange(seed, 0, Integer.MAX_VALUE, "seed");
            return this;
        }

        /** Adds something the provider shall store with the job. */
        public Builder label(String name, String value) {
            labels.put(Require.nonBlank(name, "name"), Require.nonNull(value, "value"));
            return this;
        }

        /** Adds options that only one provider has. */
        public Builder providerOptions(ProviderOptions options) {
            providerOptions.add(Require.nonNull(options, "options"));
            return this;
        }

        /** {@return what the job shall do} */
        public TuningSpec build() {
            return new TuningSpec(this);
        }
    }
}
