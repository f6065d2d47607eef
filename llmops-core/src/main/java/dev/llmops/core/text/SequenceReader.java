package dev.llmops.core.text;

/**
 * Reads characters as the bytes of UTF-8 sequences, one sequence at a time.
 *
 * <p>Besides well-formed sequences it knows what happens to them on the way: surrogates encoded one by
 * one (CESU-8), the overlong NUL, a byte that was lost and became U+FFFD or a question mark, and byte A0
 * that became a plain blank. Holds the last sequence; not safe for concurrent use.
 */
final class SequenceReader {
    private static final int NONE = -1;
    private static final int LOST = -2;
    private static final int QUESTION = -3;
    private static final int BLANK = -4;

    private static final char REPLACEMENT = '\uFFFD';
    private static final String[] WORDS_AFTER_CONTRACTED_A = {"s", "quele", "quela", "queles", "quelas", "quilo"};

    private final String text;
    private int codePoint;
    private int length;
    private boolean damaged;

    SequenceReader(String text) {
        this.text = text;
    }

    /** {@return the character that the last sequence stands for} */
    int codePoint() {
        return codePoint;
    }

    /** {@return how many characters of the text the last sequence took} */
    int length() {
        return length;
    }

    /** {@return whether a byte of the last sequence was lost or turned into a blank} */
    boolean damaged() {
        return damaged;
    }

    /** {@return whether a sequence begins at {@code at}, read in {@code encoding}} */
    boolean read(SingleByteEncoding encoding, int at) {
        int lead = encoding.code(SingleByteEncoding.slot(text.charAt(at)));
        damaged = false;
        if (lead < 0xC2) {
            return lead == 0xC0 && tail(encoding, at + 1) == 0x80 && found(0, 2);
        }
        if (lead < 0xE0) {
            return readTwo(encoding, lead, at);
        }
        if (lead < 0xF0) {
            return readThree(encoding, lead, at);
        }
        return lead < 0xF5 && readFour(encoding, lead, at);
    }

    private boolean readTwo(SingleByteEncoding encoding, int lead, int at) {
        int tail = tail(encoding, at + 1);
        if (tail >= 0) {
            return found((lead & 0x1F) << 6 | (tail & 0x3F), 2);
        }
        damaged = true;
        return switch (tail) {
            case LOST -> found(REPLACEMENT, 2);
            case QUESTION -> lead <= 0xC3 && found(REPLACEMENT, 2);
            case BLANK -> readTwoWithBlank(lead, at);
            default -> false;
        };
    }

    private boolean readTwoWithBlank(int lead, int at) {
        if (lead == 0xC3) {
            // Is the blank half of the letter, or did the one after the letter swallow that half?
            boolean half = (at + 2 < text.length() && text.charAt(at + 2) == ' ') || continuesContractedA(at + 2);
            return found('à', half ? 2 : 1);
        }
        boolean common = lead == 0xC2 || lead == 0xC5 || lead == 0xCE || lead == 0xD0 || lead == 0xD9;
        return common && found((lead & 0x1F) << 6 | 0x20, 2);
    }

    private boolean continuesContractedA(int at) {
        for (String word : WORDS_AFTER_CONTRACTED_A) {
            int end = at + word.length();
            if (text.startsWith(word, at) && (end == text.length() || !Character.isLetter(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private boolean readThree(SingleByteEncoding encoding, int lead, int at) {
        int first = tail(encoding, at + 1);
        int second = first == NONE ? NONE : tail(encoding, at + 2);
        if (second == NONE || (first < 0 && second < 0)) {
            return false;
        }
        if (lead == 0xED && (first < 0 ? first != BLANK : first >= 0xA0)) {
            return readSurrogates(encoding, first, second, at);
        }
        if (first < 0 || second < 0) {
            damaged = true;
            if (first != BLANK && second != BLANK) {
                return found(REPLACEMENT, 3);
            }
        }
        int value = (lead & 0x0F) << 12 | bits(first) << 6 | bits(second);
        return value >= 0x800 && found(value, 3);
    }

    private boolean readSurrogates(SingleByteEncoding encoding, int first, int second, int at) {
        if (at + 3 >= text.length() || encoding.code(SingleByteEncoding.slot(text.charAt(at + 3))) != 0xED) {
            return false;
        }
        int third = tail(encoding, at + 4);
        int fourth = tail(encoding, at + 5);
        if (third == NONE || fourth == NONE || first >= 0xB0 || (third >= 0 && third < 0xB0)) {
            return false;
        }
        if (first < 0 || second < 0 || third < 0 || fourth < 0) {
            damaged = true;
            return found(REPLACEMENT, 6);
        }
        int high = 0xD000 | bits(first) << 6 | bits(second);
        int low = 0xD000 | bits(third) << 6 | bits(fourth);
        return found(Character.toCodePoint((char) high, (char) low), 6);
    }

    private boolean readFour(SingleByteEncoding encoding, int lead, int at) {
        int first = tail(encoding, at + 1);
        int second = first == NONE ? NONE : tail(encoding, at + 2);
        int third = second == NONE ? NONE : tail(encoding, at + 3);
        int known = (first >= 0 ? 1 : 0) + (second >= 0 ? 1 : 0) + (third >= 0 ? 1 : 0);
        if (third == NONE || known < 2) {
            return false;
        }
        if (known == 2) {
            damaged = true;
            if (first != BLANK && second != BLANK && third != BLANK) {
                return found(REPLACEMENT, 4);
            }
        }
        int value = (lead & 0x07) << 18 | bits(first) << 12 | bits(second) << 6 | bits(third);
        return value >= 0x10000 && value <= Character.MAX_CODE_POINT && found(value, 4);
    }

    private static int bits(int tail) {
        return tail == BLANK ? 0x20 : tail & 0x3F;
    }

    /** {@return the continuation byte at {@code at}, or what became of it, or {@link #NONE}} */
    private int tail(SingleByteEncoding encoding, int at) {
        if (at >= text.length()) {
            return NONE;
        }
        char c = text.charAt(at);
        return switch (c) {
            case ' ' -> encoding.hasNoBreakSpaceAtA0() ? BLANK : NONE;
            case '?' -> QUESTION;
            case REPLACEMENT -> encoding.toleratesLoss() ? LOST : NONE;
            default -> {
                int code = encoding.code(SingleByteEncoding.slot(c));
                yield code < 0xC0 ? code : NONE;
            }
        };
    }

    private boolean found(int value, int size) {
        codePoint = value;
        length = size;
        return true;
    }
}
