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
}
