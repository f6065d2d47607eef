package dev.llmops.core.entity;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dates that name a day, month, quarter or year; {@link RelativeDateRules} has those that name a distance.
 *
 * <p>Canonical forms are those of ISO 8601: {@code 2026-03-05}, {@code 2026-03}, {@code 2026}, ranges as
 * {@code 2026-03-05/2026-03-07}; a quarter is {@code 2026-Q1}. What names no year is of the year of today.
 */
final class DateRules {
    static final String TYPE = "DATE";

    /** The words, besides names of months and days, that dates begin with. */
    static final Set<String> TRIGGERS = Words.of("""
            q h fy first second third fourth erstes ersten zweites zweiten drittes dritten viertes vierten""");

    /** Words before four digits that say that they are a year. */
    private static final Set<String> BEFORE_YEAR = Words.of("""
            in since of by until till from during year after before im jahr seit bis ab von en depuis desde
            early mid late summer winter spring autumn fall through around circa copyright""");

    /** Words after four digits that do not say that something is counted. */
    private static final Set<String> AFTER_YEAR = Words.of("""
            and or the a an when to was is were are as but with by for after before until it we he she they at
            on in because while which that this through if so then from of did do does had has und oder war ist
            wurde wurden bis als wie et y model version edition report""");

    /** Words before the name of a month that say that it is one. */
    private static final Set<String> BEFORE_MONTH = Words.of("""
            in since until by of im seit en early mid late during ende anfang""");

    private final Tokens tokens;
    private final LocalDate today;
    private final Matches matches;

    DateRules(Tokens tokens, LocalDate today, Matches matches) {
        this.tokens = tokens;
        this.today = today;
        this.matches = matches;
    }

    /** Looks for a date that begins with the digits at {@code at}. */
    void atDigits(int at) {
        if (tokens.isJoined(at) && (tokens.isWord(at - 1) || isFraction(at))) {
            return;
        }
        int size = tokens.size(at);
        if (size == 4) {
            yearFirst(at);
        } else if (size <= 2) {
            if (!numericDay(at)) {
                dayThenMonth(at);
            }
        } else if (size == 8) {
            compact(at);
        }
    }

    /** Looks for a date that begins with the word at {@code at}. */
    void atWord(int at) {
        String word = tokens.lower(at);
        int month = CalendarWords.month(word);
        if (month > 0) {
            monthThenDay(at, month);
        }
        if (CalendarWords.day(word) != null) {
            weekdayThenDate(at);
        }
        if (tokens.size(at) == 1) {
            quarterOrHalf(at);
        } else if (word.equals("fy")) {
            int year = year(at + 1);
            if (year > 0 && tokens.isInLine(at + 1)) {
                matches.add(TYPE, String.valueOf(year), tokens.start(at), tokens.end(at + 1), 0.8);
            }
        } else if (ordinal(word) > 0) {
            quarterInWords(at, ordinal(word), at + 1);
        }
    }

    private boolean isFraction(int at) {
        boolean mark =
                tokens.is(at - 1, '.') || tokens.is(at - 1, ',') || tokens.is(at - 1, '/') || tokens.isDash(at - 1);
        return mark && tokens.isJoined(at - 1) && tokens.isDigits(at - 2);
    }

    // ---- year first -------------------------------------------------------------------------------------------------

