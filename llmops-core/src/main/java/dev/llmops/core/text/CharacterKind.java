package dev.llmops.core.text;

/**
 * What a character is to someone who asks whether it may stand next to another in natural text.
 *
 * <p>Finer than Unicode's categories where wrongly decoded bytes pile up: an ellipsis or a closing quote
 * follows a letter everywhere, a currency sign or a cedilla by itself never does.
 */
enum CharacterKind {
    /** Digits, blanks and the marks of ASCII, and whatever no rule knows. */
    NEUTRAL,
    /** A small letter. */
    LOWER,
    /** A capital letter. */
    UPPER,
    /** Punctuation that naturally follows a letter. */
    CLOSING,
    /** Punctuation that naturally precedes a letter. */
    OPENING,
    /** Signs that hardly ever touch a letter. */
    SIGN,
    /** Superscript digits and the currency signs that look like letters in some alphabets. */
    MARK,
    /** Pieces of boxes and shades. */
    BOX,
    /** C1 controls. */
    CONTROL;

    private static final int INDEXED = 0x2600;
    private static final CharacterKind[] KINDS = new CharacterKind[INDEXED];

    static {
        for (char c = 0; c < INDEXED; c++) {
            KINDS[c] = byCategory(c);
        }
        assign(CLOSING, "\u00A0…’”“‘–—―·´»›™®©ºª°'\"");
        assign(OPENING, "‚„‹¡¿•«");
        assign(SIGN, "¦¤¨¬¯¸¶ƒˆ˜‰†‡µ±¢£€¼½¾\u00AD×÷§ˇ˘˝˛˙˚΄΅√≈∆◊⁄∂∑∏π∫∞≠≤≥Ω⌐⌠⌡∩≡∙ⁿ₧¹■");
        assign(MARK, "²³¥");
    }

    private static void assign(CharacterKind kind, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            KINDS[characters.charAt(i)] = kind;
        }
    }

    private static CharacterKind byCategory(char c) {
        if (Character.isUpperCase(c)) {
            return UPPER;
        }
        if (Character.isLetter(c)) {
            return LOWER;
        }
        if (c >= 0x80 && c < 0xA0) {
            return CONTROL;
        }
        return c >= 0x2500 && c < 0x25A0 ? BOX : NEUTRAL;
    }

    /** {@return the kind of {@code c}} */
    static CharacterKind of(char c) {
        if (c < INDEXED) {
            return KINDS[c];
        }
        return c == '\uFB01' || c == '\uFB02' || c == '\uF8FF' ? SIGN : NEUTRAL;
    }

    /** {@return whether this is a letter} */
    boolean isLetter() {
        return this == LOWER || this == UPPER;
    }
}
