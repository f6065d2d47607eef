package dev.llmops.core.text;

import java.util.Arrays;

/**
 * The single-byte encodings that UTF-8 is mistaken for, in the order in which they are tried.
 *
 * <p>The tables are "sloppy": a byte that the standard leaves undefined stands for the C1 control of the
 * same number, as browsers have it. The JDK's charsets replace such bytes, and a trimmed runtime has
 * neither Mac OS Roman nor code page 437, hence tables of our own. Bytes below 80 are ASCII in all of them.
 *
 * <p>A character's place in the encodings is looked up once through a {@linkplain #slot slot}; what a
 * byte may be in UTF-8 (a lead, a continuation) is kept as bit sets over all encodings, so that one scan
 * asks about all of them together.
 */
final class SingleByteEncoding {
    /** The slot of characters that no encoding has. */
    static final int NOWHERE = 0;

    private static final int INDEXED = 0x2600;
    private static final int MOST_SLOTS = 1024;
    private static final char[] BEYOND = {'\uF8FF', '\uFB01', '\uFB02'};

    /** ISO-8859-1. */
    static final SingleByteEncoding LATIN_1 = new SingleByteEncoding(
            0,
            "iso-8859-1",
            "\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
                    + "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿"
                    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
                    + "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ");

    /** Windows-1252, Western European. */
    static final SingleByteEncoding WINDOWS_1252 = new SingleByteEncoding(
            1,
            "windows-1252",
            "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ"
                    + "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿"
                    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
                    + "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ");

    /** Windows-1251, Cyrillic. */
    static final SingleByteEncoding WINDOWS_1251 = new SingleByteEncoding(
            2,
            "windows-1251",
            "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ"
                    + "\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї"
                    + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
                    + "абвгдежзийклмнопрстуфхцчшщъыьэюя");

    /** Windows-1250, Central European. */
    static final SingleByteEncoding WINDOWS_1250 = new SingleByteEncoding(
            3,
            "windows-1250",
            "€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ\u0090‘’“”•–—\u0098™š›śťžź"
                    + "\u00A0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00AD®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
                    + "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
                    + "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙");

    /** Windows-1253, Greek. */
    static final SingleByteEncoding WINDOWS_1253 = new SingleByteEncoding(
            4,
            "windows-1253",
            "€\u0081‚ƒ„…†‡\u0088‰\u008A‹\u008C\u008D\u008E\u008F\u0090‘’“”•–—\u0098™\u009A›\u009C\u009D\u009E\u009F"
                    + "\u00A0΅Ά£¤¥¦§¨©ª«¬\u00AD®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ"
                    + "ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡÒΣΤΥΦΧΨΩΪΫάέήί"
                    + "ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώÿ");

    /** Windows-1254, Turkish. */
    static final SingleByteEncoding WINDOWS_1254 = new SingleByteEncoding(
            5,
            "windows-1254",
            "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008D\u008E\u008F\u0090‘’“”•–—˜™š›œ\u009D\u009EŸ"
                    + "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿"
                    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
                    + "àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ");

    /** Windows-1257, Baltic. */
    static final SingleByteEncoding WINDOWS_1257 = new SingleByteEncoding(
            6,
            "windows-1257",
            "€\u0081‚\u0083„…†‡\u0088‰\u008A‹\u008C¨ˇ¸\u0090‘’“”•–—\u0098™\u009A›\u009C¯˛\u009F"
                    + "\u00A0¡¢£¤¥¦§Ø©Ŗ«¬\u00AD®Æ°±²³´µ¶·ø¹ŗ»¼½¾æ"
                    + "ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß"
                    + "ąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙");

    /** ISO-8859-2, Central European. */
    static final SingleByteEncoding LATIN_2 = new SingleByteEncoding(
            7,
            "iso-8859-2",
            "\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
                    + "\u00A0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00ADŽŻ°ą˛ł´ľśˇ¸šşťź˝žż"
                    + "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
                    + "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙");

    /** Mac OS Roman. */
    static final SingleByteEncoding MAC_ROMAN = new SingleByteEncoding(
            8,
            "macintosh",
            "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
                    + "†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
                    + "¿¡¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
                    + "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ");

