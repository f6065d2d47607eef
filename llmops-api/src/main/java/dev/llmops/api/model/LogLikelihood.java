package dev.llmops.api.model;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import java.util.List;

/**
 * Tells how likely a model finds given texts.
 *
 * <p>What multiple-choice benchmarks and perplexity rest on: the model writes nothing, it judges what is there. Safe
 * for concurrent use.
 */
@FunctionalInterface
public interface LogLikelihood {
    /** {@return how likely each text is after its context, in order} */
    List<Likelihood> judge(List<Continuation> continuations, CallControl control);

    /**
     * {@return how likely each whole text is, from its beginning, in order}
     *
     * @implSpec the default judges each text behind an empty context. A model with a limited context overrides it: it
     *     judges a long text in windows that are as long as the context allows, each token in exactly one of them and
     *     with at least one token before it.
     */
    default List<Likelihood> judgeWhole(List<String> texts, CallControl control) {
        return judge(texts.stream().map(text -> new Continuation("", text)).toList(), control);
    }

    /**
     * {@return how texts become tokens here, as far as likelihoods depend on it}
     *
     * @implSpec the default knows nothing
     */
    default Conventions conventions() {
        return Conventions.unknown();
    }

    /** {@return how likely {@code text} is after {@code context}} */
    default Likelihood judge(String context, String text) {
        return judge(List.of(new Continuation(context, text)), CallControl.detached())
                .get(0);
    }

    /**
     * A text in its place.
     *
     * @param context what comes before; empty for the beginning of a text
     * @param text what is judged; not empty
     */
    record Continuation(String context, String text) {
        /** Checks both components. */
        public Continuation {
            Require.nonNull(context, "context");
            Require.that(!Require.nonNull(text, "text").isEmpty(), "text", "text must not be empty");
        }

        /** Shows lengths only. */
        @Override
        public String toString() {
            return "Continuation[" + context.length() + " + " + text.length() + " characters]";
        }
    }

    /**
     * How likely a text is.
     *
     * @param logprob the natural logarithm of its probability: the sum over its tokens
     * @param tokens how many tokens it has
     * @param greedy whether the model would have written just this by taking the likeliest token each time
     */
    record Likelihood(double logprob, int tokens, boolean greedy) {
        /** {@return the exponential of the mean negative log-probability of a token: 1 for a text that is certain} */
        public double perplexity() {
            return Math.exp(-logprob / tokens);
        }
    }

    /**
     * How texts become tokens: what makes likelihoods of one model differ between two ways to run it. The values are
     * short words for signatures, without blanks.
     *
     * @param beginning what a text without a context begins behind, such as {@code "special"} for the tokens that the
     *     tokenizer puts there, {@code "bos"}, {@code "eos"} or {@code "none"}
     * @param boundary how context and text are told apart, such as {@code "tokens"} where both are tokenised together
     *     and the tokens behind those of the context count, or {@code "offsets"} where the tokens count that reach
     *     behind the last character of the context
     * @param tokenizer a name or hash of the tokenizer
     */
    record Conventions(String beginning, String boundary, String tokenizer) {
        private static final Conventions UNKNOWN = new Conventions("unknown", "unknown", "unknown");

        /** Checks the components. */
        public Conventions {
            Require.nonBlank(beginning, "beginning");
            Require.nonBlank(boundary, "boundary");
            Require.nonBlank(tokenizer, "tokenizer");
        }

        /** {@return conventions of which nothing is known} */
        public static Conventions unknown() {
            return UNKNOWN;
        }
    }
}
