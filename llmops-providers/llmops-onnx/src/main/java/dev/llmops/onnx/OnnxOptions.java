package dev.llmops.onnx;

import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What local models can do beyond the portable options: more ways to choose tokens, and forms an answer must have.
 *
 * <p>Immutable; what is not set is left to the model. Forms exclude each other, and the response format of the request.
 */
public final class OnnxOptions implements ProviderOptions {
    private static final OnnxOptions NONE = builder().build();

    private final Builder values;

    private OnnxOptions(Builder values) {
        this.values = values;
    }

    /** {@return nothing special} */
    public static OnnxOptions none() {
        return NONE;
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return OnnxModelClient.PROVIDER;
    }

    /** {@return the least probability of a token, as a share of the likeliest one's} */
    public OptionalDouble minP() {
        return of(values.minP);
    }

    /** {@return the share of probability that the most typical tokens make up} */
    public OptionalDouble typicalP() {
        return of(values.typicalP);
    }

    /** {@return what logits of tokens seen before are divided by} */
    public OptionalDouble repetitionPenalty() {
        return of(values.repetitionPenalty);
    }

    /** {@return the length of the token sequences that must not come twice} */
    public OptionalInt noRepeatNgram() {
        return of(values.noRepeatNgram);
    }

    /** {@return what is added to the logits of tokens, by token id, each in [-100, 100]} */
    public Map<Integer, Double> logitBias() {
        return values.logitBias;
    }

    /** {@return how many tokens an answer has at least} */
    public OptionalInt minNewTokens() {
        return of(values.minNewTokens);
    }

    /** {@return of how many answers the likeliest is given; 1 for the first} */
    public int bestOf() {
        return values.bestOf;
    }

    /** {@return how many beginnings a beam search follows; 1 for none} */
    public int beams() {
        return values.beams;
    }

    /** {@return to what power the length of an answer divides its score in a beam search} */
    public double lengthPenalty() {
        return values.lengthPenalty;
    }

    /** {@return the form an answer must have, if one is set} */
    public Optional<AnswerForm> form() {
        return Optional.ofNullable(values.form);
    }

    /** {@return further variables of the chat template, such as {@code enable_thinking}} */
    public Map<String, Object> templateVariables() {
        return values.templateVariables;
    }

    /** {@return a builder with everything set here} */
    public Builder toBuilder() {
        return new Builder(values);
    }

    private static OptionalDouble of(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalInt of(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable Double minP;
        private @Nullable Double typicalP;
        private @Nullable Double repetitionPenalty;
        private @Nullable Integer noRepeatNgram;
        private Map<Integer, Double> logitBias = Map.of();
        private @Nullable Integer minNewTokens;
        private int bestOf = 1;
        private int beams = 1;
        private double lengthPenalty = 1;
        private @Nullable AnswerForm form;
        private Map<String, Object> templateVariables = Map.of();

        private Builder() {}

        private Builder(Builder other) {
            minP = other.minP;
            typicalP = other.typicalP;
            repetitionPenalty = other.repetitionPenalty;
            noRepeatNgram = other.noRepeatNgram;
            logitBias = other.logitBias;
            minNewTokens = other.minNewTokens;
            bestOf = other.bestOf;
            beams = other.beams;
            lengthPenalty = other.lengthPenalty;
            form = other.form;
            templateVariables = other.templateVariables;
        }

        /** Sets the least probability of a token, as a share of the likeliest one's, in [0, 1]. */
        public Builder minP(double minP) {
            this.minP = Require.inRange(minP, 0, 1, "minP");
            return this;
        }

        /** Sets the share of probability that the most typical tokens make up, in (0, 1]. */
        public Builder typicalP(double typicalP) {
            Require.that(typicalP > 0, "typicalP", "typicalP must be above 0, was " + typicalP);
            this.typicalP = Require.inRange(typicalP, 0, 1, "typicalP");
            return this;
        }

        /** Sets what logits of tokens seen before are divided by, in [0.1, 10]; 1 changes nothing. */
        public Builder repetitionPenalty(double repetitionPenalty) {
            this.repetitionPenalty = Require.inRange(repetitionPenalty, 0.1, 10, "repetitionPenalty");
            return this;
        }

        /** Sets the length of token sequences that must not come twice, in [1, 100]. */
        public Builder noRepeatNgram(int noRepeatNgram) {
            this.noRepeatNgram = Require.inRange(noRepeatNgram, 1, 100, "noRepeatNgram");
            return this;
        }

        /**
         * Sets what is added to the logits of tokens, by token id, each in [-100, 100]; ids that the model does not have
         * do nothing.
         */
        public Builder logitBias(Map<Integer, Double> logitBias) {
            Map<Integer, Double> copy = Map.copyOf(Require.nonNull(logitBias, "logitBias"));
            copy.forEach((token, bias) -> {
                Require.inRange(token, 0, Integer.MAX_VALUE, "token of logitBias");
                Require.inRange(bias, -100, 100, "logitBias");
            });
            this.logitBias = copy;
            return this;
        }

        /** Sets how many tokens an answer has at least. */
        public Builder minNewTokens(int minNewTokens) {
            this.minNewTokens = Require.inRange(minNewTokens, 0, Integer.MAX_VALUE, "minNewTokens");
            return this;
        }

        /** Has that many answers written, in [1, 64], and gives the one likeliest by token. Nothing is streamed. */
        public Builder bestOf(int answers) {
            this.bestOf = Require.inRange(answers, 1, 64, "answers");
            return this;
        }

        /**
         * Follows that many beginnings at once, in [1, 64], in place of drawing; 1 does not search. Nothing is streamed.
         *
         * <p>A search goes by the probabilities as the model gives them: a request that also asks for a form, penalties,
         * a bias, a least length, log-probabilities or several answers is refused.
         */
        public Builder beams(int beams) {
            this.beams = Require.inRange(beams, 1, 64, "beams");
            return this;
        }

        /** Sets to what power the length of an answer divides its score in a beam search, in [-10, 10]. */
        public Builder lengthPenalty(double lengthPenalty) {
            this.lengthPenalty = Require.inRange(lengthPenalty, -10, 10, "lengthPenalty");
            return this;
        }

        /** Sets the form an answer must have. */
        public Builder form(AnswerForm form) {
            this.form = Require.nonNull(form, "form");
            return this;
        }

        /** Has the answer be one of these texts. */
        public Builder choices(String... choices) {
            return form(new AnswerForm.Choices(List.of(choices)));
        }

        /** Has the answer match a regular expression, from its first to its last character. */
        public Builder regex(String regex) {
            return form(new AnswerForm.Regex(regex));
        }

        /**
         * Sets a further variable of the chat template: a text, number, boolean, list or map.
         *
         * <p>It goes into the prompt as it is, markers of the model included: give no text here that users wrote.
         */
        public Builder templateVariable(String name, Object value) {
            Map<String, Object> variables = new LinkedHashMap<>(templateVariables);
            variables.put(Require.nonBlank(name, "name"), Require.nonNull(value, "value"));
            this.templateVariables = Map.copyOf(variables);
            return this;
        }

        /** {@return the options} */
        public OnnxOptions build() {
            return new OnnxOptions(new Builder(this));
        }
    }
}
