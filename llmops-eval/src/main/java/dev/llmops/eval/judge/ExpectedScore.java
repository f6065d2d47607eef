package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.api.model.TokenLogprob;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The score that a judge gives on average, as the probabilities of its tokens tell without asking it many times.
 *
 * <p>(Y. Liu et al.: G-Eval, 2023. Which token and which alternatives count is defined as in DeepEval 4.)
 */
public final class ExpectedScore {
    /** Alternatives with a smaller probability do not count. */
    public static final double LEAST_PROBABILITY = 0.01;

    private ExpectedScore() {}

    /**
     * {@return the mean of the scores that could have stood where {@code score} was written, weighted by probability}
     *
     * <p>The place is the last token that is {@code score} and nothing else. Of the alternatives there, those count
     * that consist of decimal digits, without a blank before them. Empty if there is no such token or alternative.
     *
     * @param score the score that was written
     * @param tokens the tokens of the answer
     * @param least the lowest score that counts
     * @param most the highest score that counts
     */
    public static OptionalDouble of(int score, List<TokenLogprob> tokens, int least, int most) {
        String wanted = Integer.toString(score);
        for (int i = Require.nonNull(tokens, "tokens").size() - 1; i >= 0; i--) {
            if (tokens.get(i).token().equals(wanted)) {
                return mean(tokens.get(i).alternatives(), least, most);
            }
        }
        return OptionalDouble.empty();
    }

    /** {@return the mean of those of {@code alternatives} that are scores from {@code least} to {@code most}} */
    public static OptionalDouble mean(List<TokenLogprob> alternatives, int least, int most) {
        double floor = Math.log(LEAST_PROBABILITY);
        BigInteger low = BigInteger.valueOf(least);
        BigInteger high = BigInteger.valueOf(most);
        TreeMap<BigInteger, Double> weights = new TreeMap<>();
        double total = 0;
        for (TokenLogprob alternative : Require.nonNull(alternatives, "alternatives")) {
            if (alternative.logprob() >= floor && isDecimal(alternative.token())) {
                BigInteger value = new BigInteger(PrometheusFormat.ascii(alternative.token()));
                if (value.compareTo(low) >= 0 && value.compareTo(high) <= 0) {
                    double probability = Math.exp(alternative.logprob());
                    weights.merge(value, probability, Double::sum);
                    total += probability;
                }
            }
        }
        double sum = 0;
        for (var weight : weights.entrySet()) {
            sum += weight.getKey().doubleValue() * weight.getValue();
        }
        return weights.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum / total);
    }

    private static boolean isDecimal(String token) {
        return !token.isEmpty()
                && token.codePoints().allMatch(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER);
    }
}
