package dev.llmops.eval.text;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;

/**
 * How BLEU takes a text apart: the tokenizers of sacreBLEU that need no model.
 *
 * <p>Scores of different tokenizers cannot be compared. The name of the tokenizer stands in the signature as
 * {@code tok}.
 */
public enum BleuTokenizer {
    /** Splits at white space only, for texts that are tokenized already. */
    NONE("none"),
    /** The script {@code mteval-v13a} of NIST, made for European languages: the default. */
    V13A("13a"),
    /**
     * Splits at punctuation and symbols of all scripts, {@code mteval-v14} with {@code --international-tokenization}.
     *
     * <p>Which characters those are depends on the Unicode of the JDK; JDK 17 knows all up to Unicode 13.
     */
    INTL("intl"),
    /** Every code point is a token. */
    CHAR("char"),
    /** Chinese characters are tokens, the rest is split as by {@link #V13A}. */
    ZH("zh");

    private static final int NUMBERS =
            1 << Character.DECIMAL_DIGIT_NUMBER | 1 << Character.LETTER_NUMBER | 1 << Character.OTHER_NUMBER;
    private static final int PUNCTUATION = 1 << Character.CONNECTOR_PUNCTUATION
            | 1 << Character.DASH_PUNCTUATION
            | 1 << Character.START_PUNCTUATION
            | 1 << Character.END_PUNCTUATION
            | 1 << Character.INITIAL_QUOTE_PUNCTUATION
            | 1 << Character.FINAL_QUOTE_PUNCTUATION
            | 1 << Character.OTHER_PUNCTUATION;
    private static final int SYMBOLS = 1 << Character.MATH_SYMBOL
            | 1 << Character.CURRENCY_SYMBOL
            | 1 << Character.MODIFIER_SYMBOL
            | 1 << Character.OTHER_SYMBOL;

    // The first two ranges are no Chinese. Two ranges beyond the basic plane were written as escapes of four digits in
    // the original, which made texts of two characters of them; comparing with those takes in curly quotes and arrows.
    private static final CodePointSet CHINESE = CodePointSet.ofRanges(
            0x2001, 0x2A6D, 0x2F81, 0x2FA1, 0x3400, 0x4DB5, 0x4E00, 0x9FA5, 0x9FA6, 0x9FBB, 0xF900, 0xFA2D, 0xFA30,
            0xFA6A, 0xFA70, 0xFAD9, 0xFF00, 0xFFEF, 0x2E80, 0x2EFF, 0x3000, 0x303F, 0x31C0, 0x31EF, 0x2F00, 0x2FDF,
            0x2FF0, 0x2FFF, 0x3100, 0x312F, 0x31A0, 0x31BF, 0xFE10, 0xFE1F, 0xFE30, 0xFE4F, 0x2600, 0x26FF, 0x2700,
            0x27BF, 0x3200, 0x32FF, 0x3300, 0x33FF);

    private final String label;

    BleuTokenizer(String label) {
        this.label = label;
    }

    /** {@return the name that signatures give it} */
    public String label() {
        return label;
    }

    /** {@return the tokenizer of that name in signatures} */
    public static BleuTokenizer of(String label) {
        for (BleuTokenizer tokenizer : values()) {
            if (tokenizer.label.equals(label)) {
                return tokenizer;
            }
        }
        throw new InvalidInputException("tokenizer", "tokenizer must be none, 13a, intl, char or zh, was " + label);
    }

    /** {@return {@code text} with blanks between tokens} */
    public String tokenize(String text) {
        Require.nonNull(text, "text");
        if (this == NONE) {
            return text;
        }
        Line line = new Line();
        split(text, line);
        if (this != CHAR) {
            return line.joined();
        }
        StringBuilder spaced = new StringBuilder(2 * text.length());
        for (int i = 0; i < line.now().length; i++) {
            spaced.append(i == 0 ? "" : " ").appendCodePoint(line.now().at[i]);
        }
        return spaced.toString();
    }

    /** Writes {@code text} into {@code line} so that its tokens are what stands between white space. */
    void split(String text, Line line) {
        switch (this) {
            case NONE, CHAR -> line.set(text);
            case V13A -> line.setPadded(unescaped(text)).splitWestern();
            case ZH -> line.set(PythonText.strip(text)).spaceOut(CHINESE).splitWestern();
            case INTL ->
                line.set(text)
                        .splitSecond(BleuTokenizer::isNoNumber, BleuTokenizer::isPunctuation)
                        .splitFirst(BleuTokenizer::isPunctuation, BleuTokenizer::isNoNumber)
                        .spaceOut(BleuTokenizer::isSymbol);
        }
    }

    private static String unescaped(String text) {
        String line = text;
        if (line.indexOf('<') >= 0) {
            line = line.replace("<skipped>", "");
        }
        if (line.indexOf('\n') >= 0) {
            line = line.replace("-\n", "").replace('\n', ' ');
        }
        return withoutEntities(line);
    }

    /** {@return {@code line} with the four entities of XML replaced, one after the other} */
    static String withoutEntities(String line) {
        return line.indexOf('&') < 0
                ? line
                : line.replace("&quot;", "\"")
                        .replace("&amp;", "&")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">");
    }

    private static boolean isNoNumber(int codePoint) {
        return (NUMBERS >>> Character.getType(codePoint) & 1) == 0;
    }

    private static boolean isPunctuation(int codePoint) {
        return (PUNCTUATION >>> Character.getType(codePoint) & 1) != 0;
    }

    private static boolean isSymbol(int codePoint) {
        return (SYMBOLS >>> Character.getType(codePoint) & 1) != 0;
    }
}
