package dev.llmops.eval.text;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.regex.PatientText;
import dev.llmops.eval.regex.SlowPatternException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a regular expression finds something in the answer: 1 or 0. The score of a corpus is the mean.
 *
 * <p>The expression is the same for all items, or each reference of an item is one, of which one must match. An
 * expression that takes too long on an answer fails instead of blocking the run. Immutable; safe for concurrent use.
 */
public final class RegexMatch implements Metric {
    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;

    private final @Nullable Pattern pattern;
    private final boolean whole;

    private RegexMatch(@Nullable Pattern pattern, boolean whole) {
        this.pattern = pattern;
        this.whole = whole;
    }

    /**
     * {@return whether {@code regex} finds something}
     *
     * @param regex in the syntax of Java; {@code \w}, {@code \d} and {@code \s} take in all of Unicode
     */
    public static RegexMatch of(String regex) {
        try {
            return new RegexMatch(Pattern.compile(Require.nonNull(regex, "regex"), FLAGS), false);
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException(
                    "regex", "regex must be a regular expression; " + regex + " is none: " + e.getDescription());
        }
    }

    /** {@return whether one of the item's references, taken as regular expressions, finds something} */
    public static RegexMatch references() {
        return new RegexMatch(null, false);
    }

    /** {@return this metric, with the whole answer to be matched} */
    public RegexMatch whole() {
        return new RegexMatch(pattern, true);
    }

    @Override
    public Signature signature() {
        return Signature.of("regex-match")
                .with(
                        "regex",
                        pattern == null
                                ? "references"
                                : Integer.toHexString(pattern.pattern().hashCode()))
                .with("match", whole ? "whole" : "part");
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        if (pattern != null) {
            return matches(pattern, sample.output().text());
        }
        List<String> references = sample.item().references();
        if (references.isEmpty()) {
            return Score.unmeasured("the item has no reference");
        }
        Score best = Score.of(0);
        for (int i = 0; i < references.size(); i++) {
            Pattern reference;
            try {
                reference = Pattern.compile(references.get(i), FLAGS);
            } catch (PatternSyntaxException e) {
                return Score.failed("reference " + (i + 1) + " of item "
                        + sample.item().id() + " is no regular expression: " + e.getDescription());
            }
            Score score = matches(reference, sample.output().text());
            if (!(score instanceof Score.Measured measured) || measured.value() > 0) {
                best = score;
                break;
            }
        }
        return best;
    }

    private Score matches(Pattern pattern, String text) {
        try {
            boolean found = PatientText.search(text, patient -> {
                Matcher matcher = pattern.matcher(patient);
                return whole ? matcher.matches() : matcher.find();
            });
            return Score.of(found ? 1 : 0);
        } catch (SlowPatternException e) {
            return Score.failed(e.problem());
        }
    }

    @Override
    public String toString() {
        return signature().toString();
    }
}
