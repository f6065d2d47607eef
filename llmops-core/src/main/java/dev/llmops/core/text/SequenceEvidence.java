package dev.llmops.core.text;

/**
 * Weighs how surely a stretch of text is UTF-8 that was read in a wrong encoding.
 *
 * <p>Two questions count: do the characters as they stand never meet in natural text (a small letter
 * before an accented capital, a currency sign after a letter, a control), and is what the bytes say
 * something people write? Points are added; {@value #ENOUGH} mean that there is no other reading.
 * Characters that naturally follow letters give none, so that {@code VOCÊ…} stays what it is.
 */
final class SequenceEvidence {
    /** The points from which on a text counts as damaged. */
    static final int ENOUGH = 2;

    private static final int STRONG = 3;
    private static final char NO_BREAK_SPACE = '\u00A0';

    private final String text;

    SequenceEvidence(String text) {
        this.text = text;
    }

    /**
     * {@return the points of one sequence}
     *
     * @param start where it begins
     * @param end where it ends
     * @param codePoint what it stands for
     * @param inRun whether another sequence ends where it begins
     */
    int points(int start, int end, int codePoint, boolean inRun) {
        char lead = text.charAt(start);
        boolean control = (codePoint == 0 || isControl(codePoint)) && !isControl(text.charAt(end - 1));
        if (control || (Plausibility.isRare(codePoint) && !isCombiningAfterLetter(start, codePoint))) {
            return 0;
        }
        CharacterKind leadKind = CharacterKind.of(lead);
        CharacterKind before = start == 0 ? CharacterKind.NEUTRAL : CharacterKind.of(text.charAt(start - 1));
        char next = end < text.length() ? text.charAt(end) : ' ';
        int points = leadPoints(lead, leadKind, before);
        boolean midWord = leadKind == CharacterKind.UPPER && before == CharacterKind.LOWER;
        if (isCommonLead(lead)
                && end - start == 2
                && text.charAt(start + 1) == NO_BREAK_SPACE
                && (before != CharacterKind.UPPER || CharacterKind.of(next) == CharacterKind.LOWER)) {
            points++;
        }
        boolean natural = leadKind.isLetter() && end - start > 1;
        for (int i = start + 1; i < end; i++) {
            char tail = text.charAt(i);
            natural &= CharacterKind.of(tail) == leadKind;
            if (text.charAt(i - 1) == NO_BREAK_SPACE) {
                continue;
            }
            points += tailPoints(lead, leadKind, tail, i == end - 1 ? next : ' ', midWord);
        }
        if (natural) {
            return Math.min(points, midWord ? 1 : 0);
        }
        points += sizePoints(end - start, codePoint);
        if (end - start == 1) {
            points += absorbedBlankPoints(before);
        }
        return Math.max(0, points - foreignness(start, end, codePoint, inRun));
    }

    private static int leadPoints(char lead, CharacterKind kind, CharacterKind before) {
        int points = isCommonLead(lead) ? 1 : 0;
        if (kind == CharacterKind.UPPER && before == CharacterKind.LOWER) {
            points++;
        }
        if ((kind == CharacterKind.SIGN || kind == CharacterKind.BOX) && before.isLetter()) {
            points++;
        }
        return points;
    }

    private static int tailPoints(char lead, CharacterKind leadKind, char tail, char next, boolean midWord) {
        boolean letter = leadKind.isLetter();
        return switch (CharacterKind.of(tail)) {
            case CONTROL -> STRONG;
            case SIGN -> (letter && tail != '§' && tail != '±') || leadKind == CharacterKind.BOX || lead == '¬' ? 2 : 1;
            case OPENING -> openingPoints(leadKind, tail);
            case MARK -> letter || leadKind == CharacterKind.SIGN ? 1 : 0;
            case BOX -> leadKind == CharacterKind.BOX ? 0 : 2;
            case CLOSING -> closingPoints(lead, leadKind, tail, next, midWord);
            case UPPER -> letterPoints(lead, leadKind, tail, CharacterKind.LOWER);
            case LOWER -> letterPoints(lead, leadKind, tail, CharacterKind.NEUTRAL);
            case NEUTRAL -> tail == '\uFFFD' && letter ? 1 : 0;
        };
    }

