package dev.llmops.core.text;

import java.text.Normalizer;

/**
 * Composes characters (Unicode normalisation form C), keeping track of where they were.
 *
 * <p>Works on the smallest stretches that normalise independently: a character and the marks after it.
 * A heap of marks longer than any language needs is left as it is, which keeps the work linear.
 */
final class CanonicalForm implements CleaningStep {
    private static final int FIRST_AFFECTED = 0x300;
    private static final int LONGEST_HEAP = 128;
    private static final int BLOCK = 512;

    @Override
    public CleanText apply(String text, CleaningTally tally) {
        TextRewriter rewriter = new TextRewriter(text);
        int length = text.length();
        int i = 0;
        while (i < length) {
            if (isStable(text, i) && (i + 1 == length || isStable(text, i + 1))) {
                i++;
                continue;
            }
            i = normalizeBlock(text, i, rewriter);
        }
        return rewriter.finish();
    }

    private static boolean isStable(String text, int at) {
        return (CharacterNeeds.of(text.charAt(at)) & CharacterNeeds.COMPOSITION) == 0;
    }

    private static int normalizeBlock(String text, int start, TextRewriter rewriter) {
        int end = start;
        while (end < text.length() && end - start < BLOCK) {
            int next = endOfStretch(text, end);
            if (next - end > LONGEST_HEAP) {
                normalizeStretches(text, start, end, rewriter);
                return next;
            }
            end = next;
        }
        normalizeStretches(text, start, end, rewriter);
        return end;
    }

    private static void normalizeStretches(String text, int start, int end, TextRewriter rewriter) {
        if (start == end || Normalizer.isNormalized(text.substring(start, end), Normalizer.Form.NFC)) {
            return;
        }
        int i = start;
        while (i < end) {
            int next = endOfStretch(text, i);
            String stretch = text.substring(i, next);
            String normal = Normalizer.normalize(stretch, Normalizer.Form.NFC);
            if (!normal.equals(stretch)) {
                rewriter.replace(i, next, normal);
            }
            i = next;
        }
    }

    private static int endOfStretch(String text, int start) {
        int i = start + Character.charCount(text.codePointAt(start));
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c < FIRST_AFFECTED) {
                return i;
            }
            int codePoint = text.codePointAt(i);
            if (!joinsBackwards(codePoint)) {
                return i;
            }
            i += Character.charCount(codePoint);
        }
        return i;
    }

    private static boolean joinsBackwards(int codePoint) {
        if (codePoint >= 0x1160 && codePoint <= 0x11FF) {
            return true;
        }
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
