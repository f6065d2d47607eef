package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.pipeline.OutputFormatException.Violation;
import dev.llmops.core.schema.LenientJson.Cause;
import dev.llmops.core.schema.LenientJson.Malformed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JSON values in an answer: the answer as a whole, else what its code fences hold, else
 * what stands in its prose.
 *
 * <p>Prose has brackets too. What begins like an object with a key and then breaks is taken for the
 * broken answer, so that no part inside it is mistaken for the whole. The work is linear in the
 * length of the answer.
 */
final class AnswerJson {
    private static final int WORK_PER_CHARACTER = 8;
    private static final int LEAST_WORK = 10_000;
    private static final int MOST_VALUES = 64;

    private final String text;
    private final String opening;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<String> repairs = new LinkedHashSet<>();
    private final int first;
    private final int last;
    private long work;

    private AnswerJson(String text, String opening) {
        this.text = text;
        this.opening = opening;
        this.first = skipSpace(text, 0);
        int end = text.length();
        while (end > first && isSpace(text.charAt(end - 1))) {
            end--;
        }
        this.last = end;
        this.work = LEAST_WORK + (long) text.length() * WORK_PER_CHARACTER;
    }

    /**
     * {@return the values found; at least one, if only to say what is wrong}
     *
     * @param opening the characters with which a value can begin that stands in prose, out of <code>{[</code>
     */
    static List<Candidate> find(String text, String opening) {
        AnswerJson search = new AnswerJson(text, opening);
        search.search();
        return search.candidates;
    }

    private void search() {
        int start = skipReasoning();
        if (text.isBlank() || start == text.length()) {
            broken("is empty");
            return;
        }
        Malformed failure = tryWhole(start);
        if (candidates.isEmpty()) {
            searchFences(start);
        }
        if (candidates.isEmpty()) {
            repairs.remove("code fence");
            searchProse(start, text.length());
        }
        if (candidates.isEmpty()) {
            broken(failure == null ? "is more than one JSON value" : failure.problem(text));
        }
    }

    /** Goes past what some models think aloud before they answer. */
    private int skipReasoning() {
        int end = text.startsWith("<think>", first) ? text.indexOf("</think>", first) : -1;
        if (end < 0) {
            return first;
        }
        repairs.add("reasoning before the JSON");
        return skipSpace(text, end + "</think>".length());
    }

    private static int skipSpace(String text, int start) {
        int i = start;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\uFEFF';
    }

    /** Takes the text as one value, and returns what speaks against it; null if only more follows. */
    private @Nullable Malformed tryWhole(int start) {
        LenientJson json = new LenientJson(text, start, text.length());
        try {
            JsonNode value = json.read();
            int end = json.position();
            if (json.atEnd()) {
                found(value, json, start, end);
            }
            return null;
        } catch (Malformed e) {
            if (opening.indexOf(text.charAt(start)) >= 0 && isTheAnswer(json, e)) {
                broken(e.problem(text));
            }
            return e;
        }
    }

    private static boolean isTheAnswer(LenientJson json, Malformed failure) {
        return json.insideObject() || failure.reason() != Cause.SYNTAX;
    }

    private void searchFences(int start) {
        int line = start;
        while (line < text.length() && line >= 0) {
            int marker = line;
            while (marker < text.length() && text.charAt(marker) == ' ') {
                marker++;
            }
            int content = text.indexOf('\n', marker) + 1;
            if (!text.startsWith("```", marker) && !text.startsWith("~~~", marker)) {
                line = content == 0 ? text.length() : content;
                continue;
            }
            if (content == 0) {
                return;
            }
            int end = text.indexOf("\n" + text.substring(marker, marker + 3), content - 1);
            repairs.add("code fence");
            searchProse(content, end < 0 ? text.length() : end);
            int next = end < 0 ? -1 : text.indexOf('\n', end + 1);
            line = next < 0 ? text.length() : next + 1;
        }
    }

    private void searchProse(int start, int end) {
        int i = nextOpening(start, end);
        while (i >= 0 && work > 0) {
            LenientJson json = new LenientJson(text, i, end);
            int next;
            try {
                JsonNode value = json.read();
                next = json.position();
                if (candidates.size() == MOST_VALUES) {
                    broken("has more than " + MOST_VALUES + " JSON values; there must be exactly one");
                    return;
                }
                found(value, json, i, next);
            } catch (Malformed e) {
                if (isTheAnswer(json, e) && (json.insideObject() || candidates.isEmpty())) {
                    broken(e.problem(text));
                    return;
                }
                next = i + 1;
            }
            work -= json.position() - i + 1L;
            i = nextOpening(next, end);
        }
    }

    private int nextOpening(int start, int end) {
        for (int i = start; i < end; i++) {
            if (opening.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private void found(JsonNode value, LenientJson json, int start, int end) {
        Set<String> all = new LinkedHashSet<>(repairs);
        boolean exact = json.repairs().isEmpty() && json.violations().isEmpty();
        all.addAll(json.repairs());
        if ((start > first || end < last) && !repairs.contains("code fence")) {
            all.add("text around the JSON");
        }
        String written = exact ? text.substring(start, end) : value.toString();
        candidates.add(new Candidate(value, written, json.violations(), List.copyOf(all)));
    }

    private void broken(String problem) {
        candidates.add(new Candidate(null, "", List.of(new Violation("", problem)), List.copyOf(repairs)));
    }

    /**
     * A value in an answer.
     *
     * @param value the value; null if it is broken
     * @param json the value as JSON
     * @param violations what is wrong with it as JSON
     * @param repairs what was overlooked to read it
     */
    record Candidate(@Nullable JsonNode value, String json, List<Violation> violations, List<String> repairs) {}
}