    private static int openingPoints(CharacterKind leadKind, char tail) {
        if (tail == '«') {
            return leadKind.isLetter() ? 1 : 0;
        }
        return leadKind.isLetter() || leadKind == CharacterKind.BOX ? 2 : leadKind == CharacterKind.SIGN ? 1 : 0;
    }

    private static int closingPoints(char lead, CharacterKind leadKind, char tail, char next, boolean midWord) {
        int points = 0;
        boolean letterNext = CharacterKind.of(next).isLetter();
        if (letterNext) {
            points += "”»›™®©".indexOf(tail) >= 0 ? 2 : "“ºª°".indexOf(tail) >= 0 ? 1 : 0;
        }
        if (midWord && "©®ºª".indexOf(tail) >= 0) {
            points++;
        }
        if (isCommonLead(lead)
                && ("™©®°ª".indexOf(tail) >= 0 || ((letterNext || isDigit(next)) && "–—“".indexOf(tail) >= 0))) {
            points++;
        }
        if (leadKind == CharacterKind.SIGN) {
            points += "©®™".indexOf(tail) >= 0 ? 2 : 1;
        }
        if (leadKind == CharacterKind.BOX) {
            points += tail == '»' ? 0 : 1;
        }
        return points;
    }

    private static int letterPoints(char lead, CharacterKind leadKind, char tail, CharacterKind clash) {
        if (leadKind == CharacterKind.BOX || leadKind == CharacterKind.SIGN) {
            return 2;
        }
        if (!leadKind.isLetter()) {
            return 0;
        }
        if (leadKind == clash || alphabet(lead) != alphabet(tail)) {
            return 2;
        }
        return isCommonLead(lead) ? 1 : 0;
    }

    private static int sizePoints(int size, int codePoint) {
        if (size >= 4) {
            return STRONG;
        }
        return size < 3 ? 0 : codePoint >= 0x2010 && codePoint < 0x2040 ? 2 : 1;
    }

    private static int absorbedBlankPoints(CharacterKind before) {
        return before == CharacterKind.LOWER ? 1 : 0;
    }

    /** {@return 1 if two sequences in a row stand for letters of one script that is not Latin} */
    static int runPoints(int codePoint, int next) {
        int script = Plausibility.foreignScript(codePoint);
        return script != 0 && script == Plausibility.foreignScript(next) && !Plausibility.isRare(codePoint) ? 1 : 0;
    }

    /** {@return what to take off because a letter of another script is hardly what someone wrote here} */
    private int foreignness(int start, int end, int codePoint, boolean inRun) {
        if (Plausibility.foreignScript(codePoint) == 0) {
            return 0;
        }
        // By itself it loses a point, which the neighbours in a run give back.
        return isForeignWithinWord(start, end, codePoint, inRun) ? 2 : 1;
    }

    private static boolean isControl(int c) {
        return c >= 0x80 && c < 0xA0;
    }

    private boolean isCombiningAfterLetter(int start, int codePoint) {
        return codePoint >= 0x300 && codePoint < 0x329 && start > 0 && Character.isLetter(text.charAt(start - 1));
    }

    /** {@return whether the sequence stands for a letter that cannot belong to the word around it} */
    boolean isForeignWithinWord(int start, int end, int codePoint, boolean inRun) {
        if (end < text.length() && isAsciiLetter(text.charAt(end))) {
            return true;
        }
        if (start == 0 || inRun || !Character.isLetter(text.charAt(start - 1))) {
            return false;
        }
        return Plausibility.foreignScript(text.charAt(start - 1)) != Plausibility.foreignScript(codePoint);
    }

    private static boolean isCommonLead(char c) {
        return c == 'Ã' || c == 'Â';
    }

    private static int alphabet(char c) {
        return c < 0x370 ? 0 : c < 0x400 ? 1 : 2;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
