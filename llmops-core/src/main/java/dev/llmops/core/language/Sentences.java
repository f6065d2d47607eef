package dev.llmops.core.language;

import dev.llmops.api.text.TextSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts one paragraph of plain text into sentences.
 *
 * <p>By rules, with abbreviations, initials, closing quotes and the full stops of East Asian
 * scripts. A sentence beyond all measure is cut between words, so that no text of hostile length
 * comes out as one sentence.
 */
final class Sentences {
    private static final int LONGEST = 1_000;
    private static final Set<String> BEFORE_NAMES = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "vs", "cf", "e.g", "i.e", "eg", "ie", "approx", "ca", "resp", "incl",
            "esp", "al", "dept", "gen", "sen", "rep", "rev", "hon", "capt", "col", "lt", "sgt");
    private static final Set<String> BEFORE_FIGURES =
            Set.of("no", "nos", "fig", "figs", "sec", "ch", "art", "vol", "p", "pp", "eq", "para", "tab", "nr", "ext");

    private Sentences() {}

    /** {@return the sentences of {@code text} in order, without the white space around them} */
    static List<TextSpan> split(CharSequence text) {
        List<TextSpan> sentences = new ArrayList<>();
        int start = 0;
        int position = 0;
        int length = text.length();
        while (position < length) {
            char c = text.charAt(position);
            position++;
            if (isEndMark(c)) {
                while (position < length && (isEndMark(text.charAt(position)) || isClosing(text.charAt(position)))) {
                    position++;
                }
                if (endsSentence(text, start, position, c)) {
                    add(text, start, position, sentences);
                    start = position;
                }
            } else if (position - start >= LONGEST && (Character.isWhitespace(c) || position - start >= 2 * LONGEST)) {
                int end = Character.isHighSurrogate(c) ? position - 1 : position;
                add(text, start, end, sentences);
                start = end;
            }
        }
        add(text, start, length, sentences);
        return sentences;
    }

    private static void add(CharSequence text, int from, int to, List<TextSpan> sentences) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            sentences.add(new TextSpan(start, end));
        }
    }

    private static boolean isEndMark(char c) {
        return c == '.' || c == '!' || c == '?' || c == '…' || c == '。' || c == '！' || c == '？' || c == '।';
    }

    private static boolean isClosing(char c) {
        return c == '"' || c == '\'' || c == '”' || c == '’' || c == ')' || c == ']' || c == '»' || c == '」'
                || c == '』';
    }

    private static boolean endsSentence(CharSequence text, int start, int after, char mark) {
        if (mark == '。' || mark == '！' || mark == '？') {
            return true;
        }
        if (after >= text.length()) {
            return true;
        }
        if (!Character.isWhitespace(text.charAt(after))) {
            return false;
        }
        int next = after;
        while (next < text.length() && !Character.isLetterOrDigit(text.charAt(next))) {
            next++;
        }
        if (next == text.length()) {
            return true;
        }
        char first = text.charAt(next);
        if (Character.isLowerCase(first)) {
            return false;
        }
        return mark != '.' || !isAbbreviation(text, start, after, next);
    }

    private static boolean isAbbreviation(CharSequence text, int start, int after, int next) {
        int end = after - 1;
        while (end > start && text.charAt(end) != '.') {
            end--;
        }
        int begin = end;
        while (begin > start && !Character.isWhitespace(text.charAt(begin - 1)) && text.charAt(begin - 1) != '(') {
            begin--;
        }
        String word = text.subSequence(begin, end).toString();
        String lower = word.toLowerCase(Locale.ROOT);
        if (BEFORE_NAMES.contains(lower)) {
            return true;
        }
        boolean figure = Character.isDigit(text.charAt(next));
        if (figure && BEFORE_FIGURES.contains(lower)) {
            return true;
        }
        // An initial, unless what follows can only begin a sentence.
        return word.length() == 1
                && Character.isUpperCase(word.charAt(0))
                && !figure
                && !StopWords.contains(wordAt(text, next));
    }

    private static String wordAt(CharSequence text, int start) {
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
    }
}