    private void yearFirst(int at) {
        int year = tokens.value(at);
        if (year < 1000 || year > 2999) {
            return;
        }
        if (joinedPair(at) && isIsoMark(at + 1)) {
            int month = tokens.value(at + 2);
            boolean full = joinedPair(at + 2) && sameMark(at + 1, at + 3) && tokens.size(at + 4) <= 2;
            LocalDate date = full ? date(year, month, tokens.value(at + 4)) : null;
            if (date != null) {
                withTime(at, at + 4, date);
                return;
            }
            if (tokens.isDash(at + 1) && tokens.size(at + 2) == 2 && month >= 1 && month <= 12 && endsNumber(at + 2)) {
                matches.addCertain(TYPE, month(year, month), tokens.start(at), tokens.end(at + 2), 0.8);
                return;
            }
        }
        if (tokens.isDash(at + 1) && isYear(at + 2) && tokens.isInLine(at + 2) && isYear(at) && endsNumber(at + 2)) {
            String range = year + "/" + tokens.value(at + 2);
            matches.add(TYPE, range, tokens.start(at), tokens.end(at + 2), 0.7);
            return;
        }
        if (weekOrQuarterAfterYear(at, year)) {
            return;
        }
        if (tokens.isJoined(at + 1) && tokens.is(at + 1, "s") && year % 10 == 0) {
            matches.add(TYPE, year + "/" + (year + 9), tokens.start(at), tokens.end(at + 1), 0.8);
            return;
        }
        boolean cue =
                BEFORE_YEAR.contains(tokens.lower(at - 1)) || tokens.is(at - 1, '\u00A9') || tokens.is(at - 1, '(');
        boolean counts = tokens.isInLine(at + 1)
                && tokens.isWord(at + 1)
                && !tokens.isCapital(at + 1)
                && !AFTER_YEAR.contains(tokens.lower(at + 1));
        if (isYear(at) && tokens.isInLine(at) && cue && !counts && endsNumber(at)) {
            matches.add(TYPE, String.valueOf(year), tokens.start(at), tokens.end(at), 0.7);
        }
    }

    private boolean weekOrQuarterAfterYear(int at, int year) {
        int word = tokens.isDash(at + 1) ? at + 2 : at + 1;
        boolean numbered = tokens.size(word) == 1 && tokens.isJoined(word + 1) && tokens.isDigits(word + 1);
        if (!numbered || !tokens.isInLine(word)) {
            return false;
        }
        int number = tokens.value(word + 1);
        if (tokens.is(word, 'Q') && number >= 1 && number <= 4) {
            matches.add(TYPE, year + "-Q" + number, tokens.start(at), tokens.end(word + 1), 0.9);
            return true;
        }
        if (tokens.is(word, 'W') && number >= 1 && number <= 53 && tokens.size(word + 1) == 2) {
            matches.add(TYPE, year + "-W" + tokens.word(word + 1), tokens.start(at), tokens.end(word + 1), 0.9);
            return true;
        }
        return false;
    }

    /** Adds a day, with the time of ISO 8601 if it is joined by a T. */
    private void withTime(int first, int last, LocalDate date) {
        int t = last + 1;
        int end = tokens.end(last);
        String canonical = date.toString();
        boolean timed = (tokens.is(t, 'T') || tokens.is(t, 't'))
                && tokens.isJoined(t)
                && tokens.isJoined(t + 1)
                && tokens.size(t + 1) == 2
                && tokens.is(t + 2, ':')
                && tokens.isDigits(t + 3);
        if (timed) {
            int token = t + 3;
            if (tokens.is(token + 1, ':') && tokens.isDigits(token + 2) && tokens.isJoined(token + 2)) {
                token += 2;
                if (tokens.is(token + 1, '.') && tokens.isDigits(token + 2) && tokens.isJoined(token + 2)) {
                    token += 2;
                }
            }
            if (tokens.isJoined(token + 1) && tokens.size(token + 1) == 1 && tokens.is(token + 1, "z")) {
                token++;
            } else if ((tokens.is(token + 1, '+') || tokens.isDash(token + 1))
                    && tokens.isJoined(token + 1)
                    && tokens.isDigits(token + 2)) {
                token += 2;
                if (tokens.is(token + 1, ':') && tokens.isDigits(token + 2) && tokens.isJoined(token + 2)) {
                    token += 2;
                }
            }
            end = tokens.end(token);
            canonical += tokens.text().substring(tokens.start(t), end).toUpperCase(Locale.ROOT);
        } else if (tokens.isJoined(t) && tokens.isWord(t)) {
            return;
        }
        matches.addCertain(TYPE, canonical, tokens.start(first), end, 1.0);
    }

