package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads verdicts in double brackets, as judges of MT-bench are asked to give them.
 *
 * <p>The first hit counts, whatever else the answer says, so an answer that quotes what it judges can mislead these
 * readers. Use them to reproduce figures. (L. Zheng et al.: Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena,
 * 2023; FastChat.)
 */
public final class MtBenchFormat {
    /** By how much scores may differ in a tie. */
    public static final double TIE = 0.1;

    private static final String NUMBER = "(\\p{Nd}++\\.?+\\p{Nd}*+)";
    private static final String PAIR = NUMBER + ",[" + PythonText.SPACES + "]?" + NUMBER;
    private static final Pattern RATING = Pattern.compile("\\[\\[" + NUMBER + "\\]\\]");
    private static final Pattern BARE_RATING = Pattern.compile("\\[" + NUMBER + "\\]");
    private static final Pattern RATINGS = Pattern.compile("\\[\\[" + PAIR + "\\]\\]");
    private static final Pattern BARE_RATINGS = Pattern.compile("\\[" + PAIR + "\\]");

    private MtBenchFormat() {}

    /** {@return the rating {@code [[7.5]]}, else {@code [7.5]}; empty where the original says −1} */
    public static OptionalDouble rating(String answer) {
        Matcher match = first(RATING, BARE_RATING, answer);
        return match == null ? OptionalDouble.empty() : PythonNumber.ofLiteral(match.group(1));
    }

    /** {@return {@code [[A]]}, else {@code [[B]]}, else {@code [[C]]} for a tie, wherever they stand} */
    public static Optional<Preference> preference(String answer) {
        Require.nonNull(answer, "answer");
        if (answer.contains("[[A]]")) {
            return Optional.of(Preference.FIRST);
        }
        if (answer.contains("[[B]]")) {
            return Optional.of(Preference.SECOND);
        }
        return answer.contains("[[C]]") ? Optional.of(Preference.TIE) : Optional.empty();
    }

    /** {@return the ratings {@code [[7, 8]]}, else {@code [7, 8]}; a difference up to {@link #TIE} is a tie} */
    public static Optional<PairScores> ratings(String answer) {
        Matcher match = first(RATINGS, BARE_RATINGS, answer);
        if (match == null) {
            return Optional.empty();
        }
        OptionalDouble one = PythonNumber.ofLiteral(match.group(1));
        OptionalDouble other = PythonNumber.ofLiteral(match.group(2));
        return one.isPresent() && other.isPresent()
                ? Optional.of(new PairScores(one.getAsDouble(), other.getAsDouble()))
                : Optional.empty();
    }

    private static @Nullable Matcher first(Pattern wanted, Pattern backup, String answer) {
        Matcher match = wanted.matcher(Require.nonNull(answer, "answer"));
        if (match.find()) {
            return match;
        }
        Matcher second = backup.matcher(answer);
        return second.find() ? second : null;
    }
}
