package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;
import java.util.Optional;

/** What a judge says about one statement. */
public enum Verdict {
    /** It holds. */
    YES,
    /** It does not hold. */
    NO,
    /** What the judge was given does not tell. */
    UNSURE;

    /** {@return the word that judges are asked to use, which {@link #read} understands} */
    public String word() {
        return switch (this) {
            case YES -> "yes";
            case NO -> "no";
            case UNSURE -> "unsure";
        };
    }

    /**
     * {@return the verdict that {@code text} is, whatever its case; empty if it is none}
     *
     * <p>Only a whole word counts: {@code "Yes "} is a verdict, {@code "yes, mostly"} is not. For {@link #UNSURE} other
     * tools say {@code idk} or {@code borderline}.
     */
    public static Optional<Verdict> read(String text) {
        return switch (plain(text)) {
            case "yes" -> Optional.of(YES);
            case "no" -> Optional.of(NO);
            case "unsure", "idk", "borderline" -> Optional.of(UNSURE);
            default -> Optional.empty();
        };
    }

    /** {@return {@code text} in small letters and without white space at its ends, as other tools compare it} */
    public static String plain(String text) {
        return PythonText.lower(PythonText.strip(Require.nonNull(text, "text")));
    }
}
