package dev.llmops.api.text;

import static dev.llmops.api.text.SentenceMarks.BREAK;
import static dev.llmops.api.text.SentenceMarks.NONE;
import static dev.llmops.api.text.SentenceMarks.STOP;
import static dev.llmops.api.text.SentenceMarks.WIDE_STOP;
import static dev.llmops.api.text.SentenceMarks.isBullet;
import static dev.llmops.api.text.SentenceMarks.isCloser;
import static dev.llmops.api.text.SentenceMarks.isDigit;
import static dev.llmops.api.text.SentenceMarks.isEastAsian;
import static dev.llmops.api.text.SentenceMarks.isIndent;
import static dev.llmops.api.text.SentenceMarks.isLineMark;
import static dev.llmops.api.text.SentenceMarks.isLinkPart;
import static dev.llmops.api.text.SentenceMarks.isOpener;
import static dev.llmops.api.text.SentenceMarks.isParticle;
import static dev.llmops.api.text.SentenceMarks.isReferenceMark;
import static dev.llmops.api.text.SentenceMarks.isSpace;
import static dev.llmops.api.text.SentenceMarks.isWordPart;
import static dev.llmops.api.text.SentenceMarks.markOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One pass of {@link RuleSentenceSplitter} over one text. Not safe for concurrent use. */
final class SentenceScan {
    private final String text;
    private final int length;
    private final List<TextSpan> sentences;
    private int sentence;
    private Line line = Line.TEXT;

    /** What the open code fence is made of; a blank if none is open. */
    private char fence = ' ';

    /** Where the text of the current line begins: after indent and marker. */
    private int content;

    SentenceScan(String text) {
        this.text = text;
        this.length = text.length();
        this.sentences = new ArrayList<>(4 + length / 80);
    }

    List<TextSpan> run() {
        int at = enterLine(skipSpace(0));
        while (at < length) {
            char c = text.charAt(at);
            int mark = markOf(c);
            if (mark == NONE) {
                at++;
            } else if (mark == BREAK) {
                at = space(at, false);
            } else if (line.isUnit()) {
                at++;
            } else {
                at = stop(at);
            }
        }
        if (sentence < length) {
            sentences.add(new TextSpan(sentence, length));
        }
        return sentences;
    }

    /** Handles a run of stops and what follows it; {@return where to go on}. */
    private int stop(int first) {
        int at = first;
        boolean wide = false;
        boolean onlyPeriods = true;
        int stops = 0;
        while (at < length && markOf(text.charAt(at)) >= STOP) {
            wide |= markOf(text.charAt(at)) == WIDE_STOP;
            onlyPeriods &= text.charAt(at) == '.';
            stops += text.charAt(at) == '\u2026' ? 3 : 1;
            at++;
        }
        boolean spaced = onlyPeriods && stops == 1 && first > 0 && isSpace(text.charAt(first - 1));
        while (onlyPeriods && isSpacedStop(at)) {
            at += 2;
            stops++;
        }
        int closers = at;
        // The mark that closes a German quotation opens a Chinese one.
        while (at < length && isCloser(text.charAt(at)) && !(wide && text.charAt(at) == '\u201C')) {
            at++;
        }
        at = skipReferences(at);
        boolean closed = at > closers;
        if (at == length) {
            return at;
        }
        char next = text.charAt(at);
        if (!isSpace(next)) {
            boolean ends = wide
                    ? !(closed && isParticle(next)) && !isWideOpenEnd(first, at)
                    : text.charAt(first) != '.' && isEastAsian(next);
            if (ends) {
                cut(at);
            }
            return at;
        }
        int after = skipSpace(at);
        boolean ends = wide || after == length || endsBefore(after, first, stops, closed, spaced);
        return space(at, ends);
    }

    /** {@return whether a blank and a full stop are at {@code at} that belong to a row of such} */
    private boolean isSpacedStop(int at) {
        return at + 1 < length
                && text.charAt(at) == ' '
                && text.charAt(at + 1) == '.'
                && !(at + 2 < length && Character.isLetterOrDigit(text.charAt(at + 2)));
    }

    /** {@return whether a run of stops from {@code first} ends a sentence, given what begins at {@code after}} */
    private boolean endsBefore(int after, int first, int stops, boolean closed, boolean spaced) {
        int word = after;
        for (int i = 0; i < 4 && word < length && isOpener(text.charAt(word)); i++) {
            word++;
        }
        int next = word < length ? text.codePointAt(word) : ' ';
        boolean small = Character.isLowerCase(next);
        if (text.charAt(first) != '.' || stops > 1) {
            return endsAfterStrongStop(first, stops, closed, spaced, small);
        }
        if (small) {
            return false;
        }
        return closed || endsAfterWord(first, next, word);
    }

