package dev.llmops.core.entity;

import org.jspecify.annotations.Nullable;

/**
 * Amounts: money, percentages, measures, and times of day.
 *
 * <p>The canonical form is the plain value, a blank and the unit: {@code 1280 kg}, {@code 12.5 EUR},
 * {@code 14 percent}; a range is {@code 5-10 bar}; a time is {@code 14:30}.
 */
final class QuantityRules {
    private static final int LONGEST_UNIT = 16;

    private final Tokens tokens;
    private final Matches matches;

    QuantityRules(Tokens tokens, Matches matches) {
        this.tokens = tokens;
        this.matches = matches;
    }

    /** Looks for an amount that begins with the digits at {@code at}. */
    void atDigits(int at) {
        time(at);
        Numbers.Read number = Numbers.read(tokens, at);
        if (number == null) {
            return;
        }
        boolean minus = isSign(at);
        int start = minus ? tokens.start(at - 1) : tokens.start(at);
        String value = (minus ? "-" : "") + number.canonical();
        Numbers.Read last = rangeEnd(number);
        if (last != null) {
            value = value + "-" + last.canonical();
        }
        int next = last == null ? number.next() : last.next();
        int end = last == null ? number.end() : last.end();
        currencyBefore(at, value, end);
        unitAfter(start, value, next);
    }

    /** {@return the second number of a range such as {@code 5-10} or {@code 5 to 10}} */
    private Numbers.@Nullable Read rangeEnd(Numbers.Read first) {
        int mark = first.next();
        boolean range = tokens.isDash(mark) || tokens.is(mark, "to") || tokens.is(mark, "bis");
        return range && tokens.isInLine(mark) && tokens.isInLine(mark + 1) ? Numbers.read(tokens, mark + 1) : null;
    }

    /** {@return whether a minus sign belongs to the number: one that follows neither a word nor a number} */
    private boolean isSign(int at) {
        return (tokens.is(at - 1, '-') || tokens.is(at - 1, '\u2212'))
                && tokens.isJoined(at)
                && !(tokens.isJoined(at - 1) && !tokens.is(at - 2, '('))
                && !tokens.isDigits(at - 2);
    }

    private void currencyBefore(int at, String value, int end) {
        if (!tokens.isInLine(at)) {
            return;
        }
        int sign = at - 1;
        String code = Units.currency(tokens.word(sign));
        boolean written =
                code != null && (!tokens.isWord(sign) || (tokens.isAllCapitals(sign) && tokens.size(sign) == 3));
        if (!written || code == null) {
            return;
        }
        int start = tokens.start(sign);
        if (!tokens.isWord(sign) && tokens.isWord(sign - 1) && tokens.isJoined(sign)) {
            String wide = Units.currency(tokens.word(sign - 1) + tokens.word(sign));
            start = wide == null ? start : tokens.start(sign - 1);
            code = wide == null ? code : wide;
        }
        matches.add("MONEY", value + " " + code, start, end, 0.9);
    }

    private void unitAfter(int start, String value, int next) {
        if (!tokens.isInLine(next) || tokens.start(next) - tokens.end(next - 1) > 1) {
            return;
        }
        int unitStart = tokens.start(next);
        int mark = tokens.text().charAt(unitStart);
        if (mark == '%' || mark == '\u2030') {
            String unit = mark == '%' ? " percent" : " permille";
            matches.add("PERCENT", value + unit, start, unitStart + 1, 0.9);
            return;
        }
        String word = tokens.lower(next);
        if (word.equals("percent") || word.equals("prozent") || word.equals("pct")) {
            matches.add("PERCENT", value + " percent", start, tokens.end(next), 0.9);
            return;
        }
        if (word.equals("per") && tokens.is(next + 1, "cent")) {
            matches.add("PERCENT", value + " percent", start, tokens.end(next + 1), 0.9);
            return;
        }
        String code = Units.currency(tokens.word(next));
        if (code != null && !tokens.isJoined(next + 1 + (isEndMark(next + 1) ? 1 : 0))) {
            matches.add("MONEY", value + " " + code, start, tokens.end(next), 0.9);
        }
        measure(start, value, next, unitStart);
    }

    private boolean isEndMark(int token) {
        return tokens.kind(token) == Tokens.Kind.MARK && !tokens.is(token, '/') && !tokens.isDash(token);
    }

