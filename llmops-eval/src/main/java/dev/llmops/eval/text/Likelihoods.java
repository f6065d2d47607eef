package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;
import java.util.Arrays;
import java.util.List;

/**
 * Figures from natural logarithms of probabilities.
 *
 * <p>Which tokens have a log-probability is the caller's: all but the first of a sequence that begins with the token
 * for the beginning, without padding. Left out, that token gives absurd values.
 */
public final class Likelihoods {
    private static final double LN_2 = Math.log(2);

    private Likelihoods() {}

    /** {@return exp(−sum / count): perplexity per whatever was counted} */
    public static double perplexity(double sumOfLogprobs, double count) {
        return Math.exp(-sumOfLogprobs / count);
    }

    /** {@return how many bits a byte takes: −sum / bytes / ln 2} */
    public static double bitsPerByte(double sumOfLogprobs, double bytes) {
        return -sumOfLogprobs / bytes / LN_2;
    }

    /** {@return the perplexity of one text} */
    public static double perplexity(double[] tokenLogprobs) {
        Require.that(tokenLogprobs.length > 0, "tokenLogprobs", "tokenLogprobs must not be empty");
        double sum = 0;
        for (double logprob : tokenLogprobs) {
            sum += logprob;
        }
        return perplexity(sum, tokenLogprobs.length);
    }

    /** {@return the mean of the perplexities of texts: what Hugging Face's evaluate reports; every text weighs alike} */
    public static double meanPerplexity(List<double[]> texts) {
        Require.that(!texts.isEmpty(), "texts", "texts must not be empty");
        double sum = 0;
        for (double[] text : texts) {
            sum += perplexity(text);
        }
        return sum / texts.size();
    }

    /** {@return the perplexity of all texts together; every token weighs alike} */
    public static double corpusPerplexity(List<double[]> texts) {
        return perplexity(texts.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    /** {@return how many pieces white space splits the text into, empty ones at its ends included, as lm-eval counts} */
    public static int words(String text) {
        int words = 1;
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            boolean nowSpace = PythonText.isSpace(text.charAt(i));
            if (nowSpace && !space) {
                words++;
            }
            space = nowSpace;
        }
        return words;
    }
}
