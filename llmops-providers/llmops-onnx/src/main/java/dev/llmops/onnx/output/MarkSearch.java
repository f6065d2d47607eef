package dev.llmops.onnx.output;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds marks in text that is not all there yet. */
final class MarkSearch {
    private MarkSearch() {}

    /** {@return the mark that comes first from {@code from} on, the longest of several at one place; null if none} */
    static @Nullable Found first(StringBuilder text, int from, Collection<String> marks) {
        Found best = null;
        for (String mark : marks) {
            int at = text.indexOf(mark, from);
            if (at >= 0 && (best == null || at < best.at || at == best.at && mark.length() > best.mark.length())) {
                best = new Found(at, mark);
            }
        }
        return best;
    }

    /** {@return where the longest end of {@code text} starts that may be the beginning of a mark} */
    static int undecided(StringBuilder text, int from, Collection<String> marks) {
        int start = text.length();
        for (String mark : marks) {
            int at = Math.max(from, text.length() - mark.length() + 1);
            while (at < start && !begins(text, at, mark)) {
                at++;
            }
            start = Math.min(start, at);
        }
        return start;
    }

    private static boolean begins(StringBuilder text, int at, String mark) {
        for (int i = at; i < text.length(); i++) {
            if (text.charAt(i) != mark.charAt(i - at)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A mark in a text.
     *
     * @param at where it begins
     * @param mark what it is
     */
    record Found(int at, String mark) {}
}