    /** The code page of the first PCs. */
    static final SingleByteEncoding CP437 = new SingleByteEncoding(
            9,
            "cp437",
            "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
                    + "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
                    + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
                    + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0");

    /** ISO-8859-15, Western European with the euro sign. */
    static final SingleByteEncoding LATIN_9 = new SingleByteEncoding(
            10,
            "iso-8859-15",
            "\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008A\u008B\u008C\u008D\u008E\u008F\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009A\u009B\u009C\u009D\u009E\u009F"
                    + "\u00A0¡¢£€¥Š§š©ª«¬\u00AD®¯°±²³Žµ¶·ž¹º»ŒœŸ¿"
                    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
                    + "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ");

    /** The Western European code page of DOS. */
    static final SingleByteEncoding CP850 = new SingleByteEncoding(
            11,
            "cp850",
            "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
                    + "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
                    + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
                    + "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0");

    private static final SingleByteEncoding[] ALL = {
        LATIN_1,
        WINDOWS_1252,
        WINDOWS_1251,
        WINDOWS_1250,
        WINDOWS_1253,
        WINDOWS_1254,
        WINDOWS_1257,
        LATIN_2,
        MAC_ROMAN,
        CP437,
        LATIN_9,
        CP850
    };

    private static final short[] SLOTS = new short[INDEXED];
    private static final short[] SLOTS_BEYOND = new short[BEYOND.length];
    private static final short[] LEADS_OF_TWO = new short[MOST_SLOTS];
    private static final short[] LEADS_OF_THREE = new short[MOST_SLOTS];
    private static final short[] LEADS_OF_FOUR = new short[MOST_SLOTS];
    private static final short[] CONTINUATIONS = new short[MOST_SLOTS];

    static {
        int slots = 1;
        for (SingleByteEncoding encoding : ALL) {
            for (int i = 0; i < 128; i++) {
                char c = encoding.upper.charAt(i);
                if (slot(c) == NOWHERE) {
                    if (c < INDEXED) {
                        SLOTS[c] = (short) slots++;
                    } else {
                        SLOTS_BEYOND[Arrays.binarySearch(BEYOND, c)] = (short) slots++;
                    }
                }
            }
        }
        for (SingleByteEncoding encoding : ALL) {
            for (int code = 0x80; code < 0x100; code++) {
                int slot = slot(encoding.upper.charAt(code - 0x80));
                encoding.bytes[slot] = (short) code;
                short bit = (short) (1 << encoding.number);
                if (code < 0xC0) {
                    CONTINUATIONS[slot] |= bit;
                } else if (code < 0xE0) {
                    LEADS_OF_TWO[slot] |= bit;
                } else if (code < 0xF0) {
                    LEADS_OF_THREE[slot] |= bit;
                } else if (code < 0xF5) {
                    LEADS_OF_FOUR[slot] |= bit;
                }
            }
        }
    }

    private final int number;
    private final String name;
    private final String upper;
    private final short[] bytes = new short[MOST_SLOTS];

    private SingleByteEncoding(int number, String name, String upper) {
        this.number = number;
        this.name = name;
        this.upper = upper;
        Arrays.fill(bytes, (short) -1);
    }

    /** {@return all encodings, in order; not to be changed} */
    static SingleByteEncoding[] all() {
        return ALL;
    }

    /** {@return the slot of {@code c} in all tables, or {@link #NOWHERE}; ASCII has none} */
    static int slot(char c) {
        if (c < INDEXED) {
            return SLOTS[c];
        }
        for (int i = 0; i < BEYOND.length; i++) {
            if (BEYOND[i] == c) {
                return SLOTS_BEYOND[i];
            }
        }
        return NOWHERE;
    }

    /** {@return the encodings in which the slot is the first byte of two} */
    static int leadsOfTwo(int slot) {
        return LEADS_OF_TWO[slot];
    }

    /** {@return the encodings in which the slot is the first byte of three} */
    static int leadsOfThree(int slot) {
        return LEADS_OF_THREE[slot];
    }

    /** {@return the encodings in which the slot is the first byte of four} */
    static int leadsOfFour(int slot) {
        return LEADS_OF_FOUR[slot];
    }

    /** {@return the encodings in which the slot is a later byte of a sequence} */
    static int continuations(int slot) {
        return CONTINUATIONS[slot];
    }

    /** {@return the byte of a slot, 80 to FF, or -1} */
    int code(int slot) {
        return bytes[slot];
    }

    /** {@return the character of a byte from 80 to FF} */
    char decode(int code) {
        return upper.charAt(code - 0x80);
    }

    /** {@return whether byte A0 is the blank that does not break, which copying turns into a plain one} */
    boolean hasNoBreakSpaceAtA0() {
        return upper.charAt(0x20) == '\u00A0';
    }

    /** {@return whether U+FFFD stands for a byte that was lost, instead of being out of reach} */
    boolean toleratesLoss() {
        return this != MAC_ROMAN && this != CP437 && this != CP850;
    }

    @Override
    public String toString() {
        return name;
    }
}
