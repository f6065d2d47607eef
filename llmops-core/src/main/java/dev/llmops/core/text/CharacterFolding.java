package dev.llmops.core.text;

import java.text.Normalizer;

/**
 * Writes characters the plain way: ligatures as letters, wide and narrow forms in normal width, curly
 * quotes straight.
 *
 * <p>Each is an option of its own, since each loses something the writer may have meant.
 */
final class CharacterFolding implements CleaningStep {
    private static final char FIRST_FOLDED = '\u0132';
    private static final String SINGLE_QUOTES = "ʼ‘’‚‛";
    private static final String DOUBLE_QUOTES = "“”„‟";

    private final boolean ligatures;
    private final boolean widths;
    private final boolean quotes;

    CharacterFolding(boolean ligatures, boolean widths, boolean quotes) {
        this.ligatures = ligatures;
        this.widths = widths;
        this.quotes = quotes;
    }

    @Override
    public CleanText apply(String text, CleaningTally tally) {
        TextRewriter rewriter = new TextRewriter(text);
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < FIRST_FOLDED) {
                continue;
            }
            String folded = fold(c);
            if (!folded.isEmpty()) {
                rewriter.replace(i, i + 1, folded);
            }
        }
        return rewriter.finish();
    }

    /** {@return what to write for {@code c}; empty for {@code c} itself} */
    private String fold(char c) {
        if (quotes && SINGLE_QUOTES.indexOf(c) >= 0) {
            return "'";
        }
        if (quotes && DOUBLE_QUOTES.indexOf(c) >= 0) {
            return "\"";
        }
        if (widths && (c == '\u3000' || (c >= '\uFF01' && c <= '\uFFEE'))) {
            String normal = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
            return normal.charAt(0) == c ? "" : normal;
        }
        return ligatures ? letters(c) : "";
    }

    private static String letters(char c) {
        return switch (c) {
            case 'Ĳ' -> "IJ";
            case 'ĳ' -> "ij";
            case 'ŉ' -> "ʼn";
            case 'Ǆ' -> "DŽ";
            case 'ǅ' -> "Dž";
            case 'ǆ' -> "dž";
            case 'Ǉ' -> "LJ";
            case 'ǈ' -> "Lj";
            case 'ǉ' -> "lj";
            case 'Ǌ' -> "NJ";
            case 'ǋ' -> "Nj";
            case 'ǌ' -> "nj";
            case 'Ǳ' -> "DZ";
            case 'ǲ' -> "Dz";
            case 'ǳ' -> "dz";
            case '\uFB00' -> "ff";
            case '\uFB01' -> "fi";
            case '\uFB02' -> "fl";
            case '\uFB03' -> "ffi";
            case '\uFB04' -> "ffl";
            case '\uFB05' -> "ſt";
            case '\uFB06' -> "st";
            default -> "";
        };
    }
}
