package dev.llmops.eval.benchmark;

import dev.llmops.eval.regex.PatientText;
import dev.llmops.eval.text.ExactMatch;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether an answer is the right one: as {@link ExactMatch} says, after what expressions of Python match was deleted
 * from both.
 *
 * @param ignored expressions whose matches are deleted, one after the other
 * @param match what else is of no matter
 */
record ExactAnswer(List<Pattern> ignored, ExactMatch match) implements GenerationForm.Comparison {
    ExactAnswer {
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
            plain = PatientText.search(
                    plain, patient -> pattern.matcher(patient).replaceAll(""));
        }
        return match.normalize(plain);
    }
}