    private void measure(int start, String value, int next, int unitStart) {
        int end = unitStart;
        int slash = -1;
        String text = tokens.text();
        while (end < text.length() && end - unitStart < LONGEST_UNIT && isUnitCharacter(text, end, unitStart)) {
            slash = text.charAt(end) == '/' && slash < 0 ? end : slash;
            end++;
        }
        if (end == unitStart || (end < text.length() && Character.isLetterOrDigit(text.charAt(end)))) {
            return;
        }
        String symbol = Units.measure(text.substring(unitStart, end));
        if (symbol == null && slash > unitStart) {
            end = slash;
            symbol = Units.measure(text.substring(unitStart, end));
        }
        boolean joined = tokens.isJoined(next);
        if (symbol == null || isOtherWord(symbol, text.substring(unitStart, end), joined)) {
            return;
        }
        matches.add("QUANTITY", value + " " + symbol, start, end, joined || symbol.length() > 1 ? 0.8 : 0.6);
    }

    /** {@return whether what reads like a unit is more likely a word, as "in" and "a" are after a blank} */
    private static boolean isOtherWord(String symbol, String written, boolean joined) {
        boolean word = written.equals("in") || written.equals("a") || written.equals("us") || written.equals("try");
        return word && !(joined && symbol.equals("in"));
    }

    private static boolean isUnitCharacter(String text, int at, int start) {
        char c = text.charAt(at);
        if (Character.isLetter(c)
                || c == '\u00B0'
                || c == '\u00B2'
                || c == '\u00B3'
                || c == '\u2103'
                || c == '\u2109') {
            return true;
        }
        if (c == '2' || c == '3') {
            return at > start && (text.charAt(at - 1) == 'm');
        }
        return c == '/' && at > start && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1));
    }

    // ---- times of day -----------------------------------------------------------------------------------------------

    private void time(int at) {
        int hour = tokens.size(at) <= 2 ? tokens.value(at) : -1;
        if (hour < 0 || hour > 24 || isWithinTime(at)) {
            return;
        }
        int minute = 0;
        int second = -1;
        int token = at + 1;
        boolean colon = false;
        if (isTimePart(token)) {
            colon = tokens.is(token, ':');
            minute = tokens.value(token + 1);
            token += 2;
            if (colon && isTimePart(token) && tokens.is(token, ':')) {
                second = tokens.value(token + 1);
                token += 2;
            }
        }
        if (minute > 59 || second > 59 || (tokens.isJoined(token) && tokens.isDigits(token))) {
            return;
        }
        int half = halfOfDay(token);
        int end = tokens.end(token - 1);
        if (half != 0) {
            if (hour < 1 || hour > 12) {
                return;
            }
            hour = hour % 12 + (half > 0 ? 12 : 0);
            end = tokens.end(token + (tokens.size(token) == 1 ? 2 : 0));
            end = tokens.size(token) == 1 && tokens.is(token + 3, '.') && tokens.isJoined(token + 3)
                    ? tokens.end(token + 3)
                    : end;
        } else if (tokens.is(token, "uhr") || tokens.is(token, "o")) {
            boolean clock = tokens.is(token, "o") && tokens.is(token + 2, "clock");
            if (!clock && !tokens.is(token, "uhr")) {
                return;
            }
            end = tokens.end(clock ? token + 2 : token);
        } else if (!colon || hour > 23) {
            return;
        }
        matches.add("TIME", clock(hour, minute, second), tokens.start(at), end, 0.9);
    }

    private boolean isWithinTime(int at) {
        boolean mark =
                tokens.isJoined(at) && (tokens.is(at - 1, ':') || tokens.is(at - 1, '.') || tokens.is(at - 1, ','));
        return (mark && tokens.isJoined(at - 1) && (tokens.isDigits(at - 2) || tokens.isWord(at - 2)))
                || (tokens.isJoined(at) && tokens.isWord(at - 1));
    }

    private boolean isTimePart(int mark) {
        return (tokens.is(mark, ':') || tokens.is(mark, '.'))
                && tokens.isJoined(mark)
                && tokens.isJoined(mark + 1)
                && tokens.size(mark + 1) == 2
                && tokens.isDigits(mark + 1);
    }

    /** {@return -1 before noon, 1 after it, 0 if it is not said} */
    private int halfOfDay(int token) {
        if (!tokens.isInLine(token)) {
            return 0;
        }
        String word = tokens.lower(token);
        if (word.equals("am") || word.equals("pm")) {
            return word.equals("am") ? -1 : 1;
        }
        boolean dotted = (word.equals("a") || word.equals("p"))
                && tokens.is(token + 1, '.')
                && tokens.is(token + 2, "m")
                && tokens.isJoined(token + 2);
        return dotted ? (word.equals("a") ? -1 : 1) : 0;
    }

    private static String clock(int hour, int minute, int second) {
        String time = twoDigits(hour) + ":" + twoDigits(minute);
        return second < 0 ? time : time + ":" + twoDigits(second);
    }

    private static String twoDigits(int value) {
        return (value < 10 ? "0" : "") + value;
    }
}
