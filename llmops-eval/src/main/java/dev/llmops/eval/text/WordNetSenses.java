package dev.llmops.eval.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The words of the synonym sets of one data file of WordNet, in the order of the file.
 *
 * <p>A line is {@code offset file type count word id word id … | gloss}, the count in hexadecimal; lines of the licence
 * begin with a blank. The index files are not read: the lower-cased words of the data files give the same. Format:
 * wndb(5WN).
 */
final class WordNetSenses {
    private static final int FIELDS_BEFORE_COUNT = 3;
    private static final int CHUNK = 1 << 16;

    private final String file;
    private byte[] text = new byte[1 << 18];
    private int textLength;
    private int[] wordEnds = new int[1 << 14];
    private int words;
    private int[] setEnds = new int[1 << 13];
    private int sets;

    private WordNetSenses(String file) {
        this.file = file;
    }

    /** {@return what {@code in} says, which is the data file of that name} */
    static WordNetSenses read(String file, InputStream in) throws IOException {
        WordNetSenses senses = new WordNetSenses(file);
        byte[] buffer = new byte[CHUNK];
        int length = 0;
        for (int read = in.read(buffer, 0, CHUNK); read >= 0; read = in.read(buffer, length, buffer.length - length)) {
            length += read;
            int rest = senses.takeLines(buffer, length);
            length -= rest;
            System.arraycopy(buffer, rest, buffer, 0, length);
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * length);
            }
        }
        if (length > 0) {
            senses.takeLine(buffer, 0, length);
        }
        if (senses.sets == 0) {
            throw new IOException(file + " of WordNet has no synonym set");
        }
        return senses;
    }

    /** {@return where the first line begins that is not complete} */
    private int takeLines(byte[] buffer, int length) throws IOException {
        // Most of a file is glosses, which only have to be jumped over, and nothing in Java does that as fast as this.
        String chars = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        int start = 0;
        for (int end = chars.indexOf('\n'); end >= 0; end = chars.indexOf('\n', start)) {
            takeLine(buffer, start, end);
            start = end + 1;
        }
        return start;
    }

    private void takeLine(byte[] line, int start, int end) throws IOException {
        if (start == end || line[start] == ' ' || line[start] == '\r') {
            return;
        }
        int at = start;
        for (int field = 0; field < FIELDS_BEFORE_COUNT; field++) {
            at = blank(line, at, end) + 1;
        }
        int countEnd = blank(line, at, end);
        int count = 0;
        for (; at < countEnd; at++) {
            count = 16 * count + hex(line[at]);
        }
        for (int word = 0; word < count; word++) {
            int from = at + 1;
            int to = blank(line, from, end);
            addWord(line, from, withoutMarker(line, from, to));
            at = blank(line, to + 1, end);
        }
        if (sets == setEnds.length) {
            setEnds = Arrays.copyOf(setEnds, 2 * sets);
        }
        setEnds[sets++] = words;
    }

    private void addWord(byte[] line, int from, int to) {
        int length = to - from;
        if (textLength + length > text.length) {
            text = Arrays.copyOf(text, 2 * (textLength + length));
        }
        System.arraycopy(line, from, text, textLength, length);
        textLength += length;
        if (words == wordEnds.length) {
            wordEnds = Arrays.copyOf(wordEnds, 2 * words);
        }
        wordEnds[words++] = textLength;
    }

    /** {@return the end of an adjective without the sign for where it stands, such as {@code (p)}} */
    private static int withoutMarker(byte[] line, int from, int to) {
        if (line[to - 1] == ')') {
            for (int i = from; i < to; i++) {
                if (line[i] == '(') {
                    return i;
                }
            }
        }
        return to;
    }

    private int blank(byte[] line, int from, int end) throws IOException {
        for (int i = from; i < end; i++) {
            if (line[i] == ' ') {
                if (i > from) {
                    return i;
                }
                break;
            }
        }
        throw new IOException(file + " of WordNet is damaged in the line of synonym set " + (sets + 1));
    }

    private int hex(byte digit) throws IOException {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw new IOException(file + " of WordNet has no count of words in synonym set " + (sets + 1));
        }
        return value;
    }

    /** {@return how many synonym sets there are} */
    int sets() {
        return sets;
    }

    /** {@return how many words all synonym sets have together} */
    int words() {
        return words;
    }

    /** {@return the first word of the synonym set; that of the one behind the last is {@link #words()}} */
    int firstWord(int set) {
        return set == 0 ? 0 : setEnds[set - 1];
    }

    /** {@return all words, one behind the other; not to be written to} */
    byte[] text() {
        return text;
    }

    /** {@return where the word begins in the text; the one behind the last begins at the end} */
    int start(int word) {
        return word == 0 ? 0 : wordEnds[word - 1];
    }
}
