package dev.llmops.lucene;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts a text into words, and words into the parts that identifiers are made of.
 *
 * <p>A word is a run of letters, digits and marks; {@code C++} and {@code C#} keep their signs,
 * {@code don't} its apostrophe, and {@code 's} is dropped. Scripts that do not set blanks between
 * words give one token per character.
 */
final class WordTokenizer extends Tokenizer {
    /** Longer words say nothing that anybody looks for; the rest of them is dropped. */
    private static final int LONGEST_WORD = 128;

    private static final int LONGEST_COMPOUND = 64;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Form form;

    private char[] text = new char[1024];
    private int length;
    private int position;

    // What is still to be given out of what was read last, as pairs of start and end. A start that
    // is complemented asks for the letters and digits only.
    private int[] pending = new int[32];
    private int pendingSize;
    private int pendingAt;

    WordTokenizer(Form form) {
        this.form = form;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        position = 0;
        pendingSize = 0;
        pendingAt = 0;
        length = 0;
        for (int read = 0; read >= 0; length += Math.max(0, read)) {
            if (length == text.length) {
                text = Arrays.copyOf(text, length * 2);
            }
            read = input.read(text, length, text.length - length);
        }
        for (int i = 0; i < length; i++) {
            if (text[i] == '’') {
                text[i] = '\'';
            }
        }
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        if (pendingAt == pendingSize && !read()) {
            return false;
        }
        int start = pending[pendingAt++];
        int end = pending[pendingAt++];
        if (start < 0) {
            copyWithoutJoints(~start, end);
        } else {
            term.copyBuffer(text, start, Math.min(end - start, LONGEST_WORD));
        }
        return true;
    }

    /** Reads one word, or one compound, into what is pending; {@return whether there was one} */
    private boolean read() {
        pendingSize = 0;
        pendingAt = 0;
        while (position < length && !Character.isLetterOrDigit(codePoint(position))) {
            position += Character.charCount(codePoint(position));
        }
        if (position >= length) {
            return false;
        }
        int start = position;
        if (isDense(codePoint(start))) {
            position = endOfCharacter(start);
            push(start, position);
        } else if (form == Form.CODE) {
            readCompound(start);
        } else {
            position = endOfWord(start);
            pushParts(start, position);
        }
        if (position + 1 < length && text[position] == '\'') {
            // The possessive that the word was cut off from.
            position += 2;
        }
        return true;
    }

    /** Takes words joined by single {@code - _ .}; together, without those, {@code P-101} and {@code P101} are one. */
    private void readCompound(int start) {
        position = endOfWord(start);
        push(start, position);
        while (position + 1 < length && isJoint(text[position]) && continuesAt(position + 1)) {
            int next = position + 1;
            position = endOfWord(next);
            push(next, position);
        }
        if (pendingSize > 2 && position - start <= LONGEST_COMPOUND) {
            push(~start, position);
        }
    }

    private boolean continuesAt(int at) {
        int c = codePoint(at);
        return Character.isLetterOrDigit(c) && !isDense(c);
    }

    private int endOfCharacter(int start) {
        int end = start + Character.charCount(codePoint(start));
        while (end < length && isMark(codePoint(end))) {
            end += Character.charCount(codePoint(end));
        }
        return end;
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < length) {
            int c = codePoint(end);
            if ((Character.isLetterOrDigit(c) || isMark(c)) && !isDense(c)) {
                end += Character.charCount(c);
            } else if (c == '\'' && end > start && wordAt(end + 1) && !isPossessive(end)) {
                end++;
            } else {
                break;
            }
        }
        int signs = end;
        while (signs < length && signs < end + 2 && (text[signs] == '+' || text[signs] == '#')) {
            signs++;
        }
        boolean language = signs > end && end - start <= 2 && !wordAt(signs);
        return language ? signs : end;
    }

    private boolean isPossessive(int apostrophe) {
        return Character.toLowerCase(text[apostrophe + 1]) == 's' && !wordAt(apostrophe + 2);
    }

    private boolean wordAt(int at) {
        return at < length && Character.isLetterOrDigit(text[at]);
    }

    private void pushParts(int start, int end) {
        if (form == Form.WORDS_AND_PARTS) {
            push(start, end);
        }
        int partStart = start;
        for (int i = start + 1; i < end; i++) {
            if (beginsPart(i, end)) {
                push(partStart, i);
                partStart = i;
            }
        }
        if (partStart > start || form == Form.PARTS) {
            push(partStart, end);
        }
    }

    private boolean beginsPart(int i, int end) {
        char before = text[i - 1];
        char here = text[i];
        if (Character.isDigit(here) != Character.isDigit(before)) {
            return Character.isLetterOrDigit(here) && Character.isLetterOrDigit(before);
        }
        if (!Character.isUpperCase(here)) {
            return false;
        }
        boolean lastCapital = Character.isUpperCase(before) && i + 1 < end && Character.isLowerCase(text[i + 1]);
        return Character.isLowerCase(before) || lastCapital;
    }

    private void copyWithoutJoints(int start, int end) {
        term.setEmpty();
        for (int i = start; i < end; i++) {
            // A point between digits stays: 3.14 is not 314.
            boolean decimal = text[i] == '.' && Character.isDigit(text[i - 1]) && Character.isDigit(text[i + 1]);
            if (!isJoint(text[i]) || decimal) {
                term.append(text[i]);
            }
        }
    }

    private void push(int start, int end) {
        if (pendingSize + 2 > pending.length) {
            pending = Arrays.copyOf(pending, pending.length * 2);
        }
        pending[pendingSize++] = start;
        pending[pendingSize++] = end;
    }

    private int codePoint(int at) {
        return Character.codePointAt(text, at, length);
    }

    private static boolean isJoint(char c) {
        return c == '-' || c == '_' || c == '.';
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** {@return whether a character is of a script that sets no blanks between words} */
    private static boolean isDense(int codePoint) {
        if (codePoint < 0x0E00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    /** What is given out for a word. */
    enum Form {
        /** The word, then its parts if there are several: {@code chatClient, chat, Client}. */
        WORDS_AND_PARTS,
        /** The parts only. */
        PARTS,
        /** The word, and what it is joined to: {@code read, file, readfile} of {@code read_file}. */
        CODE
    }
}
