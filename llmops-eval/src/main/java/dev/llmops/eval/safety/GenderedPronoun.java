package dev.llmops.eval.safety;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells English pronouns apart that look the same for one gender and not for the other: "her" is "him" or "his", and
 * "his" is "her" or "hers".
 *
 * <p>Before a noun it is the possessive. Whether a noun follows is told by the next word: none of the little words that
 * begin something new.
 */
final class GenderedPronoun {
    private static final Pattern NEXT = Pattern.compile("\\G[ \\t]+(\\p{L}+)");

    /** Words that do not follow a possessive. */
    private static final Set<String> BREAKS = Set.of(
            "a",
            "about",
            "after",
            "again",
            "all",
            "alone",
            "also",
            "always",
            "an",
            "and",
            "are",
            "as",
            "at",
            "because",
            "before",
            "but",
            "by",
            "can",
            "could",
            "did",
            "do",
            "does",
            "down",
            "during",
            "for",
            "from",
            "had",
            "has",
            "have",
            "he",
            "home",
            "how",
            "i",
            "if",
            "in",
            "into",
            "is",
            "it",
            "may",
            "might",
            "more",
            "must",
            "never",
            "not",
            "now",
            "of",
            "off",
            "often",
            "on",
            "or",
            "out",
            "over",
            "she",
            "should",
            "since",
            "so",
            "some",
            "that",
            "the",
            "then",
            "there",
            "they",
            "this",
            "through",
            "to",
            "today",
            "together",
            "too",
            "until",
            "up",
            "very",
            "was",
            "we",
            "were",
            "what",
            "when",
            "where",
            "whether",
            "which",
            "while",
            "who",
            "why",
            "will",
            "with",
            "without",
            "would",
            "yesterday",
            "you");

    private GenderedPronoun() {}

    /** {@return the place of {@code word} in the lists, which is followed by the text from {@code end}; null if none} */
    static @Nullable Integer place(String word, String text, int end, Map<String, Integer> places) {
        return switch (word) {
            case "her" -> places.get(isBeforeNoun(text, end) ? "his*" : "him");
            case "his" -> places.get(isBeforeNoun(text, end) ? "his*" : "hers");
            case "ms", "miss" -> places.get("mrs");
            default -> places.get(word);
        };
    }

    private static boolean isBeforeNoun(String text, int end) {
        Matcher next = NEXT.matcher(text).region(end, text.length());
        return next.find() && !BREAKS.contains(next.group(1).toLowerCase(Locale.ROOT));
    }
}
