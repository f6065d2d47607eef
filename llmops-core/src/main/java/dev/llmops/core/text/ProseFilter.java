package dev.llmops.core.text;

import dev.llmops.api.Require;
import dev.llmops.api.text.TextFilter;
import java.util.function.Consumer;

/**
 * Polishes a text while it streams by, and a whole text alike.
 *
 * <p>Walks over the text in steps. A step is taken only once {@value #WINDOW} characters lie ahead, or the
 * end of the text, and looks no further; so every step sees the same for every way of cutting the text,
 * and the result cannot depend on it. White space is held back until what follows is known.
 */
final class ProseFilter implements TextFilter {
    private static final int WINDOW = 88;
    private static final int LONGEST_WORD = 48;
    private static final int LONGEST_NEXT_WORD = 24;
    private static final int WIDEST_GAP = 8;
    private static final int CODE_INDENT = 4;
    private static final int LONGEST_TICKS = 16;

    private final StringBuilder text = new StringBuilder();
    private final PolishedText out;
    private final ProseRules rules;
    private final OpenBrackets brackets = new OpenBrackets();
    private int at;
    private boolean ended;

    // White space held back: blanks, then line ends, then the indentation of the line to come.
    private int gapBlanks;
    private int gapLines;
    private int gapIndent;
    private int gapLength;
    private boolean gapCloses;
    private boolean wideGap;

    private boolean lineStart = true;
    private boolean verbatimLine;
    private boolean verbatimText;
    private boolean started;
    private boolean midWord;
    private boolean afterCode;
    private int ticks;
    private char quote;
    private char fence;
    private int fenceLength;

    ProseFilter(Typography typography, PolishedText out) {
        this.out = out;
        this.rules = new ProseRules(typography);
    }

    @Override
    public void feed(String piece, Consumer<String> consumer) {
        take(Require.nonNull(piece, "piece"));
        out.flush(consumer, false);
    }

    @Override
    public void finish(Consumer<String> consumer) {
        end();
        out.flush(consumer, true);
    }

    @Override
    public int horizon() {
        // What lies ahead, a gap before it, and half a surrogate pair.
        return WINDOW + 2 * WIDEST_GAP + 4;
    }

    void take(String piece) {
        text.append(piece);
        while (text.length() - at >= WINDOW) {
            step();
        }
        text.delete(0, at);
        at = 0;
    }

    void end() {
        ended = true;
        while (at < text.length()) {
            step();
        }
        text.setLength(0);
        at = 0;
        closeWhatIsOpen();
    }

    private void step() {
        char c = text.charAt(at);
        if (verbatimText) {
            keepUntil(text.length());
        } else if (fenceLength > 0) {
            stepInFence(c);
        } else if (verbatimLine && c != '\n') {
            keepLine();
        } else if (c == '\n') {
            readLineEnd();
        } else if (c == ' ') {
            readBlank();
        } else {
            if (lineStart) {
                startLine(c);
            }
            stepInLine(c);
        }
    }

    private void stepInLine(char c) {
        if (fenceLength > 0 || verbatimText) {
            return;
        }
        if (verbatimLine) {
            writeGap(gapBlanks);
            keepLine();
        } else if (c == '`') {
            readTicks();
        } else if (isSpace(c) || ticks > 0) {
            writeGap(gapBlanks);
            keepUntil(at + 1);
            gapCloses = false;
            wideGap = false;
            midWord = false;
            rules.interrupt();
        } else {
            readWord();
        }
    }

    // ---- white space

    private void readBlank() {
        afterCode = false;
        midWord = false;
        if (wideGap) {
            keepUntil(at + 1);
            return;
        }
        at++;
        gapLength++;
        if (gapLines > 0) {
            gapIndent++;
        } else {
            gapBlanks++;
        }
        if (gapBlanks > WIDEST_GAP || gapIndent > WIDEST_GAP) {
            // Too wide to be a slip, and to be held back any longer.
            if (lineStart) {
                beginLine();
                verbatimLine = true;
            }
            wideGap = true;
            writeGap(gapBlanks);
            started = true;
        }
    }

    private void readLineEnd() {
        at++;
        midWord = false;
        afterCode = false;
        wideGap = false;
        gapCloses = false;
        gapLength++;
        gapLines = Math.min(gapLines + 1, 2);
        gapIndent = 0;
        lineStart = true;
        verbatimLine = false;
    }

