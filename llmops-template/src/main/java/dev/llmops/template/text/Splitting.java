package dev.llmops.template.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/** Cutting text up: by separators, white space and lines, and at its ends. */
public final class Splitting {
    private Splitting() {}

    /** {@return {@code text} without the characters of {@code chars} at the ends that are chosen} */
    public static String strip(String text, IntPredicate chars, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && chars.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && chars.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /** {@return the parts of {@code text} between occurrences of {@code separator}, cut at most {@code most} times} */
    public static List<Object> by(String text, String separator, long most) {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        int at = text.indexOf(separator);
        while (at >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** {@return as {@link #by}, cut from the end} */
    public static List<Object> lastBy(String text, String separator, long most) {
        List<Object> parts = new ArrayList<>();
        int to = text.length();
        int at = text.lastIndexOf(separator);
        while (at >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(text.substring(at + separator.length(), to));
            to = at;
            at = at == 0 ? -1 : text.lastIndexOf(separator, at - separator.length());
        }
        parts.add(text.substring(0, to));
        Collections.reverse(parts);
        return parts;
    }

    /** {@return the parts of {@code text} between runs of white space, cut at most {@code most} times} */
    public static List<Object> bySpace(String text, long most) {
        List<Object> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            at = skip(text, at, true);
            if (at == text.length()) {
                return parts;
            } else if (most >= 0 && parts.size() >= most) {
                parts.add(text.substring(at));
                return parts;
            }
            int end = skip(text, at, false);
            parts.add(text.substring(at, end));
            at = end;
        }
    }

    private static int skip(String text, int from, boolean space) {
        int at = from;
        while (at < text.length() && Characters.isSpace(text.charAt(at)) == space) {
            at++;
        }
        return at;
    }

    /** {@return as {@link #bySpace}, cut from the end} */
    public static List<Object> lastBySpace(String text, long most) {
        List<Object> parts = new ArrayList<>();
        int to = text.length();
        while (true) {
            to = skipBack(text, to, true);
            if (to == 0) {
                break;
            } else if (most >= 0 && parts.size() >= most) {
                parts.add(text.substring(0, to));
                break;
            }
            int start = skipBack(text, to, false);
            parts.add(text.substring(start, to));
            to = start;
        }
        Collections.reverse(parts);
        return parts;
    }

    private static int skipBack(String text, int from, boolean space) {
        int at = from;
        while (at > 0 && Characters.isSpace(text.charAt(at - 1)) == space) {
            at--;
        }
        return at;
    }

    /** {@return the lines of {@code text}, with their ends if {@code keepEnds}} */
    public static List<Object> lines(String text, boolean keepEnds) {
        List<Object> lines = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            if (!Characters.isLineEnd(text.charAt(at))) {
                at++;
                continue;
            }
            boolean pair = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            int next = at + (pair ? 2 : 1);
            lines.add(text.substring(from, keepEnds ? next : at));
            from = next;
            at = next;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }
}