    private void compact(int at) {
        int value = tokens.value(at);
        LocalDate date = date(value / 10_000, value / 100 % 100, value % 100);
        boolean near = date != null && date.getYear() >= 1950 && date.getYear() < 2100;
        if (near && date != null && endsNumber(at)) {
            matches.add(TYPE, date.toString(), tokens.start(at), tokens.end(at), 0.3);
        }
    }

    // ---- day first --------------------------------------------------------------------------------------------------

    /** Finds {@code 5.3.2026}, {@code 05/03/2026} and {@code 5-3-2026}; the day stands first unless it cannot. */
    private boolean numericDay(int at) {
        boolean shaped = joinedPair(at)
                && joinedPair(at + 2)
                && sameMark(at + 1, at + 3)
                && (isIsoMark(at + 1) || tokens.is(at + 1, '.'))
                && tokens.size(at + 2) <= 2
                && tokens.size(at + 4) == 4
                && endsNumber(at + 4);
        if (!shaped) {
            return false;
        }
        int first = tokens.value(at);
        int second = tokens.value(at + 2);
        int year = tokens.value(at + 4);
        LocalDate dayFirst = date(year, second, first);
        LocalDate monthFirst = tokens.is(at + 1, '.') ? null : date(year, first, second);
        LocalDate date = dayFirst == null ? monthFirst : dayFirst;
        if (date == null) {
            return false;
        }
        boolean clear = dayFirst == null || monthFirst == null || dayFirst.equals(monthFirst);
        matches.addCertain(TYPE, date.toString(), tokens.start(at), tokens.end(at + 4), clear ? 0.9 : 0.6);
        return true;
    }

    /** Finds {@code 5 March 2026}, {@code 5th of March}, {@code 5. März} and {@code 5-7 March 2026}. */
    private void dayThenMonth(int at) {
        int first = tokens.value(at);
        int token = afterOrdinal(at);
        int last = first;
        boolean dash = tokens.isDash(token) || tokens.is(token, "to") || tokens.is(token, "bis");
        if (dash && tokens.isDigits(token + 1) && tokens.size(token + 1) <= 2) {
            last = tokens.value(token + 1);
            token = afterOrdinal(token + 1);
        }
        if (tokens.is(token, "of") || tokens.is(token, "de")) {
            token++;
        }
        int month = tokens.isInLine(token) ? CalendarWords.month(tokens.lower(token)) : 0;
        boolean name = month > 0 && (tokens.isCapital(token) || !CalendarWords.isAmbiguous(tokens.lower(token)));
        if (!name) {
            quarterAfterOrdinal(at, first);
            return;
        }
        addDay(at, token, first, last, month, yearAfter(token));
    }

    private void monthThenDay(int at, int month) {
        String word = tokens.lower(at);
        boolean ambiguous = CalendarWords.isAmbiguous(word);
        if (ambiguous && !tokens.isCapital(at)) {
            return;
        }
        int token = tokens.is(at + 1, '.') && tokens.isJoined(at + 1) ? at + 2 : at + 1;
        int year = yearAt(token);
        if (year > 0) {
            matches.add(TYPE, month(year, month), tokens.start(at), tokens.end(token), 0.9);
            return;
        }
        int day = tokens.value(token);
        boolean hasDay = tokens.isInLine(token)
                && tokens.size(token) <= 2
                && day >= 1
                && day <= 31
                && !(tokens.is(token + 1, ':') && tokens.isJoined(token + 1));
        if (hasDay) {
            int after = afterOrdinal(token);
            int last = day;
            boolean range = (tokens.isDash(after) || tokens.is(after, "to"))
                    && tokens.isDigits(after + 1)
                    && tokens.size(after + 1) <= 2
                    && tokens.isInLine(after + 1);
            if (range) {
                last = tokens.value(after + 1);
                after = afterOrdinal(after + 1);
            }
            int comma = tokens.is(after, ',') ? after + 1 : after;
            int ofYear = yearAt(comma);
            addDay(at, ofYear > 0 ? comma : after - 1, day, last, month, ofYear > 0 ? comma : -1);
            return;
        }
        boolean cue = BEFORE_MONTH.contains(tokens.lower(at - 1));
        if (tokens.isCapital(at) && (cue || (!ambiguous && word.length() > 3))) {
            matches.add(TYPE, month(today.getYear(), month), tokens.start(at), tokens.end(at), cue ? 0.6 : 0.4);
        }
    }

