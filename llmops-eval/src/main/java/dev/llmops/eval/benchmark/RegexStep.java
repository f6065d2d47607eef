package dev.llmops.eval.benchmark;

import dev.llmops.eval.regex.PatientText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds one match of an expression: its first group that matched anything, or the whole match if there are no groups.
 *
 * @param pattern what is looked for
 * @param select which match counts, from 0; negative ones count from the last, which is −1
 * @param fallback the answer if there is no such match
 */
record RegexStep(Pattern pattern, int select, String fallback) implements UnaryOperator<String> {
    @Override
    public String apply(String text) {
        List<String> found = PatientText.search(text, this::all);
        int index = select < 0 ? found.size() + select : select;
        if (index < 0 || index >= found.size()) {
            return fallback;
        }
        return found.get(index);
    }

    private List<String> all(CharSequence text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(found(matcher));
        }
        return found;
    }

    private String found(Matcher matcher) {
        if (matcher.groupCount() == 0) {
            return PythonWords.strip(matcher.group());
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String text = matcher.group(group);
            if (text != null && !text.isEmpty()) {
                return PythonWords.strip(text);
            }
        }
        return matcher.groupCount() == 1 ? "" : fallback;
    }
}
