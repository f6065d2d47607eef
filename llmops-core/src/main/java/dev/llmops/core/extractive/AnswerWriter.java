package dev.llmops.core.extractive;

import dev.llmops.core.language.Statement;
import java.util.List;
import java.util.regex.Pattern;

/** Writes the selected statements down, each with the number of its passage before the full stop. */
final class AnswerWriter {
    /** What would look like the number of a passage, wherever the source has it from. */
    private static final Pattern MARKER = Pattern.compile("\\s?\\[[\\d\\s,]{1,20}]");

    private AnswerWriter() {}

    /** {@return the sentences of the answer, in the order of {@code selected}} */
    static List<String> write(List<SentenceRanker.Ranked> selected) {
        return selected.stream().map(ranked -> sentence(ranked.candidate())).toList();
    }

    private static String sentence(Candidate candidate) {
        String marker = " [" + (candidate.passage() + 1) + "]";
        if (candidate.statement().kind() == Statement.Kind.CODE) {
            return "`" + candidate.text() + "`" + marker + ".";
        }
        String text = MARKER.matcher(candidate.text()).replaceAll("").strip();
        int end = text.length();
        while (end > 0 && ".!?;,:…。！？".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        String mark = end < text.length() ? text.substring(end, end + 1) : ".";
        boolean ends = ".!?…。！？".contains(mark);
        return text.substring(0, end) + marker + (ends ? mark : ".");
    }
}