    /** Adds a day or a range of days that ends with the token {@code last}, or with the year after it. */
    private void addDay(int first, int last, int firstDay, int lastDay, int month, int yearToken) {
        boolean hasYear = yearToken > 0;
        int year = hasYear ? tokens.value(yearToken) : today.getYear();
        LocalDate from = date(year, month, firstDay);
        LocalDate to = date(year, month, lastDay);
        if (from == null || to == null) {
            return;
        }
        int end = tokens.end(hasYear ? yearToken : last);
        String canonical = from.equals(to) ? from.toString() : from + "/" + to;
        matches.add(TYPE, canonical, tokens.start(first), end, hasYear ? 0.95 : 0.7);
    }

    private void weekdayThenDate(int at) {
        int token = tokens.is(at + 1, '.') ? at + 2 : at + 1;
        token = tokens.is(token, ',') ? token + 1 : token;
        token = tokens.is(token, "the") || tokens.is(token, "den") || tokens.is(token, "der") ? token + 1 : token;
        if (!tokens.isInLine(token) || !(tokens.isDigits(token) || CalendarWords.month(tokens.lower(token)) > 0)) {
            return;
        }
        // The rules for the date itself run on a list of their own; the longest begins with the day of the week.
        Matches inner = new Matches();
        DateRules rules = new DateRules(tokens, today, inner);
        if (tokens.isDigits(token)) {
            rules.atDigits(token);
        } else {
            rules.monthThenDay(token, CalendarWords.month(tokens.lower(token)));
        }
        Match date = inner.longestFrom(tokens.start(token));
        if (date != null && date.canonical().length() >= 10) {
            matches.add(TYPE, date.canonical(), tokens.start(at), date.end(), date.score());
        }
    }

    // ---- quarters ---------------------------------------------------------------------------------------------------

    private void quarterOrHalf(int at) {
        boolean quarter = tokens.is(at, 'Q');
        int number = tokens.isJoined(at + 1) ? tokens.value(at + 1) : -1;
        boolean valid = quarter ? number >= 1 && number <= 4 : tokens.is(at, 'H') && (number == 1 || number == 2);
        if (!valid || tokens.size(at + 1) != 1 || (tokens.isJoined(at) && tokens.isWord(at - 1))) {
            return;
        }
        int token = at + 2;
        while (tokens.is(token, "of") || tokens.is(token, '/') || tokens.isDash(token) || tokens.is(token, "fy")) {
            token++;
        }
        int year = token - at <= 4 ? yearAt(token) : -1;
        int end = tokens.end(year > 0 ? token : at + 1);
        if (year <= 0 && (!quarter || (tokens.isJoined(at + 2) && !isStop(at + 2)))) {
            return;
        }
        addPeriod(at, end, year, quarter, number);
    }

    private void quarterAfterOrdinal(int at, int number) {
        int token = afterOrdinal(at);
        if (token > at + 1 && number <= 4) {
            quarterInWords(at, number, token);
        }
    }

