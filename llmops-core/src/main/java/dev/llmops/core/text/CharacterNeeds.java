package dev.llmops.core.text;

/**
 * Tells from the characters of a text which cleaning steps can find anything to do in it.
 *
 * <p>One look at each character of the Basic Multilingual Plane through a table; the answer is a set of
 * bits and may err on the side of work.
 */
final class CharacterNeeds {
    /** May be part of wrongly decoded text. */
    static final int ENCODING = 1;
    /** Is a control, a surrogate or may be invisible. */
    static final int VISIBILITY = 2;
    /** May compose with a neighbour or have another canonical form. */
    static final int COMPOSITION = 4;
    /** May be a ligature, a quote or of another width. */
    static final int FOLDING = 8;
    /** May begin an entity. */
    static final int ENTITIES = 16;
    /** White space that may say nothing. */
    static final int WHITE_SPACE = 32;

    /** First and last character of what is stable under composition unless a mark follows, ascending. */
    private static final char[] STABLE = {
        0x0000, 0x02FF, 0x0388, 0x0482, 0x048A, 0x058F, 0x05D0, 0x05F4, 0x0620, 0x064A, 0x0671, 0x06D5,
        0x0905, 0x0928, 0x0E01, 0x0E30, 0x2010, 0x2027, 0x202F, 0x205F, 0x20A0, 0x20CF, 0x2150, 0x2328,
        0x232B, 0x2ADB, 0x2ADD, 0x2BFF, 0x3001, 0x3029, 0x3041, 0x3096, 0x309D, 0x30FF, 0x4E00, 0x9FFF,
        0xAC00, 0xD7A3, 0xFF01, 0xFFEE, 0xFFFD, 0xFFFD
    };

    private static final byte[] NEEDS = new byte[0x10000];

    static {
        int range = 0;
        for (int c = 0; c < NEEDS.length; c++) {
            while (range < STABLE.length && c > STABLE[range + 1]) {
                range += 2;
            }
            boolean stable = range < STABLE.length && c >= STABLE[range];
            NEEDS[c] =
                    (byte) ((stable ? 0 : COMPOSITION) | encoding((char) c) | visibility((char) c) | folding((char) c));
        }
        NEEDS['&'] |= ENTITIES;
        NEEDS['\t'] |= WHITE_SPACE;
    }

    private CharacterNeeds() {}

    /** {@return the needs of one character} */
    static int of(char c) {
        return NEEDS[c];
    }

    /** {@return the needs of all characters of {@code text} together} */
    static int of(String text) {
        int needs = 0;
        int length = text.length();
        char before = '\n';
        boolean paragraph = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            needs |= NEEDS[c];
            if (c <= ' ' && before <= ' ') {
                // One empty line is the only white space after white space that is always right.
                needs |= c == '\n' && before == '\n' && !paragraph ? 0 : WHITE_SPACE;
                paragraph = true;
            } else {
                paragraph = false;
            }
            before = c;
        }
        return before <= ' ' && length > 0 ? needs | WHITE_SPACE : needs;
    }

    private static int encoding(char c) {
        if (c < 0x80) {
            return 0;
        }
        int slot = SingleByteEncoding.slot(c);
        int leads = SingleByteEncoding.leadsOfTwo(slot)
                | SingleByteEncoding.leadsOfThree(slot)
                | SingleByteEncoding.leadsOfFour(slot);
        return leads != 0 || c < 0xA0 ? ENCODING : 0;
    }

    private static int visibility(char c) {
        return isSeen(c) ? 0 : VISIBILITY;
    }

    private static boolean isSeen(char c) {
        if (c < 0x7F) {
            return c >= ' ' || c == '\n' || c == '\t';
        }
        if (c < 0x300) {
            return c >= 0xA0 && c != 0xAD;
        }
        if (c >= 0x2000 && c < 0x2070) {
            return c < 0x200B || (c > 0x200F && c < 0x2028) || (c > 0x202E && c < 0x2060);
        }
        boolean format = c == 0x034F || c == 0x061C || c == 0xFEFF || (c >= 0x180B && c <= 0x180F);
        boolean selector = c >= 0xFE00 && c < 0xFE10;
        boolean nothing = (c >= 0xFDD0 && c <= 0xFDEF) || (c >= 0xFFF9 && c != 0xFFFD);
        return !format && !selector && !nothing && !Character.isSurrogate(c);
    }

    private static int folding(char c) {
        boolean ligature = c == 0x0132
                || c == 0x0133
                || c == 0x0149
                || (c >= 0x01C4 && c <= 0x01F3)
                || (c >= 0xFB00 && c <= 0xFB06);
        boolean quote = c == 0x02BC || (c >= 0x2018 && c <= 0x201F);
        boolean width = c == 0x3000 || (c >= 0xFF01 && c <= 0xFFEE);
        return ligature || quote || width ? FOLDING : 0;
    }
}
