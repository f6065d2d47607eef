package dev.llmops.eval.text;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.python.PythonText;
import dev.llmops.eval.regex.PatientText;
import dev.llmops.eval.regex.SlowPatternException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Whether the answer equals a reference: 1 or 0. The score of a corpus is the mean.
 *
 * <p>What does not count is taken out of both texts first, in this order: matches of regular expressions, case, ASCII
 * punctuation, ASCII digits. As {@code exact_match} of lm-evaluation-harness and of Hugging Face's evaluate. Immutable;
 * safe for concurrent use.
 */
public final class ExactMatch implements TextMetric {
    private final List<Pattern> ignored;
    private final boolean ignoreCase;
    private final boolean ignorePunctuation;
    private final boolean ignoreNumbers;

    private ExactMatch(List<Pattern> ignored, boolean ignoreCase, boolean ignorePunctuation, boolean ignoreNumbers) {
        this.ignored = ignored;
        this.ignoreCase = ignoreCase;
        this.ignorePunctuation = ignorePunctuation;
        this.ignoreNumbers = ignoreNumbers;
    }

    /** {@return equality of every character} */
    public static ExactMatch strict() {
        return new ExactMatch(List.of(), false, false, false);
    }

    /** {@return this metric without regard to case} */
    public ExactMatch ignoringCase() {
        return new ExactMatch(ignored, true, ignorePunctuation, ignoreNumbers);
    }

    /** {@return this metric without regard to the 32 punctuation marks of ASCII} */
    public ExactMatch ignoringPunctuation() {
        return new ExactMatch(ignored, ignoreCase, true, ignoreNumbers);
    }

    /** {@return this metric without regard to the digits of ASCII} */
    public ExactMatch ignoringNumbers() {
        return new ExactMatch(ignored, ignoreCase, ignorePunctuation, true);
    }

    /**
     * {@return this metric without regard to what {@code regexes} find, one after the other, behind those it has}
     *
     * @param regexes in the syntax of Java; {@code \w}, {@code \d} and {@code \s} take in all of Unicode
     */
    public ExactMatch ignoring(String... regexes) {
        List<Pattern> more = new ArrayList<>(ignored);
        for (String regex : regexes) {
            try {
                more.add(Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES));
            } catch (PatternSyntaxException e) {
                throw new InvalidInputException(
                        "regexes", "regexes must be regular expressions; " + regex + " is none: " + e.getDescription());
            }
        }
        return new ExactMatch(List.copyOf(more), ignoreCase, ignorePunctuation, ignoreNumbers);
    }

    @Override
    public Signature signature() {
        Signature signature = Signature.of("exact-match")
                .with("refs", "any")
                .with("case", ignoreCase ? "ignored" : "mixed")
                .with("punct", ignorePunctuation ? "ignored" : "kept")
                .with("numbers", ignoreNumbers ? "ignored" : "kept");
        if (!ignored.isEmpty()) {
            // Regular expressions hold what signatures must not, so they are told apart by a digest.
            String all =
                    String.join("\n", ignored.stream().map(Pattern::pattern).toList());
            signature = signature.with("ignored", ignored.size() + "-" + Integer.toHexString(all.hashCode()));
        }
        return signature.with("compat", "lm-eval-0.4");
    }

    @Override
    public Score score(String text, List<String> references) {
        if (references.isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        try {
            String answer = normalize(text);
            boolean right = references.stream()
                    .anyMatch(reference -> normalize(reference).equals(answer));
            return Score.of(right ? 1 : 0);
        } catch (SlowPatternException e) {
            return Score.failed(e.problem());
        }
    }

    /**
     * {@return what is compared}
     *
     * @throws dev.llmops.api.LlmException if an expression that is ignored takes too long on {@code text}
     */
    public String normalize(String text) {
        String left = Require.nonNull(text, "text");
        for (Pattern pattern : ignored) {
            left = PatientText.search(left, patient -> pattern.matcher(patient).replaceAll(""));
        }
        if (ignoreCase) {
            left = PythonText.lower(left);
        }
        if (ignorePunctuation) {
            left = PythonText.withoutPunctuation(left);
        }
        return ignoreNumbers ? withoutDigits(left) : left;
    }

    private static String withoutDigits(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
