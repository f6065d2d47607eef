package dev.llmops.core.text;

import java.util.Locale;

/**
 * Decides, word by word, what to change in plain prose.
 *
 * <p>Knows the words before and the one after, and how much the text looks like English. Whatever is not
 * made of letters and ordinary punctuation is left alone. One instance serves one text.
 */
final class ProseRules {
    private static final String SENTENCE_ENDS = ".!?";
    private static final String LONELY_MARKS = ",.;!?";

    private final Typography typography;
    private int english;
    private int foreign;

    // The word before, on the same line: without punctuation and small-lettered; empty if there is none.
    private String before = "";
    private String rawBefore = "";
    private boolean sentenceEnded;
    private boolean first = true;

    // The word at hand.
    private String core = "";
    private String lead = "";
    private String trail = "";
    private boolean plain;

    // The decision.
    private int blanks;
    private String written = "";
    private boolean closesNextGap;

    ProseRules(Typography typography) {
        this.typography = typography;
    }

    /** {@return how many blanks to write before the word} */
    int blanks() {
        return blanks;
    }

    /** {@return what to write for the word} */
    String written() {
        return written;
    }

    /** {@return whether the blanks after the word go} */
    boolean closesNextGap() {
        return closesNextGap;
    }

    /** Takes note of a line end, or of something after which nothing can be said about words. */
    void interrupt() {
        before = "";
        rawBefore = "";
        sentenceEnded = false;
    }

    /** Takes note of a paragraph that begins. */
    void beginParagraph() {
        first |= sentenceEnded;
    }

    /** Takes note of a word that stays as it is. */
    void pass(String word) {
        rawBefore = word;
        before = "";
        sentenceEnded = false;
        first = false;
    }

    /**
     * Decides about a word.
     *
     * @param raw the word with all punctuation around it
     * @param gap the blanks before it on its line
     * @param next the following word on the line if it is one of small letters; else empty
     * @param blankFollows whether a blank comes after the word
     * @param roundOpen whether a round bracket is open
     */
    void decide(String raw, int gap, String next, boolean blankFollows, boolean roundOpen) {
        split(raw);
        blanks = gap > 1 && gap < 4 ? 1 : gap;
        written = raw;
        closesNextGap = false;
        if (plain && !core.isEmpty()) {
            String word = core.toLowerCase(Locale.ROOT);
            english += EnglishWords.isTelling(word) || core.equals("I") ? 1 : 0;
            foreign += EnglishWords.isForeign(word) ? 1 : 0;
            decideWord(raw, word, gap, next);
        } else {
            decideMark(raw, gap, blankFollows, roundOpen);
        }
        sentenceEnded = (core.isEmpty() && !before.isEmpty()) ? isMarkAfterSentence(raw) : endsSentence(raw);
        before = plain && trail.isEmpty() ? core.toLowerCase(Locale.ROOT) : "";
        rawBefore = raw;
        first = false;
    }

    private boolean isEnglish() {
        return english > 0 && english > 2 * foreign;
    }

    private void split(String raw) {
        int start = 0;
        while (start < raw.length() && "([".indexOf(raw.charAt(start)) >= 0) {
            start++;
        }
        int end = raw.length();
        while (end > start && ".,;:!?)]…".indexOf(raw.charAt(end - 1)) >= 0) {
            end--;
        }
        lead = raw.substring(0, start);
        core = raw.substring(start, end);
        trail = raw.substring(end);
        plain = isProse(core);
    }

