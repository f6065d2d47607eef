package dev.llmops.core.entity;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dates that name a distance from today: {@code tomorrow}, {@code next Tuesday}, {@code 3 weeks ago}.
 *
 * <p>A week runs from Monday to Sunday. {@code next Tuesday} is the first Tuesday after today, {@code last Tuesday}
 * the last one before it, and a Tuesday without such a word is the first one that is not over.
 */
final class RelativeDateRules {
    /** The words, besides names of days, that such dates begin with. */
    static final Set<String> TRIGGERS = Words.of("""
            today tonight heute aujourd hoy tomorrow demain mañana morgen yesterday gestern hier ayer übermorgen vorgestern
            day next nächste nächsten nächster nächstes kommende kommenden coming upcoming following last past previous
            letzte letzten letzter letztes vergangene vergangenen this current diese diesen dieser dieses in within vor a an
            one two three four five six seven eight nine ten twelve""");

    private static final double SURE = 0.9;

    private final Tokens tokens;
    private final LocalDate today;
    private final Matches matches;

    RelativeDateRules(Tokens tokens, LocalDate today, Matches matches) {
        this.tokens = tokens;
        this.today = today;
        this.matches = matches;
    }

    /** Looks for a date that begins with the word at {@code at}. */
    void atWord(int at) {
        switch (tokens.lower(at)) {
            case "today", "tonight", "heute", "aujourd", "hoy" -> add(at, at, today);
            case "tomorrow", "demain", "mañana" -> add(at, at, today.plusDays(1));
            case "morgen" -> {
                if (!tokens.isCapital(at) || tokens.beginsSentence(at)) {
                    add(at, at, today.plusDays(1));
                }
            }
            case "yesterday", "gestern", "hier", "ayer" -> add(at, at, today.minusDays(1));
            case "übermorgen" -> add(at, at, today.plusDays(2));
            case "vorgestern" -> add(at, at, today.minusDays(2));
            case "day" -> dayButOne(at);
            case "next",
                    "nächste",
                    "nächsten",
                    "nächster",
                    "nächstes",
                    "kommende",
                    "kommenden",
                    "coming",
                    "upcoming",
                    "following" -> step(at, 1);
            case "last", "past", "previous", "letzte", "letzten", "letzter", "letztes", "vergangene", "vergangenen" ->
                step(at, -1);
            case "this", "current", "diese", "diesen", "dieser", "dieses" -> step(at, 0);
            case "in", "within" -> inSomeTime(at, 1);
            case "vor" -> inSomeTime(at, -1);
            case "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve" ->
                ago(at);
            default -> {
                if (tokens.isCapital(at)) {
                    weekday(at);
                }
            }
        }
    }

    /** Looks for {@code 3 weeks ago}. */
    void atDigits(int at) {
        ago(at);
    }

    private void dayButOne(int at) {
        int first = tokens.is(at - 1, "the") ? at - 1 : at;
        if (tokens.is(at + 1, "after") && tokens.is(at + 2, "tomorrow")) {
            add(first, at + 2, today.plusDays(2));
        } else if (tokens.is(at + 1, "before") && tokens.is(at + 2, "yesterday")) {
            add(first, at + 2, today.minusDays(2));
        }
    }

    private void weekday(int at) {
        DayOfWeek day = CalendarWords.day(tokens.lower(at));
        boolean clear = day != null && !CalendarWords.isAmbiguous(tokens.lower(at)) && tokens.size(at) > 4;
        if (clear && day != null) {
            add(at, at, today.with(TemporalAdjusters.nextOrSame(day)), 0.6);
        }
    }

