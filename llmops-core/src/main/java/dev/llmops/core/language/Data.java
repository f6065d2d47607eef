package dev.llmops.core.language;

import dev.llmops.core.language.Datum.Bound;
import dev.llmops.core.language.Datum.CalendarDate;
import dev.llmops.core.language.Datum.ClockTime;
import dev.llmops.core.language.Datum.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the quantities, dates and times of day in a statement. */
public final class Data {
    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("january", 1),
            Map.entry("jan", 1),
            Map.entry("february", 2),
            Map.entry("feb", 2),
            Map.entry("march", 3),
            Map.entry("mar", 3),
            Map.entry("april", 4),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("june", 6),
            Map.entry("jun", 6),
            Map.entry("july", 7),
            Map.entry("jul", 7),
            Map.entry("august", 8),
            Map.entry("aug", 8),
            Map.entry("september", 9),
            Map.entry("sep", 9),
            Map.entry("sept", 9),
            Map.entry("october", 10),
            Map.entry("oct", 10),
            Map.entry("november", 11),
            Map.entry("nov", 11),
            Map.entry("december", 12),
            Map.entry("dec", 12));
    private static final List<String> WEEKDAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final Set<String> SCALES = Set.of("hundred", "thousand", "million", "billion");
    private static final Set<String> UPPER = Set.of("under", "below", "within", "maximum", "max");
    private static final Set<String> LOWER =
            Set.of("over", "above", "exceeding", "exceed", "exceeds", "minimum", "min");
    private static final int MOST_NOUNS = 3;
    private static final int FIRST_YEAR = 1500;
    private static final int LAST_YEAR = 2199;

    private final List<Word> words;
    private final List<Datum> found = new ArrayList<>();

    private Data(List<Word> words) {
        this.words = words;
    }

    /** {@return the figures among {@code words}, in order} */
    public static List<Datum> in(List<Word> words) {
        Data data = new Data(words);
        int position = 0;
        while (position < words.size()) {
            position = data.read(position);
        }
        return data.found;
    }

    private int read(int at) {
        Word word = words.get(at);
        if (word.kind() == Word.Kind.FIGURE) {
            return readFigure(at);
        }
        if (word.kind() != Word.Kind.LETTERS) {
            return at + 1;
        }
        if (month(at) > 0 && (word.capital() || isFigure(at + 1))) {
            return readMonth(at);
        }
        int weekday = weekday(word);
        if (weekday > 0) {
            found.add(new CalendarDate(at, at + 1, 0, 0, 0, weekday));
            return at + 1;
        }
        Optional<Integer> numeral = Vocabulary.numeral(word.text());
        if (numeral.isPresent() && isCount(at)) {
            return readNumeral(at, numeral.get());
        }
        return at + 1;
    }

    /** "One" is a number only before something that is counted; "a hundred" begins at the scale. */
    private boolean isCount(int at) {
        boolean counts = at + 1 < words.size()
                && words.get(at + 1).kind() == Word.Kind.LETTERS
                && words.get(at + 1).isContent();
        return counts || !"one".equals(words.get(at).text());
    }

    private int readNumeral(int at, int first) {
        long value = first;
        int next = at + 1;
        while (next < words.size()) {
            Word word = words.get(next);
            if ("-".equals(word.text())
                    && next + 1 < words.size()
                    && value >= 20
                    && value % 10 == 0
                    && smallNumeral(next + 1) > 0) {
                value += smallNumeral(next + 1);
                next += 2;
            } else if (value >= 20 && value < 100 && value % 10 == 0 && smallNumeral(next) > 0) {
                value += smallNumeral(next);
                next++;
            } else if (SCALES.contains(word.text()) && value < 1_000_000_000L) {
                value *= Vocabulary.numeral(word.text()).orElse(1);
                next++;
            } else {
                break;
            }
        }
        return addQuantity(at, next, BigDecimal.valueOf(value), "");
    }

    private int smallNumeral(int at) {
        return at < words.size()
                ? Vocabulary.numeral(words.get(at).text()).filter(n -> n < 10).orElse(0)
                : 0;
    }

    private int readMonth(int at) {
        int month = month(at);
        int next = at + 1;
        int day = 0;
        int year = yearAt(next);
        if (year == 0 && dayAt(next) > 0) {
            day = dayAt(next);
            next++;
            int afterComma = isSign(next, ",") ? next + 1 : next;
            year = yearAt(afterComma);
            next = year > 0 ? afterComma + 1 : next;
        } else if (year > 0) {
            next++;
        }
        found.add(new CalendarDate(at, next, year, month, day, 0));
        return next;
    }

    private int readFigure(int at) {
        Word word = words.get(at);
        String text = word.text();
        if (text.indexOf(':') > 0) {
            return readClock(at, at + 1);
        }
        if (text.indexOf('-') > 0 || text.indexOf('/') > 0) {
            return readNumericDate(at);
        }
        int day = dayAt(at);
        int monthAt = isWord(at + 1, "of") ? at + 2 : at + 1;
        if (day > 0 && month(monthAt) > 0) {
            int next = monthAt + 1;
            int afterComma = isSign(next, ",") ? next + 1 : next;
            int year = yearAt(afterComma);
            found.add(new CalendarDate(at, year > 0 ? afterComma + 1 : next, year, month(monthAt), day, 0));
            return year > 0 ? afterComma + 1 : next;
        }
        if (isMeridiem(at + 1)) {
            return readClock(at, at + 1);
        }
        Optional<BigDecimal> value = Numbers.parse(text);
        if (value.isEmpty()) {
            return at + 1;
        }
        int year = yearAt(at);
        if (year > 0 && isYear(at)) {
            found.add(new CalendarDate(at, at + 1, year, 0, 0, 0));
            return at + 1;
        }
        BigDecimal number = value.get();
        int next = at + 1;
        while (next < words.size() && isScale(next)) {
            number = number.multiply(BigDecimal.valueOf(scale(next)));
            next++;
        }
        String currency = at > 0 ? words.get(at - 1).text() : "";
        boolean money = at > 0 && words.get(at - 1).kind() == Word.Kind.SIGN && "$€£¥₹".contains(currency);
        return addQuantity(at, next, number, money ? currency : "");
    }

    private boolean isScale(int at) {
        String text = words.get(at).text();
        return "million".equals(text)
                || "billion".equals(text)
                || "thousand".equals(text)
                || "hundred".equals(text)
                || "bn".equals(text);
    }

    private long scale(int at) {
        return "bn".equals(words.get(at).text())
                ? 1_000_000_000L
                : Vocabulary.numeral(words.get(at).text()).orElse(1);
    }

    private int readClock(int at, int next) {
        String[] parts = words.get(at).text().split(":", -1);
        int hours = parts[0].length() > 2 ? 24 : Integer.parseInt(parts[0]);
        int minutes = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        int end = next;
        if (isMeridiem(next)) {
            boolean afternoon = words.get(next).text().startsWith("p");
            hours = hours % 12 + (afternoon ? 12 : 0);
            end = next + 1;
            while (isSign(end, ".") || isWord(end, "m")) {
                end++;
            }
        }
        if (hours <= 24 && minutes < 60 && parts.length <= 3) {
            found.add(new ClockTime(at, end, hours * 60 + minutes));
        }
        return end;
    }

    private boolean isMeridiem(int at) {
        if (isWord(at, "am") || isWord(at, "pm")) {
            return true;
        }
        return (isWord(at, "a") || isWord(at, "p")) && isSign(at + 1, ".") && isWord(at + 2, "m");
    }

    private int readNumericDate(int at) {
        String[] parts = words.get(at).text().split("[-/]", -1);
        if (parts.length == 3) {
            boolean yearFirst = parts[0].length() == 4;
            int first = number(parts[0]);
            int second = number(parts[1]);
            int third = number(parts[2]);
            int year = yearFirst ? first : third;
            int month = second;
            int day = yearFirst ? third : first;
            if (month > 12 && day <= 12) {
                month = day;
                day = second;
            }
            found.add(new CalendarDate(at, at + 1, year, month, day, 0));
        }
        return at + 1;
    }

    private static int number(String digits) {
        return digits.length() > 4 || digits.isEmpty() || !digits.chars().allMatch(Character::isDigit)
                ? 0
                : Integer.parseInt(digits);
    }

    private int addQuantity(int at, int afterNumber, BigDecimal number, String currency) {
        int next = afterNumber;
        BigDecimal value = number;
        String dimension = "";
        Set<String> nouns = new LinkedHashSet<>();
        Optional<Units.Unit> unit = currency.isEmpty() ? unitAt(next) : Units.find(currency);
        if (unit.isPresent()) {
            dimension = unit.get().dimension();
            value = number.multiply(unit.get().size());
            next = currency.isEmpty() ? next + unitLength(next) : next;
        } else {
            next = readNouns(next, nouns);
        }
        Set<String> rates = new LinkedHashSet<>();
        next = readRates(next, rates);
        String label = unit.isEmpty() ? labelBefore(at) : "";
        int first = currency.isEmpty() ? at : at - 1;
        found.add(new Quantity(
                first, next, value.stripTrailingZeros(), dimension, rates, nouns, label, bound(first, next)));
        return Math.max(next, at + 1);
    }

    /** Reads "per minute per key", "/h", "a week", also after "of" and what the quantity is one of. */
    private int readRates(int from, Set<String> rates) {
        int next = from;
        int at = skipSubstance(from);
        boolean substance = at > from;
        while (isRate(at) && at + 1 < words.size() && words.get(at + 1).kind() == Word.Kind.LETTERS) {
            rates.add(unitAt(at + 1)
                    .map(unit ->
                            unit.dimension() + unit.size().stripTrailingZeros().toPlainString())
                    .orElse(words.get(at + 1).term()));
            at += 2;
            next = substance ? from : at;
        }
        return next;
    }

    private int skipSubstance(int from) {
        int at = from;
        if (isWord(at, "of")) {
            at++;
            while (at < words.size() && at - from <= MOST_NOUNS && words.get(at).isContent() && !isRate(at)) {
                at++;
            }
        }
        return isRate(at) ? at : from;
    }

    private boolean isRate(int at) {
        boolean article = isWord(at, "a") || isWord(at, "an") || isWord(at, "each") || isWord(at, "every");
        return isSign(at, "/")
                || isWord(at, "per")
                || (article && unitAt(at + 1).isPresent());
    }

    /** The words that say what is counted: up to three words of meaning that follow at once. */
    private int readNouns(int from, Set<String> nouns) {
        int next = isSign(from, "-") ? from + 1 : from;
        int start = next;
        while (next < words.size()
                && next - start < MOST_NOUNS
                && words.get(next).kind() == Word.Kind.LETTERS
                && words.get(next).isContent()
                && month(next) == 0) {
            nouns.add(words.get(next).term());
            next++;
        }
        return nouns.isEmpty() ? from : next;
    }

    private Optional<Units.Unit> unitAt(int at) {
        if (at >= words.size()) {
            return Optional.empty();
        }
        if (isSign(at, "°")
                && at + 1 < words.size()
                && words.get(at + 1).start() == words.get(at).end()) {
            Optional<Units.Unit> scale = Units.find("°" + words.get(at + 1).text());
            if (scale.isPresent()) {
                return scale;
            }
        }
        if (isSign(at, "-") && at + 1 < words.size() && words.get(at + 1).kind() == Word.Kind.LETTERS) {
            return Units.find(words.get(at + 1).text());
        }
        return Units.find(words.get(at).text());
    }

    private int unitLength(int at) {
        boolean degrees = isSign(at, "°") && Units.find("°" + textAt(at + 1)).isPresent();
        return degrees || isSign(at, "-") ? 2 : 1;
    }

    private String textAt(int at) {
        return at < words.size() ? words.get(at).text() : "";
    }

    /** A bare number after a word of meaning or a name is one of several of that name. */
    private String labelBefore(int at) {
        if (at == 0) {
            return "";
        }
        Word before = words.get(at - 1);
        return before.kind() == Word.Kind.LETTERS && before.isContent() ? before.term() : "";
    }

    private Bound bound(int first, int end) {
        String one = wordBefore(first, 1);
        String two = wordBefore(first, 2);
        String three = wordBefore(first, 3);
        String pair = two + " " + one;
        boolean notTwo = isNegation(three);
        if ((isNegation(two) && "exceed".equals(one))
                || (notTwo && ("more than".equals(pair) || "longer than".equals(pair) || "later than".equals(pair)))) {
            return Bound.UPPER;
        }
        if (notTwo && ("less than".equals(pair) || "fewer than".equals(pair))) {
            return Bound.LOWER;
        }
        return switch (pair) {
            case "up to", "at most", "less than", "fewer than", "limited to", "lower than", "shorter than" ->
                Bound.UPPER;
            case "at least", "more than", "greater than", "longer than", "higher than", "older than" -> Bound.LOWER;
            default ->
                UPPER.contains(one) || "or less".equals(after(end)) || "or fewer".equals(after(end))
                        ? Bound.UPPER
                        : LOWER.contains(one) || "or more".equals(after(end)) || "or over".equals(after(end))
                                ? Bound.LOWER
                                : Bound.NONE;
        };
    }

    private static boolean isNegation(String word) {
        return "not".equals(word) || "no".equals(word) || "never".equals(word) || "cannot".equals(word);
    }

    private String after(int end) {
        return textAt(end) + " " + textAt(end + 1);
    }

    private String wordBefore(int at, int distance) {
        return at - distance >= 0 ? words.get(at - distance).text() : "";
    }

    private int month(int at) {
        if (at >= words.size() || words.get(at).kind() != Word.Kind.LETTERS) {
            return 0;
        }
        Word word = words.get(at);
        // "May" and "march" are also verbs: only a capital inside a sentence or a day beside it tells.
        boolean ambiguous = "may".equals(word.text()) || "march".equals(word.text()) || "mar".equals(word.text());
        if (ambiguous && !(word.capital() && at > 0) && dayAt(at + 1) == 0 && yearAt(at + 1) == 0) {
            return 0;
        }
        return MONTHS.getOrDefault(word.text(), 0);
    }

    private static int weekday(Word word) {
        String text = word.text();
        String singular = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
        return WEEKDAYS.indexOf(singular.toLowerCase(Locale.ROOT)) + 1;
    }

    private int dayAt(int at) {
        if (!isFigure(at)) {
            return 0;
        }
        String text = words.get(at).text();
        int day = text.length() <= 2 && text.chars().allMatch(Character::isDigit) ? Integer.parseInt(text) : 0;
        return day <= 31 ? day : 0;
    }

    private int yearAt(int at) {
        if (!isFigure(at)) {
            return 0;
        }
        String text = words.get(at).text();
        if (text.length() != 4 || !text.chars().allMatch(Character::isDigit)) {
            return 0;
        }
        int year = Integer.parseInt(text);
        return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
    }

    /** A figure that could be a year is one unless a unit or a sign of money says otherwise. */
    private boolean isYear(int at) {
        boolean unit = unitAt(at + 1).isPresent() && !isWord(at + 1, "a") && !isSign(at + 1, "-");
        boolean money = at > 0 && "$€£¥₹".contains(words.get(at - 1).text());
        return !unit && !money;
    }

    private boolean isFigure(int at) {
        return at >= 0 && at < words.size() && words.get(at).kind() == Word.Kind.FIGURE;
    }

    private boolean isWord(int at, String text) {
        return at < words.size()
                && words.get(at).kind() == Word.Kind.LETTERS
                && words.get(at).text().equals(text);
    }

    private boolean isSign(int at, String text) {
        return at < words.size()
                && words.get(at).kind() == Word.Kind.SIGN
                && words.get(at).text().equals(text);
    }
}
