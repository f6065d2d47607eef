package dev.llmops.core.language;

import java.util.Arrays;

/** One paragraph with its inline markup taken off, and where each of its characters comes from. */
final class InlineText {
    static final int LONGEST_LINE = 2_000;

    private static final int LONGEST_LINK = 200;

    private final String source;
    private final StringBuilder plain = new StringBuilder();
    private int[] origins = new int[128];
    private int lines;

    InlineText(String source) {
        this.source = source;
    }

    boolean isEmpty() {
        return lines == 0;
    }

    int lines() {
        return lines;
    }

    String plain() {
        return plain.toString();
    }

    void clear() {
        plain.setLength(0);
        lines = 0;
    }

    /** {@return where in the source the character at {@code index} stands, with markup that opens there} */
    int sourceStart(int index) {
        int start = origins[index];
        int least = index == 0 ? 0 : origins[index - 1] + 1;
        while (start > least && isEmphasis(source.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** {@return where in the source the character before {@code index} ends, with markup that closes there} */
    int sourceEnd(int index) {
        int end = origins[index - 1] + 1;
        int most = index < plain.length() ? origins[index] : source.length();
        while (end < most && isEmphasis(source.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Appends one line of the source. */
    void append(int start, int end) {
        if (plain.length() > 0) {
            put(' ', Math.max(start - 1, 0));
        }
        lines++;
        int position = start;
        while (position < end) {
            position = appendNext(position, start, end);
        }
    }

    /** Appends what stands at {@code position}, and returns where to go on. */
    private int appendNext(int position, int start, int end) {
        return switch (source.charAt(position)) {
            case '\\' -> appendEscaped(position, end);
            case '`' -> position + 1;
            // A star between blanks is a sign of its own.
            case '*' ->
                isBlank(position - 1, start, end) && isBlank(position + 1, start, end)
                        ? appendAsIs(position)
                        : position + 1;
            case '_' ->
                isBorder(position - 1, start, end) || isBorder(position + 1, start, end)
                        ? position + 1
                        : appendAsIs(position);
            case '~' -> isNext('~', position, end) ? position + 2 : appendAsIs(position);
            case '!' -> isNext('[', position, end) ? position + 1 : appendAsIs(position);
            case '[' -> openBracket(position, end);
            case ']' -> closeBracket(position, end);
            case '<' -> skipTag(position, end);
            case '\t', '\r', '\n' -> {
                put(' ', position);
                yield position + 1;
            }
            default -> appendAsIs(position);
        };
    }

    private int appendEscaped(int position, int end) {
        boolean escapes = position + 1 < end && isPunctuation(source.charAt(position + 1));
        return appendAsIs(escapes ? position + 1 : position);
    }

    private int skipTag(int position, int end) {
        int after = tagEnd(position, end);
        return after > 0 ? after : appendAsIs(position);
    }

    private int appendAsIs(int position) {
        put(source.charAt(position), position);
        return position + 1;
    }

    private boolean isNext(char c, int position, int end) {
        return position + 1 < end && source.charAt(position + 1) == c;
    }

    /** Notes such as [3] and [^3] are left out: in an answer they would look like citations. */
    private int openBracket(int position, int end) {
        int next = position + 1;
        if (next < end && source.charAt(next) == '^') {
            next++;
        }
        int digits = next;
        while (next < end && next - digits < 4 && Character.isDigit(source.charAt(next))) {
            next++;
        }
        if (next > digits && next < end && source.charAt(next) == ']') {
            dropBlank();
            return next + 1;
        }
        if (linkEnd(position, end) < 0) {
            put('[', position);
        }
        return position + 1;
    }

    private int closeBracket(int position, int end) {
        if (position + 1 < end && source.charAt(position + 1) == '(') {
            int close = find(')', position + 2, end);
            if (close > 0) {
                return close + 1;
            }
        }
        put(']', position);
        return position + 1;
    }

    private int linkEnd(int position, int end) {
        int close = find(']', position + 1, end);
        return close > 0 && close + 1 < end && source.charAt(close + 1) == '(' && find(')', close + 2, end) > 0
                ? close
                : -1;
    }

    private int find(char c, int from, int end) {
        int most = Math.min(end, from + LONGEST_LINK);
        for (int i = from; i < most; i++) {
            if (source.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    /** {@return where a tag such as {@code <br>} ends, 0 if there is none; the address of {@code <https://…>} is kept} */
    private int tagEnd(int position, int end) {
        if (position + 1 >= end) {
            return 0;
        }
        char next = source.charAt(position + 1);
        if (next != '/' && !(next < 128 && Character.isLetter(next))) {
            return 0;
        }
        int close = find('>', position + 1, end);
        if (close < 0) {
            return 0;
        }
        String inside = source.substring(position + 1, close);
        if (inside.startsWith("http") || inside.indexOf('@') > 0) {
            return position + 1;
        }
        return close + 1;
    }

    private void dropBlank() {
        int last = plain.length() - 1;
        if (last >= 0 && plain.charAt(last) == ' ') {
            plain.setLength(last);
        }
    }

    private void put(char c, int origin) {
        int length = plain.length();
        if (c == ' ' && (length == 0 || plain.charAt(length - 1) == ' ')) {
            return;
        }
        if (length == origins.length) {
            origins = Arrays.copyOf(origins, length * 2);
        }
        origins[length] = origin;
        plain.append(c);
    }

    private boolean isBlank(int index, int start, int end) {
        return index < start || index >= end || Character.isWhitespace(source.charAt(index));
    }

    private boolean isBorder(int index, int start, int end) {
        return index < start || index >= end || !Character.isLetterOrDigit(source.charAt(index));
    }

    private static boolean isEmphasis(char c) {
        return c == '*' || c == '_' || c == '`';
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
    }
}