    private void quarterInWords(int at, int number, int token) {
        boolean quarter = tokens.is(token, "quarter") || tokens.is(token, "quartal");
        boolean half = tokens.is(token, "half") && number <= 2;
        if (!(quarter || half) || !tokens.isInLine(token)) {
            return;
        }
        int next = tokens.is(token + 1, "of") ? token + 2 : token + 1;
        int year = yearAt(next);
        if (year > 0 || quarter) {
            addPeriod(at, tokens.end(year > 0 ? next : token), year, quarter, number);
        }
    }

    private void addPeriod(int at, int end, int year, boolean quarter, int number) {
        int ofYear = year > 0 ? year : today.getYear();
        String canonical =
                quarter ? ofYear + "-Q" + number : month(ofYear, number * 6 - 5) + "/" + month(ofYear, number * 6);
        matches.add(TYPE, canonical, tokens.start(at), end, year > 0 ? 0.9 : 0.6);
    }

    private static int ordinal(String word) {
        return switch (word) {
            case "first", "erstes", "ersten" -> 1;
            case "second", "zweites", "zweiten" -> 2;
            case "third", "drittes", "dritten" -> 3;
            case "fourth", "viertes", "vierten" -> 4;
            default -> 0;
        };
    }

    // ---- parts ------------------------------------------------------------------------------------------------------

    /** {@return the token after a day and its ending: st, nd, rd, th or the full stop of an ordinal} */
    private int afterOrdinal(int day) {
        int next = day + 1;
        if (!tokens.isJoined(next)) {
            return next;
        }
        String ending = tokens.lower(next);
        boolean ordinal = ending.equals("st") || ending.equals("nd") || ending.equals("rd") || ending.equals("th");
        boolean stop = tokens.is(next, '.') && tokens.isWord(next + 1) && tokens.isInLine(next + 1);
        return ordinal || stop ? next + 1 : next;
    }

    private int yearAfter(int month) {
        int token = tokens.is(month + 1, '.') && tokens.isJoined(month + 1) ? month + 2 : month + 1;
        token = tokens.is(token, ',') ? token + 1 : token;
        return yearAt(token) > 0 ? token : -1;
    }

    private int yearAt(int token) {
        return tokens.isInLine(token) ? year(token) : -1;
    }

    private int year(int token) {
        return isYear(token) && endsNumber(token) ? tokens.value(token) : -1;
    }

    private boolean isYear(int token) {
        int value = tokens.size(token) == 4 ? tokens.value(token) : -1;
        return value >= 1500 && value <= 2199;
    }

    /** {@return whether digits after the token do not belong to the same number} */
    private boolean endsNumber(int token) {
        boolean marked = tokens.isJoined(token + 1) && tokens.isJoined(token + 2) && tokens.isDigits(token + 2);
        boolean word = tokens.isJoined(token + 1) && tokens.isWord(token + 1);
        return !word && !(marked && !tokens.is(token + 1, '/'));
    }

    private boolean isStop(int token) {
        return tokens.is(token, '.')
                || tokens.is(token, ',')
                || tokens.is(token, ';')
                || tokens.is(token, '?')
                || tokens.is(token, '!')
                || tokens.is(token, ')')
                || tokens.is(token, ':');
    }

    private boolean joinedPair(int token) {
        return tokens.isJoined(token + 1) && tokens.isJoined(token + 2) && tokens.isDigits(token + 2);
    }

    private boolean isIsoMark(int token) {
        return tokens.isDash(token) || tokens.is(token, '/');
    }

    private boolean sameMark(int one, int other) {
        return tokens.size(one) == 1
                && tokens.size(other) == 1
                && tokens.text().charAt(tokens.start(one)) == tokens.text().charAt(tokens.start(other));
    }

    private static String month(int year, int month) {
        return YearMonth.of(year, month).toString();
    }

    private static @Nullable LocalDate date(int year, int month, int day) {
        boolean valid = month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
        return valid ? LocalDate.of(year, month, day) : null;
    }
}
