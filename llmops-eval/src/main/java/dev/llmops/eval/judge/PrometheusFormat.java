package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the answers of judges that were trained in the way of Prometheus: feedback, then {@code [RESULT]} and a score
 * from 1 to 5 or the letter of the better response.
 *
 * <p>{@code STRICT} takes and leaves exactly what prometheus-eval (2025-04) does, including clear answers that it
 * leaves, such as {@code "[RESULT] 4."}. {@code TOLERANT} takes those too. It wants a whole number, and
 * gives none where verdicts contradict each other. (S. Kim et al.: Prometheus 2, 2024.)
 */
public enum PrometheusFormat {
    /** As the original reads. */
    STRICT,
    /** As a person reads. */
    TOLERANT;

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNIX_LINES;
    private static final String BLANK = "[" + PythonText.SPACES + "]";

    /** Ends with the text, so that a verdict within the feedback is not one. Possessive, so that time is linear. */
    private static final Pattern SCORE_AT_END = Pattern.compile(
            "(?:\\[score\\]|\\[result\\]:?|(?:score|result):?|score" + BLANK + "+of)[(\\[" + PythonText.SPACES
                    + "]*+(\\p{Nd}++)(?:[)\\]]|/" + BLANK + "*+5|" + BLANK + "*+out" + BLANK + "*+of" + BLANK + "*+5)?"
                    + BLANK + "*+\\z",
            FLAGS);

    private static final Pattern LETTER_AT_LINE_END = Pattern.compile(
            "(?:\\[result\\](?:" + BLANK + "+response)?|\\[result:|\\[response" + BLANK + "|^result:?)" + BLANK
                    + "*+([ab])\\]?[" + PythonText.SPACES + "&&[^\\n]]*+(?=\\n|\\z)",
            FLAGS | Pattern.MULTILINE);

    private static final Pattern LABELLED_NUMBER = Pattern.compile(
            "(?:\\[score\\]|\\[result\\]|\\bscore|\\bresult)(?:" + BLANK + "++of\\b|" + BLANK + "++is\\b)?[:=*_(\\[\""
                    + PythonText.SPACES + "]*+(\\p{Nd}++(?:[.,]\\p{Nd}++)?+)",
            FLAGS);

    private static final Pattern LABELLED_LETTER = Pattern.compile(
            "(?:\\[result\\]|\\[result:|\\bresult:|\\bwinner:)[:=*_(\\[\"" + PythonText.SPACES + "]*+(?:response"
                    + BLANK + "*+)?([ab])(?![\\p{L}\\p{Nd}'’])",
            FLAGS);

    /** {@return the score that {@code answer} gives, from 1 to 5; empty if it gives none} */
    public OptionalInt score(String answer) {
        Require.nonNull(answer, "answer");
        return this == STRICT ? strictScore(answer) : tolerantScore(answer);
    }

    /** {@return the response that {@code answer} prefers, A being the first; empty if it does not tell} */
    public Optional<Preference> preference(String answer) {
        Require.nonNull(answer, "answer");
        return this == STRICT ? strictPreference(answer) : tolerantPreference(answer);
    }

    private static OptionalInt strictScore(String answer) {
        Matcher match = SCORE_AT_END.matcher(answer);
        return match.find() ? whole(match.group(1)) : OptionalInt.empty();
    }

    private static OptionalInt tolerantScore(String answer) {
        // A label in brackets stands for nothing but a verdict, so it outranks the words "score" and "result".
        Set<String> marked = new HashSet<>();
        Set<String> worded = new HashSet<>();
        Matcher match = LABELLED_NUMBER.matcher(answer);
        while (match.find()) {
            (answer.charAt(match.start()) == '[' ? marked : worded).add(match.group(1));
        }
        Set<String> verdicts = marked.isEmpty() ? worded : marked;
        return verdicts.size() == 1 ? whole(verdicts.iterator().next()) : OptionalInt.empty();
    }

    private static OptionalInt whole(String digits) {
        try {
            BigDecimal number = new BigDecimal(ascii(digits).replace(',', '.'));
            return number.compareTo(BigDecimal.ONE) >= 0
                            && number.compareTo(BigDecimal.valueOf(5)) <= 0
                            && number.stripTrailingZeros().scale() <= 0
                    ? OptionalInt.of(number.intValue())
                    : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** {@return {@code text} with decimal digits of any script as ASCII ones} */
    static String ascii(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static Optional<Preference> strictPreference(String answer) {
        Matcher match = LETTER_AT_LINE_END.matcher(answer);
        return match.find() ? Optional.of(letter(match.group(1))) : Optional.empty();
    }

    private static Optional<Preference> tolerantPreference(String answer) {
        Preference found = null;
        Matcher match = LABELLED_LETTER.matcher(answer);
        while (match.find()) {
            Preference next = letter(match.group(1));
            if (found != null && found != next) {
                return Optional.empty();
            }
            found = next;
        }
        return Optional.ofNullable(found);
    }

    private static Preference letter(String letter) {
        return letter.equalsIgnoreCase("a") ? Preference.FIRST : Preference.SECOND;
    }
}
