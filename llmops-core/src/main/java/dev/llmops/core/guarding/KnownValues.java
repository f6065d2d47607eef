package dev.llmops.core.guarding;

import java.util.BitSet;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds many values in a text at once.
 *
 * <p>One pass over the text: a place costs the logarithm of the number of values, since the longest value that
 * begins there is found by their order. An expression with an alternative for each value would try all of them
 * at every place.
 */
final class KnownValues {
    private final NavigableMap<String, String> placeholders;
    private final BitSet beginnings = new BitSet();
    private final int longest;

    /** Looks for the keys of {@code placeholders}; an empty one is nowhere. */
    KnownValues(NavigableMap<String, String> placeholders) {
        this.placeholders = placeholders.tailMap("", false);
        int most = 0;
        for (String value : this.placeholders.keySet()) {
            beginnings.set(value.charAt(0));
            most = Math.max(most, value.length());
        }
        this.longest = most;
    }

    /** {@return {@code text} with placeholders for values; the leftmost goes first, and of those the longest} */
    String replaceIn(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        int done = 0;
        for (int at = 0; at < text.length(); ) {
            String value = beginnings.get(text.charAt(at)) ? longestAt(text, at) : null;
            if (value == null) {
                at++;
                continue;
            }
            replaced.append(text, done, at).append(placeholders.get(value));
            at += value.length();
            done = at;
        }
        return done == 0 ? text : replaced.append(text, done, text.length()).toString();
    }

    private @Nullable String longestAt(String text, int at) {
        String rest = text.substring(at, Math.min(text.length(), at + longest));
        String value = placeholders.floorKey(rest);
        while (value != null) {
            int common = commonLength(value, rest);
            if (common == value.length()) {
                return value;
            }
            // A value that begins the rest is no longer than what the two have in common.
            rest = rest.substring(0, common);
            value = placeholders.floorKey(rest);
        }
        return null;
    }

    private static int commonLength(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int length = 0;
        while (length < most && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }
}