    /** {@return whether {@code word} has nothing but letters, inner apostrophes, hyphens and punctuation} */
    private static boolean isProse(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean inner = i > 0 && i + 1 < word.length() && "'’-,;!?.".indexOf(c) >= 0;
            boolean smallAfterSmall = i == 0 || !Character.isUpperCase(c) || !Character.isLowerCase(word.charAt(i - 1));
            if (!inner && !(Character.isLetter(c) && smallAfterSmall)) {
                return false;
            }
        }
        return true;
    }

    private void decideWord(String raw, String word, int gap, String next) {
        if (isDoubled(raw, word, gap)) {
            blanks = 0;
            written = trail;
            return;
        }
        String better = core;
        if (isEnglish()) {
            better = withMissingBlank(better);
            if (better.equals(word)) {
                better = EnglishWords.spelling(word);
            }
        }
        better = withCapital(better, word, gap, next);
        better = withArticle(better, word, next);
        written = lead + better + styled(withSinglePunctuation());
        if (isRoundJustOpened(gap)) {
            blanks = 0;
        }
    }

    private boolean isDoubled(String raw, String word, int gap) {
        return gap > 0
                && gap < 4
                && lead.isEmpty()
                && word.equals(before)
                && core.equals(word)
                && !raw.startsWith("...")
                && EnglishWords.isNeverDoubled(word)
                && isEnglish();
    }

    private boolean isRoundJustOpened(int gap) {
        return gap == 1 && "(".equals(rawBefore) && lead.isEmpty();
    }

    /** {@return the word, cut where a blank after punctuation was forgotten} */
    private String withMissingBlank(String word) {
        int at = -1;
        for (int i = 1; i + 1 < word.length(); i++) {
            if (",;!?.".indexOf(word.charAt(i)) >= 0) {
                if (at >= 0) {
                    return word;
                }
                at = i;
            }
        }
        if (at < 2
                || word.length() - at < 3
                || !isAsciiLetters(word, 0, at)
                || !isAsciiLetters(word, at + 1, word.length())) {
            return word;
        }
        String after = word.substring(at + 1);
        boolean small = (Character.isLowerCase(word.charAt(at - 1)) && Character.isLowerCase(word.charAt(0))) || at > 2;
        boolean forgotten = switch (word.charAt(at)) {
            case ',', ';' -> Character.isLowerCase(after.charAt(0));
            case '!', '?' -> Character.isUpperCase(after.charAt(0));
            default ->
                Character.isLowerCase(word.charAt(0))
                        && Character.isUpperCase(after.charAt(0))
                        && EnglishWords.isStarter(after.toLowerCase(Locale.ROOT));
        };
        return small && forgotten ? word.substring(0, at + 1) + " " + after : word;
    }

    private String withCapital(String better, String word, int gap, String next) {
        if (!lead.isEmpty() || core.isEmpty() || !core.equals(word)) {
            return better;
        }
        if (isPersonalI(word, next)) {
            return "I" + better.substring(1);
        }
        boolean begins = first
                ? EnglishWords.isClearStarter(word) && !next.isEmpty() && trail.isEmpty()
                : sentenceEnded && gap > 0 && EnglishWords.isStarter(word) && isEnglish();
        return begins ? capital(better) : better;
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private boolean isPersonalI(String word, String next) {
        if (word.equals("i")) {
            return trail.isEmpty() && EnglishWords.followsPersonalI(next) && (isEnglish() || first);
        }
        boolean contracted =
                word.length() <= 4 && word.length() >= 3 && word.charAt(0) == 'i' && "'’".indexOf(word.charAt(1)) >= 0;
        return contracted
                && switch (word.substring(2)) {
                    case "m", "ve", "ll", "d" -> true;
                    default -> false;
                };
    }

    private String withArticle(String better, String word, String next) {
        if (!trail.isEmpty() || next.isEmpty() || !isEnglish()) {
            return better;
        }
        boolean wrongA = word.equals("a") && EnglishWords.beginsWithVowel(next) && EnglishWords.isArticle(before, next);
        if (wrongA && (core.equals("a") || sentenceEnded || first)) {
            return better + "n";
        }
        boolean wrongAn = word.equals("an") && EnglishWords.beginsWithConsonant(next);
        return wrongAn ? better.substring(0, 1) : better;
    }

    /** {@return the punctuation after the word, without a mark that was typed twice} */
    private String withSinglePunctuation() {
        if (trail.equals(",,") || trail.equals(";;")) {
            return trail.substring(1);
        }
        boolean twoStops = trail.equals("..") && core.length() > 1 && !core.contains(".");
        return twoStops ? "." : trail;
    }

    private String styled(String marks) {
        if (core.isEmpty()) {
            return marks;
        }
        return switch (typography.ellipsis()) {
            case AS_WRITTEN -> marks;
            case CHARACTER -> marks.equals("...") ? "…" : marks;
            case DOTS -> marks.equals("…") ? "..." : marks;
        };
    }

    /** Decides about something that is not a word: a mark by itself, a dash, a number. */
    private void decideMark(String raw, int gap, boolean blankFollows, boolean roundOpen) {
        if (isDash(raw) && gap > 0 && blankFollows && !before.isEmpty()) {
            decideDash();
            return;
        }
        if (gap == 0 || gap > 3 || rawBefore.isEmpty()) {
            return;
        }
        char last = rawBefore.charAt(rawBefore.length() - 1);
        boolean afterWord = Character.isLetter(last) || ")]>”\"".indexOf(last) >= 0;
        if (raw.length() == 1 && LONELY_MARKS.indexOf(raw.charAt(0)) >= 0 && afterWord && !isAddress(rawBefore)) {
            boolean everywhere = raw.charAt(0) == ',' || raw.charAt(0) == '.';
            blanks = everywhere || isEnglish() ? 0 : blanks;
        } else if (raw.charAt(0) == ',' && afterWord && isAsciiLetters(raw, 1, raw.length()) && isEnglish()) {
            blanks = 0;
            written = ", " + raw.substring(1);
        } else if (raw.charAt(0) == ')' && roundOpen && afterWord && core.isEmpty()) {
            blanks = 0;
        }
    }

    private void decideDash() {
        switch (typography.dash()) {
            case EM -> {
                blanks = 0;
                written = "—";
                closesNextGap = true;
            }
            case EN -> {
                blanks = 1;
                written = "–";
            }
            case AS_WRITTEN -> {}
        }
    }

    private static boolean isDash(String raw) {
        return raw.equals("--") || raw.equals("—") || raw.equals("–");
    }

    private static boolean isAddress(String word) {
        return word.indexOf('/') >= 0 || word.indexOf('@') >= 0 || word.indexOf('\\') >= 0;
    }

    private boolean isMarkAfterSentence(String raw) {
        boolean mark = raw.length() == 1 && SENTENCE_ENDS.indexOf(raw.charAt(0)) >= 0;
        return mark && !EnglishWords.isAbbreviation(before);
    }

    private boolean endsSentence(String raw) {
        int end = raw.length();
        if (end > 1 && raw.charAt(end - 1) == ')') {
            end--;
        }
        if (end == 0 || SENTENCE_ENDS.indexOf(raw.charAt(end - 1)) < 0) {
            return false;
        }
        if (raw.charAt(end - 1) != '.') {
            return true;
        }
        boolean letters = plain && core.length() > 1 && core.indexOf('.') < 0;
        return letters
                && trail.length() <= 2
                && !trail.startsWith("..")
                && !EnglishWords.isAbbreviation(core.toLowerCase(Locale.ROOT));
    }

    private static boolean isAsciiLetters(String word, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = word.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
                return false;
            }
        }
        return true;
    }
}
