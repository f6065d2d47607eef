package dev.llmops.core.text;

import java.lang.Character.UnicodeScript;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * Removes characters that nobody sees, unless a script or an emoji needs them.
 *
 * <p>Gone are controls, byte order marks, interlinear annotation marks, deprecated format characters,
 * soft hyphens, zero-width characters and bidirectional controls that do not nest. What stays: joiners
 * after letters of scripts that join, in emoji sequences the joiner too, variation selectors after what
 * has variants, tags in flags, direction marks in text that has a direction to mark, controls that nest.
 * All line ends become {@code \n}; a lone surrogate becomes U+FFFD.
 */
final class InvisibleCharacters implements CleaningStep {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int LAST_TAG = 0xE007F;

    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.MANDAIC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.PHAGS_PA,
            UnicodeScript.ADLAM,
            UnicodeScript.HANIFI_ROHINGYA,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.TIBETAN,
            UnicodeScript.MYANMAR,
            UnicodeScript.KHMER,
            UnicodeScript.BALINESE,
            UnicodeScript.JAVANESE);
    private static final Set<UnicodeScript> WITHOUT_BLANKS = EnumSet.of(
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN,
            UnicodeScript.JAVANESE,
            UnicodeScript.BALINESE);

    @Override
    public CleanText apply(String text, CleaningTally tally) {
        int first = firstAffected(text);
        return first == text.length() ? CleanText.unchanged(text) : new Pass(text, tally).run(first);
    }

    private static int firstAffected(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (isSuspicious(text.charAt(i))) {
                return i;
            }
        }
        return length;
    }

    private static boolean isSuspicious(char c) {
        return (CharacterNeeds.of(c) & CharacterNeeds.VISIBILITY) != 0;
    }

    /** One walk over a text. */
    private static final class Pass {
        private final String text;
        private final int length;
        private final CleaningTally tally;
        private final TextRewriter rewriter;
        private BitSet unnested = new BitSet();
        private boolean bidiRead;
        private boolean directionRead;
        private boolean rightToLeft;

        // The last code point that stayed, and the last that is more than a joiner, selector or skin tone.
        private int last;
        private int lastBase;

        Pass(String text, CleaningTally tally) {
            this.text = text;
            this.length = text.length();
            this.tally = tally;
            this.rewriter = new TextRewriter(text);
        }

        CleanText run(int first) {
            int i = first;
            if (i > 0) {
                kept(text.codePointBefore(i));
            }
            while (i < length) {
                char c = text.charAt(i);
                if (!isSuspicious(c)) {
                    kept(c);
                    i++;
                } else {
                    i = suspicious(i);
                }
            }
            return rewriter.finish();
        }

        private int suspicious(int at) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (isLineEnd(codePoint)) {
                next = codePoint == '\r' && next < length && text.charAt(next) == '\n' ? next + 1 : next;
                rewriter.replace(at, next, "\n");
                kept('\n');
            } else if (codePoint >= 0xD800 && codePoint < 0xE000) {
                rewriter.replace(at, next, REPLACEMENT);
                tally.surrogateReplaced();
                kept(REPLACEMENT);
            } else if (codePoint == BLACK_FLAG && endOfTags(next) > next) {
                next = endOfTags(next);
                kept(codePoint);
            } else if (isRemoved(at, codePoint, next)) {
                rewriter.remove(at, next);
            } else {
                kept(codePoint);
            }
            return next;
        }

        private void kept(int codePoint) {
            last = codePoint;
            boolean modifies = codePoint == JOINER
                    || codePoint == EMOJI_STYLE
                    || (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF)
                    || codePoint == KEYCAP;
            if (!modifies) {
                lastBase = codePoint;
            }
        }

        private static boolean isLineEnd(int c) {
            return c == '\r' || c == 0x0B || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
        }

        private boolean isRemoved(int at, int codePoint, int next) {
            if (codePoint < 0x20 || (codePoint >= 0x7F && codePoint < 0xA0)) {
                tally.controlRemoved();
                return true;
            }
            if (isBidiControl(codePoint)) {
                readBidi();
                if (unnested.get(at)) {
                    tally.bidiRemoved();
                    return true;
                }
                return false;
            }
            if (isNeeded(codePoint, next)) {
                return false;
            }
            tally.invisibleRemoved();
            return true;
        }

        private boolean isNeeded(int codePoint, int next) {
            return switch (codePoint) {
                case JOINER -> joinsLetters(next) || joinsEmoji(next);
                case NON_JOINER -> joinsLetters(next);
                case ZERO_WIDTH_SPACE ->
                    hasScript(last, WITHOUT_BLANKS) && hasScript(codePointAt(next), WITHOUT_BLANKS);
                case 0x200E, 0x200F, 0x061C -> hasRightToLeft();
                case 0x034F -> isMark(codePointAt(next)) && Character.isLetter(lastBase);
                case 0x00AD, 0x180E, 0xFEFF -> false;
                default -> isNeededBySort(codePoint, next);
            };
        }

        private boolean isNeededBySort(int codePoint, int next) {
            if (codePoint >= 0x180B && codePoint <= 0x180F) {
                return UnicodeScript.of(last) == UnicodeScript.MONGOLIAN;
            }
            if (isSelector(codePoint)) {
                return !isSelector(last) && hasVariants(next);
            }
            boolean tag = codePoint >= 0xE0000 && codePoint <= LAST_TAG;
            boolean format = (codePoint >= 0x2060 && codePoint < 0x2070)
                    || (codePoint >= 0xFFF9 && codePoint <= 0xFFFC)
                    || (codePoint >= 0x1BCA0 && codePoint <= 0x1BCA3)
                    || (codePoint >= 0x1D173 && codePoint <= 0x1D17A);
            boolean nothing = (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
            return !tag && !format && !nothing;
        }

        private boolean joinsLetters(int next) {
            return last != JOINER
                    && last != NON_JOINER
                    && (hasScript(last, JOINING) || hasScript(codePointAt(next), JOINING));
        }

        private boolean joinsEmoji(int next) {
            return last != JOINER && isEmoji(lastBase) && isEmoji(codePointAt(next));
        }

        private boolean hasVariants(int next) {
            if (Character.isIdeographic(last) || UnicodeScript.of(last) == UnicodeScript.MYANMAR) {
                return true;
            }
            boolean keycap = last == '#' || last == '*' || (last >= '0' && last <= '9');
            return keycap
                    ? codePointAt(next) == KEYCAP
                    : isEmoji(lastBase) || Character.getType(last) == Character.MATH_SYMBOL;
        }

        private int endOfTags(int from) {
            int i = from;
            while (i < length) {
                int codePoint = text.codePointAt(i);
                if (codePoint == LAST_TAG) {
                    return i > from ? i + 2 : from;
                }
                if (codePoint < 0xE0020 || codePoint > LAST_TAG || i - from > 32) {
                    return from;
                }
                i += 2;
            }
            return from;
        }

        private int codePointAt(int at) {
            return at < length ? text.codePointAt(at) : 0;
        }

        private boolean hasRightToLeft() {
            if (!directionRead) {
                directionRead = true;
                rightToLeft = text.codePoints().anyMatch(Pass::isRightToLeft);
            }
            return rightToLeft;
        }

        private void readBidi() {
            if (!bidiRead) {
                bidiRead = true;
                unnested = BidiNesting.unnested(text);
            }
        }

        private static boolean isRightToLeft(int codePoint) {
            if (codePoint < 0x590) {
                return false;
            }
            byte direction = Character.getDirectionality(codePoint);
            return (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                            || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
                    && Character.isLetter(codePoint);
        }

        private static boolean isBidiControl(int c) {
            return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        }

        private static boolean isSelector(int c) {
            return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        }

        private static boolean isMark(int c) {
            int type = Character.getType(c);
            return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        }

        private static boolean isEmoji(int c) {
            return (c >= 0x1F000 && c < 0x1FB00)
                    || (c >= 0x203C
                            && c < 0x3300
                            && (Character.getType(c) == Character.OTHER_SYMBOL
                                    || Character.getType(c) == Character.MATH_SYMBOL
                                    || c == 0x203C
                                    || c == 0x2049
                                    || c == 0x3030
                                    || c == 0x303D))
                    || c == 0xA9
                    || c == 0xAE;
        }

        private static boolean hasScript(int codePoint, Set<UnicodeScript> scripts) {
            return codePoint >= 0x300 && scripts.contains(UnicodeScript.of(codePoint));
        }
    }
}