    /** {@return how many blanks to write before something that is left as it is} */
    private int tidyGap() {
        return gapCloses ? 0 : quote != 0 || gapBlanks > 3 ? gapBlanks : Math.min(gapBlanks, 1);
    }

    /** Writes the white space held back, with so many blanks if it is within a line. */
    private void writeGap(int blanks) {
        if (gapLength == 0) {
            return;
        }
        String before = " ".repeat(gapLines > 0 ? (isHardBreak() ? 2 : 0) : blanks);
        String gap = before + "\n".repeat(gapLines) + " ".repeat(gapIndent);
        if (!started) {
            int indent = gapLines > 0 ? gapIndent : gapBlanks;
            gap = indent >= CODE_INDENT ? " ".repeat(indent) : "";
        }
        boolean same = gap.length() == gapLength;
        out.write(same ? gap : original(), gap);
        gapBlanks = 0;
        gapLines = 0;
        gapIndent = 0;
        gapLength = 0;
    }

    /** {@return blanks in the number of what was held back: its length is all that the offsets need} */
    private String original() {
        return "\0".repeat(gapLength);
    }

    private boolean isHardBreak() {
        return gapBlanks > 1 && gapLines == 1 && !verbatimLine;
    }

    // ---- lines

    private void startLine(char c) {
        int indent = gapLines > 0 ? gapIndent : gapBlanks;
        beginLine();
        if (!started && isStructured(c)) {
            writeGap(gapBlanks);
            started = true;
            verbatimText = true;
        } else if (indent < CODE_INDENT && (c == '`' || c == '~') && run(c) >= 3 && ticks == 0) {
            openFence(c);
        } else if (ticks == 0) {
            boolean markup = c == '<' && !isPlaceholder();
            verbatimLine |= indent >= CODE_INDENT || c == '|' || c == '>' || c == '\t' || markup;
        }
        if (fenceLength == 0 && !verbatimText) {
            writeLineGap();
        }
    }

    private void beginLine() {
        lineStart = false;
        if (gapLines > 1) {
            rules.beginParagraph();
            brackets.clear();
            quote = 0;
            ticks = 0;
        }
        rules.interrupt();
    }

    private void writeLineGap() {
        if (gapLines > 0 || !started) {
            writeGap(gapBlanks);
        }
        started = true;
    }

