package dev.llmops.core.citation;

import dev.llmops.api.text.TextSpan;
import java.util.Map;
import java.util.TreeMap;

/** Texts to be put into another one, and how its places move by it. */
final class Insertions {
    private final TreeMap<Integer, String> byPosition = new TreeMap<>();

    void add(int position, String text) {
        byPosition.merge(position, text, String::concat);
    }

    String into(String text) {
        if (byPosition.isEmpty()) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length() + 5 * byPosition.size());
        int from = 0;
        for (Map.Entry<Integer, String> insertion : byPosition.entrySet()) {
            result.append(text, from, insertion.getKey()).append(insertion.getValue());
            from = insertion.getKey();
        }
        return result.append(text, from, text.length()).toString();
    }

    TextSpan move(TextSpan span) {
        return new TextSpan(moveStart(span.start()), moveEnd(span.end()));
    }

    /** {@return where what begins at {@code position} begins afterwards} */
    int moveStart(int position) {
        return position + length(byPosition.headMap(position, true));
    }

    /** {@return where what ends at {@code position} ends afterwards: before what is put in there} */
    int moveEnd(int position) {
        return position + length(byPosition.headMap(position, false));
    }

    private static int length(Map<Integer, String> insertions) {
        return insertions.values().stream().mapToInt(String::length).sum();
    }
}
