package dev.llmops.api.model;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a model besides the words: tools, form, sampling, reasoning. Immutable.
 */
public final class GenerationOptions {
    private static final GenerationOptions DEFAULTS = new Builder().build();

    private final Sampling sampling;
    private final List<ToolSpec> tools;
    private final ToolChoice toolChoice;
    private final boolean parallelToolCalls;
    private final ResponseFormat responseFormat;
    private final @Nullable ReasoningOptions reasoning;
    private final int logprobs;
    private final Set<Modality> outputModalities;
    private final String cacheKey;
    private final Map<String, String> metadata;
    private final List<ProviderOptions> providerOptions;

    private GenerationOptions(Builder builder) {
        this.sampling = builder.sampling;
        this.tools = builder.tools;
        this.toolChoice = builder.toolChoice;
        this.parallelToolCalls = builder.parallelToolCalls;
        this.responseFormat = builder.responseFormat;
        this.reasoning = builder.reasoning;
        this.logprobs = builder.logprobs;
        this.outputModalities = builder.outputModalities;
        this.cacheKey = builder.cacheKey;
        this.metadata = Map.copyOf(builder.metadata);
        this.providerOptions = List.copyOf(builder.providerOptions);
    }

    /** {@return nothing special: free text, no tools} */
    public static GenerationOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how tokens are chosen} */
    public Sampling sampling() {
        return sampling;
    }

    /** {@return the tools the model may call} */
    public List<ToolSpec> tools() {
        return tools;
    }

    /** {@return whether it may, must or must not} */
    public ToolChoice toolChoice() {
        return toolChoice;
    }

    /** {@return whether it may ask for several calls at once} */
    public boolean parallelToolCalls() {
        return parallelToolCalls;
    }

    /** {@return the form of the answer} */
    public ResponseFormat responseFormat() {
        return responseFormat;
    }

    /** {@return how much the model shall think, if that was said} */
    public Optional<ReasoningOptions> reasoning() {
        return Optional.ofNullable(reasoning);
    }

    /**
     * {@return how many alternatives with their log-probabilities are wanted per token, in [0, 20];
     * -1 if no log-probabilities are wanted at all}
     */
    public int logprobs() {
        return logprobs;
    }

    /** {@return the forms the answer may have} */
    public Set<Modality> outputModalities() {
        return outputModalities;
    }

    /** {@return groups requests that begin alike, for the provider's prompt cache; may be empty} */
    public String cacheKey() {
        return cacheKey;
    }

    /** {@return what the provider may store beside the request, such as an opaque user id} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return options that only one provider has} */
    public List<ProviderOptions> providerOptions() {
        return providerOptions;
    }

    /** {@return the options of type {@code type}, if there are any} */
    public <T extends ProviderOptions> Optional<T> providerOptions(Class<T> type) {
        return providerOptions.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** {@return a builder with everything set here} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.sampling = sampling;
        builder.tools = tools;
        builder.toolChoice = toolChoice;
        builder.parallelToolCalls = parallelToolCalls;
        builder.responseFormat = responseFormat;
        builder.reasoning = reasoning;
        builder.logprobs = logprobs;
        builder.outputModalities = outputModalities;
        builder.cacheKey = cacheKey;
        builder.metadata.putAll(metadata);
        builder.providerOptions.addAll(providerOptions);
        return builder;
    }

    /** Shows which options there are, not their text. */
    @Override
    public String toString() {
        return "GenerationOptions[tools=" + tools.size() + ", format="
                + responseFormat.getClass().getSimpleName() + "]";
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private Sampling sampling = Sampling.defaults();
        private List<ToolSpec> tools = List.of();
        private ToolChoice toolChoice = ToolChoice.auto();
        private boolean parallelToolCalls = true;
        private ResponseFormat responseFormat = ResponseFormat.text();
        private @Nullable ReasoningOptions reasoning;
        private int logprobs = -1;
        private Set<Modality> outputModalities = Set.of(Modality.TEXT);
        private String cacheKey = "";
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final List<ProviderOptions> providerOptions = new ArrayList<>();

        private Builder() {}

        /** Sets how tokens are chosen. */
        public Builder sampling(Sampling sampling) {
            this.sampling = Require.nonNull(sampling, "sampling");
            return this;
        }

        /** Sets the tools the model may call; names must differ. */
        public Builder tools(List<ToolSpec> tools) {
            this.tools = List.copyOf(Require.nonNull(tools, "tools"));
            long names = this.tools.stream().map(ToolSpec::name).distinct().count();
            Require.that(names == this.tools.size(), "tools", "tool names must differ");
            return this;
        }

        /** Sets whether the model may, must or must not call a tool. */
        public Builder toolChoice(ToolChoice toolChoice) {
            this.toolChoice = Require.nonNull(toolChoice, "toolChoice");
            return this;
        }

        /** Sets whether the model may ask for several calls at once; the default is true. */
        public Builder parallelToolCalls(boolean parallelToolCalls) {
            this.parallelToolCalls = parallelToolCalls;
            return this;
        }

        /** Sets the form of the answer. */
        public Builder responseFormat(ResponseFormat responseFormat) {
            this.responseFormat = Require.nonNull(responseFormat, "responseFormat");
            return this;
        }

        /** Sets how much the model shall think. */
        public Builder reasoning(ReasoningOptions reasoning) {
            this.reasoning = Require.nonNull(reasoning, "reasoning");
            return this;
        }

        /** Asks for log-probabilities, with that many alternatives per token, in [0, 20]. */
        public Builder logprobs(int alternatives) {
            this.logprobs = Require.inRange(alternatives, 0, 20, "alternatives");
            return this;
        }

        /** Sets the forms the answer may have; the default is text. */
        public Builder outputModalities(Modality first, Modality... more) {
            this.outputModalities = Set.copyOf(EnumSet.of(first, more));
            return this;
        }

        /** Sets what groups requests that begin alike. */
        public Builder cacheKey(String cacheKey) {
            this.cacheKey = Require.nonNull(cacheKey, "cacheKey");
            return this;
        }

        /** Adds something the provider may store beside the request. */
        public Builder metadata(String key, String value) {
            metadata.put(Require.nonBlank(key, "key"), Require.nonNull(value, "value"));
            return this;
        }

        /** Adds options that only one provider has; they replace earlier ones of the same class. */
        public Builder providerOptions(ProviderOptions options) {
            Require.nonNull(options, "options");
            providerOptions.removeIf(other -> other.getClass() == options.getClass());
            providerOptions.add(options);
            return this;
        }

        /** {@return the options} */
        public GenerationOptions build() {
            return new GenerationOptions(this);
        }
    }
}
