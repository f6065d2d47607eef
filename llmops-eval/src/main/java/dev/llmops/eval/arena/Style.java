package dev.llmops.eval.arena;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something about an answer that judges like, whatever it says. */
public enum Style {
    /** How many words it has. */
    LENGTH("\\S+"),
    /** How many headers, in Markdown. */
    HEADERS("(?m)^ {0,3}#{1,6}[ \\t]+\\S"),
    /** How many passages in bold, in Markdown. */
    BOLD("\\*\\*[^*\\n]+\\*\\*|__[^_\\n]+__"),
    /** How many entries of lists, in Markdown. */
    LISTS("(?m)^[ \\t]*(?:[-*+]|\\d{1,9}[.)])[ \\t]+\\S");

    private final Pattern pattern;

    Style(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** {@return how much of it {@code answer} has} */
    public int count(String answer) {
        Matcher matcher = pattern.matcher(answer);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