    private boolean isStructured(char c) {
        if (c == '{') {
            return true;
        }
        if (c == '<') {
            return !isPlaceholder();
        }
        if (c != '[') {
            return false;
        }
        int i = at + 1;
        while (i < limit() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i == limit() || "{[\"]".indexOf(text.charAt(i)) >= 0;
    }

    /** {@return whether a name in capitals, with a number, stands in angle brackets} */
    private boolean isPlaceholder() {
        boolean digits = false;
        for (int i = at + 1; i < limit(); i++) {
            char c = text.charAt(i);
            if (c == '>') {
                return i > at + 1;
            }
            digits |= c >= '0' && c <= '9';
            if (!((c >= 'A' && c <= 'Z') || c == '_' || (digits && c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return false;
    }

    // ---- code

    private void openFence(char c) {
        writeGap(gapBlanks);
        started = true;
        fence = c;
        fenceLength = Math.min(run(c), LONGEST_TICKS);
        keepUntil(at + run(c));
    }

    private void stepInFence(char c) {
        if (lineStart && c != '\n') {
            int close = endOfClosingFence();
            lineStart = false;
            if (close > 0) {
                keepUntil(close);
                fenceLength = 0;
                rules.interrupt();
                return;
            }
        }
        if (c == '\n') {
            lineStart = true;
            keepUntil(at + 1);
        } else {
            keepLine();
        }
    }

    private int endOfClosingFence() {
        int i = at;
        while (i < limit() && i - at < CODE_INDENT && text.charAt(i) == ' ') {
            i++;
        }
        int start = i;
        while (i < limit() && text.charAt(i) == fence) {
            i++;
        }
        if (i - start < fenceLength) {
            return 0;
        }
        int end = i;
        while (i < limit() && text.charAt(i) == ' ') {
            i++;
        }
        return i == limit() || text.charAt(i) == '\n' ? end : 0;
    }

    private void readTicks() {
        int size = Math.min(run('`'), LONGEST_TICKS);
        writeGap(ticks > 0 ? gapBlanks : tidyGap());
        gapCloses = false;
        wideGap = false;
        keepUntil(at + size);
        if (ticks == 0) {
            ticks = size;
        } else if (ticks == size) {
            ticks = 0;
        }
        afterCode = true;
        midWord = false;
        rules.pass("`");
    }

    private int run(char c) {
        int i = at;
        while (i < limit() && text.charAt(i) == c) {
            i++;
        }
        return i - at;
    }

    // ---- words

    private void readWord() {
        int end = at;
        int longest = Math.min(text.length(), at + LONGEST_WORD);
        while (end < longest && !isSpace(text.charAt(end)) && text.charAt(end) != '`') {
            end++;
        }
        boolean cut = end == longest && end < text.length() && end - at == LONGEST_WORD;
        boolean code = afterCode || (end < text.length() && text.charAt(end) == '`');
        String word = text.substring(at, end);
        boolean quoted = quote != 0 || hasQuotes(word);
        wideGap = false;
        if (midWord || cut || code || quoted) {
            writeGap(tidyGap());
            gapCloses = false;
            keepUntil(end);
            readQuotes(word);
            rules.pass(word);
        } else {
            polish(word, end);
        }
        midWord = cut;
        afterCode = false;
    }

    private void polish(String word, int end) {
        boolean blankFollows = end < limit() && text.charAt(end) == ' ';
        int gap = gapCloses ? 0 : gapBlanks;
        rules.decide(word, gap, nextWord(end), blankFollows, brackets.isRoundOpen());
        writeGap(rules.blanks());
        out.write(word, rules.written());
        at = end;
        brackets.read(word);
        gapCloses = rules.closesNextGap();
    }

    /** {@return the word after the blanks at {@code from} if it is made of small letters, else nothing} */
    private String nextWord(int from) {
        int start = from;
        while (start < limit() && start - from < 4 && text.charAt(start) == ' ') {
            start++;
        }
        if (start == from || start - from > 3) {
            return "";
        }
        int end = start;
        int longest = Math.min(limit(), start + LONGEST_NEXT_WORD);
        while (end < longest && isWordLetter(text.charAt(end))) {
            end++;
        }
        boolean whole = (end == limit() && ended) || (end < longest && ".,;:!?) \n".indexOf(text.charAt(end)) >= 0);
        return whole && end > start ? text.substring(start, end) : "";
    }

    private static boolean isWordLetter(char c) {
        return (c >= 'a' && c <= 'z') || c == '\'' || c == '’';
    }

    // ---- quotations

    private static boolean hasQuotes(String word) {
        for (int i = 0; i < word.length(); i++) {
            if ("\"“”„«»".indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void readQuotes(String word) {
        StringBuilder outside = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (quote != 0) {
                quote = c == quote || (quote == '”' && c == '“' && i > 0) ? 0 : quote;
            } else if (closerOf(c, i == 0 || "([—–".indexOf(word.charAt(i - 1)) >= 0) != 0) {
                quote = closerOf(c, true);
            } else {
                outside.append(c);
            }
        }
        brackets.read(outside.toString());
    }

    private static char closerOf(char c, boolean atStart) {
        return switch (c) {
            case '“', '„' -> '”';
            case '«' -> '»';
            case '"' -> atStart ? '"' : (char) 0;
            default -> (char) 0;
        };
    }

    // ---- the end

    private void closeWhatIsOpen() {
        if (verbatimText) {
            return;
        }
        if (fenceLength > 0) {
            String close = String.valueOf(fence).repeat(fenceLength);
            out.write("", out.last() == '\n' ? close : "\n" + close);
        } else if (ticks == 0 && quote == 0 && !verbatimLine && started) {
            out.write("", brackets.closers());
        }
        if (gapLength > 0) {
            out.write(original(), "");
        }
    }

    private void keepLine() {
        int end = text.indexOf("\n", at);
        keepUntil(end < 0 ? text.length() : end);
    }

    private void keepUntil(int end) {
        out.keep(text, at, end);
        at = end;
    }

    /** {@return how far a step may look} */
    private int limit() {
        return Math.min(text.length(), at + WINDOW);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