    private boolean endsAfterStrongStop(int first, int stops, boolean closed, boolean spaced, boolean small) {
        char stop = text.charAt(first);
        if (stop == '?') {
            return !(small && closed);
        }
        if (stop == '.' && spaced && stops == 3) {
            // ". . ." leaves out words in the middle of a sentence, ". . . ." at its end.
            return false;
        }
        return !small;
    }

    /** {@return whether the single full stop at {@code stop} ends a sentence before something not small} */
    private boolean endsAfterWord(int stop, int next, int nextStart) {
        int from = stop;
        int least = Math.max(content, stop - Abbreviations.LONGEST - 1);
        while (from > least && isWordPart(text.charAt(from - 1))) {
            from--;
        }
        boolean cutShort = from == least && from > content && isWordPart(text.charAt(from - 1));
        if (from == stop || cutShort) {
            return true;
        }
        boolean digit = Character.isDigit(next);
        if (from == content && isEnumerator(from, stop)) {
            return false;
        }
        if (isDigits(from, stop)) {
            return digit || stop - from > 2 || !Abbreviations.isOrdinalBetween(wordBefore(from), wordAt(nextStart));
        }
        if (from > content && isLinkPart(text.charAt(from - 1))) {
            return true;
        }
        String word = text.substring(from, stop).toLowerCase(Locale.ROOT);
        boolean initials = isInitials(from, stop);
        return switch (initials ? kindOfInitials(word) : Abbreviations.kindOf(word)) {
            case NEVER_ENDS -> false;
            case BEFORE_NUMBER -> !digit;
            case MAY_END -> !digit && Abbreviations.beginsSentence(wordAt(nextStart));
            case ORDINARY -> true;
        };
    }

    private static Abbreviations.Kind kindOfInitials(String word) {
        Abbreviations.Kind kind = Abbreviations.kindOf(word);
        boolean known = kind == Abbreviations.Kind.NEVER_ENDS
                || (kind == Abbreviations.Kind.BEFORE_NUMBER && word.length() > 1);
        return known ? kind : Abbreviations.Kind.MAY_END;
    }

