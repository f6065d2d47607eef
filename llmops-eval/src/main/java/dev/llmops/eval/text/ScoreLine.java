package dev.llmops.eval.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes scores as sacreBLEU prints them. */
final class ScoreLine {
    private ScoreLine() {}

    /** {@return {@code name = score}, with the interval if there is one} */
    static String heading(String name, CorpusScore score, int decimals) {
        StringBuilder text = new StringBuilder(name).append(" = ").append(rounded(score.score(), decimals));
        score.interval()
                .ifPresent(interval -> text.append(" (μ = ")
                        .append(rounded(interval.mean(), decimals))
                        .append(" ± ")
                        .append(rounded(interval.halfWidth(), decimals))
                        .append(')'));
        return text.toString();
    }

    /** {@return {@code value} with {@code decimals} places: the nearest to the exact binary value, half to even} */
    static String rounded(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
}