    private void step(int at, int direction) {
        int token = at + 1;
        if (!tokens.isInLine(token)) {
            return;
        }
        int count = Numbers.small(tokens, token);
        if (count > 0 && direction != 0 && !tokens.is(token, "a") && !tokens.is(token, "an")) {
            ChronoUnit unit = CalendarWords.unit(tokens.lower(token + 1));
            if (unit != null && tokens.isInLine(token + 1)) {
                LocalDate other = today.plus((long) count * direction, unit);
                boolean past = direction < 0;
                addRange(at, token + 1, past ? other : today, past ? today : other);
            }
            return;
        }
        String word = tokens.lower(token);
        DayOfWeek day = CalendarWords.day(word);
        if (day != null && (tokens.isCapital(token) || tokens.size(token) > 5)) {
            LocalDate date = direction > 0
                    ? today.with(TemporalAdjusters.next(day))
                    : direction < 0
                            ? today.with(TemporalAdjusters.previous(day))
                            : today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                    .with(TemporalAdjusters.nextOrSame(day));
            add(at, token, date);
            return;
        }
        int month = tokens.isCapital(token) ? CalendarWords.month(word) : 0;
        if (month > 0) {
            addText(at, token, stepMonth(month, direction).toString(), SURE);
            return;
        }
        String period = period(word, direction);
        if (period != null) {
            addText(at, token, period, SURE);
        }
    }

    private YearMonth stepMonth(int month, int direction) {
        YearMonth now = YearMonth.from(today);
        YearMonth named = YearMonth.of(now.getYear(), month);
        if (direction > 0 && !named.isAfter(now)) {
            return named.plusYears(1);
        }
        return direction < 0 && !named.isBefore(now) ? named.minusYears(1) : named;
    }

    /** {@return the week, month, quarter or year that is {@code distance} away} */
    private @Nullable String period(String word, int distance) {
        switch (word) {
            case "week", "woche" -> {
                LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusWeeks(distance);
                return monday + "/" + monday.plusDays(6);
            }
            case "weekend", "wochenende" -> {
                LocalDate saturday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .plusDays(5)
                        .plusWeeks(distance);
                return saturday + "/" + saturday.plusDays(1);
            }
            case "month", "monat" -> {
                return YearMonth.from(today).plusMonths(distance).toString();
            }
            case "quarter", "quartal" -> {
                LocalDate then = today.plus(distance, IsoFields.QUARTER_YEARS);
                return then.getYear() + "-Q" + then.get(IsoFields.QUARTER_OF_YEAR);
            }
            case "year", "jahr" -> {
                return String.valueOf(today.getYear() + distance);
            }
            default -> {
                return null;
            }
        }
    }

    /** Finds {@code in 3 days}; within a time is a range that begins today. */
    private void inSomeTime(int at, int direction) {
        int count = Numbers.small(tokens, at + 1);
        ChronoUnit unit = CalendarWords.unit(tokens.lower(at + 2));
        boolean shaped = count > 0 && unit != null && tokens.isInLine(at + 1) && tokens.isInLine(at + 2);
        if (!shaped || unit == null || tokens.is(at + 3, "ago")) {
            return;
        }
        LocalDate date = today.plus((long) count * direction, unit);
        if (tokens.is(at, "within")) {
            addRange(at, at + 2, today, date);
        } else {
            add(at, at + 2, date);
        }
    }

    private void ago(int at) {
        ChronoUnit unit = CalendarWords.unit(tokens.lower(at + 1));
        int count = unit == null ? -1 : Numbers.small(tokens, at);
        if (count < 0 || unit == null || !tokens.isInLine(at + 1)) {
            return;
        }
        if (tokens.is(at + 2, "ago")) {
            add(at, at + 2, today.minus(count, unit));
        } else if (tokens.is(at + 2, "from") && (tokens.is(at + 3, "now") || tokens.is(at + 3, "today"))) {
            add(at, at + 3, today.plus(count, unit));
        }
    }

    private void add(int first, int last, LocalDate date) {
        add(first, last, date, SURE);
    }

    private void add(int first, int last, LocalDate date, double score) {
        addText(first, last, date.toString(), score);
    }

    private void addRange(int first, int last, LocalDate from, LocalDate to) {
        addText(first, last, from + "/" + to, SURE);
    }

    private void addText(int first, int last, String canonical, double score) {
        matches.add(DateRules.TYPE, canonical, tokens.start(first), tokens.end(last), score);
    }
}
