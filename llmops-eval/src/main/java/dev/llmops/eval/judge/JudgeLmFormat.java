package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the answers of judges that were trained in the way of JudgeLM: two scores in the first line, then the reasons.
 *
 * <p>(L. Zhu, X. Wang, X. Wang: JudgeLM, 2023.)
 */
public enum JudgeLmFormat {
    /** As the original: exactly two fields between single blanks, a comma being one, both of them numbers, which NaN is not. */
    STRICT,
    /** Any white space and punctuation between two finite numbers that fill the first line which is not empty. */
    TOLERANT;

    /** {@return the scores that {@code answer} begins with; empty where the original says (−1, −1)} */
    public Optional<PairScores> scores(String answer) {
        Require.nonNull(answer, "answer");
        return this == STRICT ? strict(answer) : tolerant(answer);
    }

    private static Optional<PairScores> strict(String answer) {
        int end = answer.indexOf('\n');
        String line = (end < 0 ? answer : answer.substring(0, end)).replace(',', ' ');
        int blank = line.indexOf(' ');
        if (blank < 0 || line.indexOf(' ', blank + 1) >= 0) {
            return Optional.empty();
        }
        return pair(PythonNumber.ofFloat(line.substring(0, blank)), PythonNumber.ofFloat(line.substring(blank + 1)));
    }

    private static Optional<PairScores> tolerant(String answer) {
        String text = PythonText.strip(answer);
        int end = text.indexOf('\n');
        List<OptionalDouble> numbers = new ArrayList<>();
        for (String field : (end < 0 ? text : text.substring(0, end)).split("[,;|" + PythonText.SPACES + "]+", -1)) {
            if (!field.isEmpty()) {
                numbers.add(PythonNumber.ofFloat(field));
            }
        }
        return numbers.size() == 2
                ? pair(numbers.get(0), numbers.get(1))
                        .filter(scores -> Double.isFinite(scores.first()) && Double.isFinite(scores.second()))
                : Optional.empty();
    }

    private static Optional<PairScores> pair(OptionalDouble first, OptionalDouble second) {
        boolean numbers = first.isPresent()
                && second.isPresent()
                && !Double.isNaN(first.getAsDouble())
                && !Double.isNaN(second.getAsDouble());
        return numbers ? Optional.of(new PairScores(first.getAsDouble(), second.getAsDouble())) : Optional.empty();
    }
}
