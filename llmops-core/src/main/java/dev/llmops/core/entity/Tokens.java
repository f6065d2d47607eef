package dev.llmops.core.entity;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text cut into words, runs of digits and single other characters.
 *
 * <p>Asking beyond the first or last token is allowed and answers with nothing, so that rules can
 * look around without checking.
 */
final class Tokens {
    /** What a token is. */
    enum Kind {
        NONE,
        WORD,
        DIGITS,
        MARK
    }

    /** The longest word that is looked up anywhere. */
    private static final int LONGEST_WORD = 32;

    private final String text;
    private int[] starts;
    private int[] ends;
    private Kind[] kinds;
    private @Nullable String[] lower;
    private int count;

    Tokens(String text) {
        this.text = text;
        int size = 16 + text.length() / 5;
        this.starts = new int[size];
        this.ends = new int[size];
        this.kinds = new Kind[size];
        cut();
        this.lower = new @Nullable String[count];
    }

    private void cut() {
        int at = 0;
        while (at < text.length()) {
            int c = text.charAt(at);
            int end = at + 1;
            if (c >= 0x80) {
                c = text.codePointAt(at);
                end = at + Character.charCount(c);
            }
            Kind kind = kindOf(c);
            if (kind == Kind.WORD) {
                end = wordEnd(end);
            } else if (kind == Kind.DIGITS) {
                while (end < text.length() && isDigit(text.charAt(end))) {
                    end++;
                }
            }
            if (kind != Kind.NONE) {
                add(at, end, kind);
            }
            at = end;
        }
    }

    /** {@return what begins with a character; {@link Kind#NONE} for white space} */
    private static Kind kindOf(int c) {
        if (c < 0x80) {
            if (isAsciiLetter(c)) {
                return Kind.WORD;
            }
            return isDigit((char) c) ? Kind.DIGITS : c <= ' ' && Character.isWhitespace(c) ? Kind.NONE : Kind.MARK;
        }
        if (Character.isLetter(c)) {
            return Kind.WORD;
        }
        return Character.isWhitespace(c) || Character.isSpaceChar(c) ? Kind.NONE : Kind.MARK;
    }

    private static boolean isAsciiLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private int wordEnd(int from) {
        int at = from;
        int start = from;
        while (at < text.length()) {
            if (isAsciiLetter(text.charAt(at))) {
                at++;
                continue;
            }
            int c = text.codePointAt(at);
            if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
                at += Character.charCount(c);
            } else if ((c == '\'' || c == '\u2019') && at - start < 2 && isLetterAt(at + 1) && isLetterAt(at + 2)) {
                // O'Brien and D'Angelo, but not Anna's.
                at++;
                start = Integer.MIN_VALUE / 2;
            } else {
                break;
            }
        }
        return at;
    }

    private boolean isLetterAt(int at) {
        return at < text.length() && Character.isLetter(text.charAt(at));
    }

    private void add(int start, int end, Kind kind) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        kinds[count++] = kind;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    int count() {
        return count;
    }

    String text() {
        return text;
    }

    Kind kind(int token) {
        return token >= 0 && token < count ? kinds[token] : Kind.NONE;
    }

    boolean isWord(int token) {
        return kind(token) == Kind.WORD;
    }

    boolean isDigits(int token) {
        return kind(token) == Kind.DIGITS;
    }

    int start(int token) {
        return token < count ? starts[token] : text.length();
    }

    int end(int token) {
        return token >= 0 && token < count ? ends[token] : 0;
    }

    int size(int token) {
        return token >= 0 && token < count ? ends[token] - starts[token] : 0;
    }

    /** {@return the token as it stands; empty beyond the text} */
    String word(int token) {
        return token >= 0 && token < count ? text.substring(starts[token], ends[token]) : "";
    }

    /** {@return a word in lower case; empty for what is no word or too long to be looked up} */
    String lower(int token) {
        if (!isWord(token) || size(token) > LONGEST_WORD) {
            return "";
        }
        String known = lower[token];
        if (known == null) {
            known = word(token).toLowerCase(Locale.ROOT);
            lower[token] = known;
        }
        return known;
    }

    /** {@return whether the token is the given character} */
    boolean is(int token, char mark) {
        return size(token) == 1 && text.charAt(starts[token]) == mark;
    }

    /** {@return whether the token is the given word, in any case} */
    boolean is(int token, String word) {
        return size(token) == word.length() && lower(token).equals(word);
    }

    /** {@return whether it is a hyphen or a dash} */
    boolean isDash(int token) {
        return is(token, '-')
                || is(token, '\u2013')
                || is(token, '\u2014')
                || is(token, '\u2212')
                || is(token, '\u2010');
    }

    /** {@return whether nothing stands between a token and the one before it} */
    boolean isJoined(int token) {
        return token > 0 && token < count && starts[token] == ends[token - 1];
    }

    /** {@return whether only blanks, or nothing, stand between a token and the one before it} */
    boolean isInLine(int token) {
        if (token <= 0 || token >= count) {
            return false;
        }
        for (int i = ends[token - 1]; i < starts[token]; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || i - ends[token - 1] > 3) {
                return false;
            }
        }
        return true;
    }

    /** {@return the value of up to nine digits; negative for anything else} */
    int value(int token) {
        if (!isDigits(token) || size(token) > 9) {
            return -1;
        }
        return Integer.parseInt(text, starts[token], ends[token], 10);
    }

    /** {@return whether a word begins with a capital letter} */
    boolean isCapital(int token) {
        return isWord(token) && Character.isUpperCase(text.codePointAt(starts[token]));
    }

    /** {@return whether all letters of a word are capitals} */
    boolean isAllCapitals(int token) {
        for (int i = start(token); i < end(token); i++) {
            if (Character.isLowerCase(text.charAt(i))) {
                return false;
            }
        }
        return isCapital(token);
    }

    /** {@return whether a sentence or line begins with the token} */
    boolean beginsSentence(int token) {
        if (token <= 0) {
            return true;
        }
        int before = token - 1;
        return !isInLine(token)
                || is(before, '.')
                || is(before, '!')
                || is(before, '?')
                || is(before, ':')
                || is(before, '"')
                || is(before, '\u201C')
                || is(before, '\u201E')
                || is(before, '-')
                || is(before, '*')
                || is(before, '#');
    }

    /** {@return the first token that begins at {@code position} or after it, {@code from} or a later one} */
    int tokenAt(int position, int from) {
        int token = from;
        while (token < count && starts[token] < position) {
            token++;
        }
        return token;
    }
}
