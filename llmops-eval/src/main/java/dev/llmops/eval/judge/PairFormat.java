package dev.llmops.eval.judge;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a judge tells which of two answers is better. */
public enum PairFormat {
    /** In a form with the key of the request. */
    FORM(""),
    /** In two scores in the first line, as judges trained like JudgeLM do. */
    JUDGELM("In the first line write two numbers from 1 to 10 with a single blank between them and nothing else: the "
            + "score of the first answer and the score of the second. From the second line on, give your reasons."),
    /** In {@code [[A]]}, {@code [[B]]} or {@code [[C]]} for a tie, as judges of MT-bench do. */
    MT_BENCH("Give your reasons first. Then end with [[A]] if the first answer is better, [[B]] if the second one is, "
            + "or [[C]] if neither is."),
    /** In {@code [RESULT] A} or {@code B}, as judges trained like Prometheus do; there are no ties. */
    PROMETHEUS("Give your feedback first. Then end with [RESULT] and the letter of the better answer, A for the first "
            + "or B for the second, and nothing after it.");

    private final String request;

    PairFormat(String request) {
        this.request = request;
    }

    /** {@return what the judge is told about it} */
    String request() {
        return request;
    }

    /** {@return the preference in {@code answer}; scores that differ by no more than {@code threshold} are a tie} */
    Optional<Preference> read(JudgeAnswer answer, double threshold) {
        return switch (this) {
            case FORM ->
                Optional.of(
                        switch (answer.text("better")) {
                            case "first" -> Preference.FIRST;
                            case "second" -> Preference.SECOND;
                            default -> Preference.TIE;
                        });
            case JUDGELM -> JudgeLmFormat.TOLERANT.scores(answer.raw()).map(scores -> scores.preference(threshold));
            case MT_BENCH -> onlyOne(answer.raw());
            case PROMETHEUS -> PrometheusFormat.TOLERANT.preference(answer.raw());
        };
    }

    /** Stricter than MT-bench: an answer that names several verdicts, perhaps quoting one, names none. */
    private static Optional<Preference> onlyOne(String text) {
        long verdicts =
                Stream.of("[[A]]", "[[B]]", "[[C]]").filter(text::contains).count();
        return verdicts == 1 ? MtBenchFormat.preference(text) : Optional.empty();
    }

    /** {@return the reasons in {@code answer}} */
    String reason(JudgeAnswer answer) {
        return this == FORM ? answer.text("reason") : answer.raw();
    }

    /** {@return how signatures write it} */
    String sign() {
        return this == FORM ? "json" : name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
