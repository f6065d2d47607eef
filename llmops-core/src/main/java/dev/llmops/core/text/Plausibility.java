package dev.llmops.core.text;

import java.util.Arrays;

/**
 * How likely a character is what someone once wrote, by its block.
 *
 * <p>Bytes that only look like UTF-8 decode to characters that hardly anyone uses: phonetic letters,
 * extinct scripts, private use. What is living or common is listed; everything else is rare.
 */
final class Plausibility {
    /** First and last code point of what people write, ascending. */
    private static final int[] COMMON = {
        0x0000, 0x0000, 0x0080, 0x017F, 0x0192, 0x0192, 0x01A0, 0x01A1, 0x01AF, 0x01B0, 0x01CD, 0x01DC,
        0x0218, 0x021B, 0x02C6, 0x02C7, 0x02D8, 0x02DD, 0x0384, 0x03CE, 0x0400, 0x045F, 0x0490, 0x04FF,
        0x0531, 0x058A, 0x05B0, 0x05F4, 0x060C, 0x06FF, 0x0901, 0x0DF4, 0x0E01, 0x0EDD, 0x0F00, 0x0FDA,
        0x1000, 0x10FF, 0x1100, 0x11FF, 0x1200, 0x137C, 0x1780, 0x17F9, 0x1E00, 0x1FFE, 0x2010, 0x206F,
        0x2070, 0x20C0, 0x2100, 0x27BF, 0x27F0, 0x2BFF, 0x3000, 0x33FF, 0x4E00, 0x9FFF, 0xAC00, 0xD7A3,
        0xFB00, 0xFB06, 0xFB1D, 0xFDFF, 0xFE0E, 0xFE0F, 0xFE30, 0xFEFF, 0xFF01, 0xFFEE, 0xFFFC, 0xFFFD,
        0x1D400, 0x1D7FF, 0x1F000, 0x1FAFF, 0x20000, 0x2FA1D, 0xE0020, 0xE007F
    };

    private static final int GREEK = 1;
    private static final int CYRILLIC = 2;
    private static final int EAST_ASIAN = 3;
    private static final int ARABIC_FORMS = 4;

    private Plausibility() {}

    /** {@return whether {@code codePoint} is hardly ever written} */
    static boolean isRare(int codePoint) {
        int at = Arrays.binarySearch(COMMON, codePoint);
        if (at >= 0) {
            return !Character.isDefined(codePoint);
        }
        int next = -at - 1;
        return next % 2 == 0 || !Character.isDefined(codePoint);
    }

    /** {@return the script of a letter, mark or digit that is not Latin, as a number; 0 for anything else} */
    static int foreignScript(int codePoint) {
        if (codePoint < 0x0370) {
            return 0;
        }
        if (codePoint < 0x1E00) {
            return codePoint < 0x0400 ? GREEK : codePoint < 0x0530 ? CYRILLIC : codePoint >> 7;
        }
        if (codePoint < 0x2C00) {
            return codePoint >= 0x1F00 && codePoint < 0x2000 ? GREEK : 0;
        }
        if (codePoint < 0xFB00) {
            boolean punctuation = codePoint < 0x2E80 || (codePoint > 0x3000 && codePoint < 0x3005);
            return punctuation || (codePoint >= 0xE000 && codePoint < 0xF900) ? 0 : EAST_ASIAN;
        }
        boolean arabic = (codePoint >= 0xFB1D && codePoint < 0xFE00) || (codePoint >= 0xFE70 && codePoint < 0xFEFF);
        return arabic ? ARABIC_FORMS : codePoint >= 0x20000 && codePoint < 0x30000 ? EAST_ASIAN : 0;
    }
}
