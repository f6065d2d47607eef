package dev.llmops.eval.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether an answer is the right one, after some things are taken away from both: first what the expressions match,
 * then case, then ASCII punctuation, then ASCII digits.
 *
 * @param ignored expressions whose matches are deleted
 * @param ignoreCase whether case is of no matter
 * @param ignorePunctuation whether ASCII punctuation is deleted
 * @param ignoreNumbers whether ASCII digits are deleted
 */
record ExactMatch(List<Pattern> ignored, boolean ignoreCase, boolean ignorePunctuation, boolean ignoreNumbers)
        implements GenerationForm.Comparison {
    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");

    ExactMatch {
        ignored = List.copyOf(ignored);
    }

    @Override
    public ItemValue of(List<String> references, String text) {
        String plain = plain(text);
        return new ItemValue.Single(
                references.stream().anyMatch(reference -> plain(reference).equals(plain)) ? 1 : 0);
    }

    private String plain(String text) {
        String plain = text;
        for (Pattern pattern : ignored) {
            plain = pattern.matcher(plain).replaceAll("");
        }
        if (ignoreCase) {
            plain = plain.toLowerCase(Locale.ROOT);
        }
        if (ignorePunctuation) {
            plain = PUNCTUATION.matcher(plain).replaceAll("");
        }
        return ignoreNumbers ? DIGIT.matcher(plain).replaceAll("") : plain;
    }
}