    /** {@return whether it is one letter, or short groups of letters with stops between, as U.S or Ph.D} */
    private boolean isInitials(int from, int to) {
        int group = 0;
        boolean stops = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                stops = true;
                group = 0;
            } else if (!Character.isLetter(c)
                    || ++group > 3
                    || (group > 1 && !Character.isUpperCase(text.charAt(i - group + 1)))) {
                return false;
            }
        }
        return stops || to - from == 1;
    }

    /** {@return whether it counts a line: at most four digits or one letter} */
    private boolean isEnumerator(int from, int to) {
        return isDigits(from, to) ? to - from <= 4 : to - from == 1;
    }

    private boolean isDigits(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return to > from;
    }

    private String wordBefore(int end) {
        int to = end;
        while (to > content && end - to < 2 && isSpace(text.charAt(to - 1))) {
            to--;
        }
        int from = to;
        while (from > content && to - from < 8 && Character.isLetter(text.charAt(from - 1))) {
            from--;
        }
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private String wordAt(int start) {
        int end = start;
        while (end < length && end - start < 16 && (Character.isLetter(text.charAt(end)) || isApostrophe(end))) {
            end++;
        }
        return text.substring(start, end).replace('\u2019', '\'').toLowerCase(Locale.ROOT);
    }

    private boolean isApostrophe(int at) {
        char c = text.charAt(at);
        return (c == '\'' || c == '\u2019') && at + 1 < length && Character.isLetter(text.charAt(at + 1));
    }

    /** Handles white space from {@code at} on; {@return where the text goes on}. */
    private int space(int at, boolean stopEnds) {
        int breaks = 0;
        int after = at;
        while (after < length && isSpace(text.charAt(after))) {
            char c = text.charAt(after);
            if (c == '\n' || (c == '\r' && !(after + 1 < length && text.charAt(after + 1) == '\n')) || isLineMark(c)) {
                breaks++;
            }
            after++;
        }
        if (after == length) {
            return after;
        }
        if (breaks == 0) {
            if (stopEnds) {
                cut(after);
            }
            return after;
        }
        Line last = line;
        int next = enterLine(after);
        boolean lineEnds = breaks > 1 || endsBetween(last, line, after);
        if (stopEnds || lineEnds) {
            cut(after);
        } else if (last == Line.ITEM && line == Line.TEXT) {
            line = Line.ITEM;
        }
        return next;
    }

    /** {@return whether a sentence ends between two lines that follow each other} */
    private boolean endsBetween(Line last, Line next, int after) {
        if (last.isUnit() || next.isUnit() || next == Line.ITEM) {
            return true;
        }
        if (last == Line.ITEM) {
            // A wrapped item goes on indented and in the middle of a sentence.
            return !(next == Line.TEXT
                    && isIndent(text.charAt(after - 1))
                    && !Character.isUpperCase(text.codePointAt(after)));
        }
        return next == Line.QUOTE && last == Line.TEXT;
    }

    /** Finds out what the line is whose first visible character is at {@code at}; {@return where to go on}. */
    private int enterLine(int at) {
        content = at;
        if (at >= length) {
            return at;
        }
        char c = text.charAt(at);
        int run = at;
        while (run < length && text.charAt(run) == c && run - at < 8) {
            run++;
        }
        int count = run - at;
        if (fence != ' ') {
            boolean closes = c == fence && count >= 3;
            line = closes ? Line.FENCE : Line.CODE;
            fence = closes ? ' ' : fence;
            return at;
        }
        boolean spaceAfter = run == length || isSpace(text.charAt(run));
        if ((c == '`' || c == '~') && count >= 3 && opensFence(run, c)) {
            fence = c;
            line = Line.FENCE;
        } else if (c == '#' && count <= 6 && spaceAfter) {
            line = Line.HEADING;
        } else if (c == '|') {
            line = Line.TABLE;
        } else if (c == '>') {
            line = Line.QUOTE;
            content = skipBlanks(run);
            return content;
        } else if ((c == '-' || c == '=' || c == '*' || c == '_') && count >= 3 && isRestBlank(run, c)) {
            line = Line.RULE;
        } else if (isBullet(c) && count == 1 && spaceAfter) {
            return enterItem(run);
        } else if (isDigit(c)) {
            int end = at;
            while (end < length && end - at < 4 && isDigit(text.charAt(end))) {
                end++;
            }
            boolean marked = end - at < 4 && end + 1 < length && (text.charAt(end) == '.' || text.charAt(end) == ')');
            if (marked && isIndent(text.charAt(end + 1))) {
                return enterItem(end + 1);
            }
            line = Line.TEXT;
        } else {
            line = Line.TEXT;
        }
        return at;
    }

    private int enterItem(int afterMarker) {
        line = Line.ITEM;
        content = skipBlanks(afterMarker);
        return content;
    }

    /** {@return whether the rest of the line can stand after a fence: in-line code cannot} */
    private boolean opensFence(int from, char mark) {
        int at = from;
        while (at < length && text.charAt(at) == mark) {
            at++;
        }
        while (at < length && markOf(text.charAt(at)) != BREAK) {
            if (mark == '`' && text.charAt(at) == mark) {
                return false;
            }
            at++;
        }
        return true;
    }

    private boolean isRestBlank(int from, char rule) {
        int at = from;
        while (at < length && text.charAt(at) == rule) {
            at++;
        }
        at = skipBlanks(at);
        return at == length || isSpace(text.charAt(at));
    }

    private void cut(int at) {
        sentences.add(new TextSpan(sentence, at));
        sentence = at;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < length && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < length && isIndent(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Skips references such as {@code [1]} and {@code [2, 3]} that stand directly after a stop. */
    private int skipReferences(int from) {
        int at = from;
        while (at < length && text.charAt(at) == '[') {
            int end = at + 1;
            while (end < length && end - at < 16 && (isDigit(text.charAt(end)) || isReferenceMark(text.charAt(end)))) {
                end++;
            }
            if (end >= length || end == at + 1 || text.charAt(end) != ']') {
                return at;
            }
            at = end + 1;
        }
        return at;
    }

    /** {@return whether a wide stop stands within a number or name, as the full-width stop does} */
    private boolean isWideOpenEnd(int first, int at) {
        return text.charAt(first) == '\uFF0E'
                && at - first == 1
                && first > 0
                && Character.isLetterOrDigit(text.charAt(first - 1))
                && Character.isDigit(text.charAt(at));
    }

    /** What a line is in Markdown. */
    private enum Line {
        TEXT,
        QUOTE,
        ITEM,
        HEADING,
        TABLE,
        RULE,
        FENCE,
        CODE;

        /** {@return whether the line is one unit, with no stops within} */
        boolean isUnit() {
            return this != TEXT && this != QUOTE && this != ITEM;
        }
    }
}
