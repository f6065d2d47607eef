package dev.llmops.core.entity;

import java.time.DayOfWeek;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Names of months, days and spans of time in English, German, French and Spanish. */
final class CalendarWords {
    private static final Map<String, Integer> MONTHS = numbered("""
            january jan januar jänner janvier enero
            february feb februar février febrero
            march mar märz mrz mars marzo
            april apr avril abril
            may mai mayo
            june jun juni juin junio
            july jul juli juillet julio
            august aug août agosto
            september sep sept septembre septiembre
            october oct oktober okt octobre octubre
            november nov novembre noviembre
            december dec dezember dez décembre diciembre""");

    private static final Map<String, Integer> DAYS = numbered("""
            monday mondays mon montag lundi lunes
            tuesday tuesdays tue tues dienstag mardi martes
            wednesday wednesdays wed mittwoch mercredi miércoles
            thursday thursdays thu thur thurs donnerstag jeudi jueves
            friday fridays fri freitag vendredi viernes
            saturday saturdays sat samstag sonnabend samedi sábado
            sunday sundays sun sonntag dimanche domingo""");

    /** Words that are names of months or days and other words as well. */
    private static final String AMBIGUOUS = " may march mar mars mai mon sat sun wed fri dec ";

    private static final Map<String, ChronoUnit> UNITS = Map.ofEntries(
            Map.entry("day", ChronoUnit.DAYS),
            Map.entry("days", ChronoUnit.DAYS),
            Map.entry("tag", ChronoUnit.DAYS),
            Map.entry("tage", ChronoUnit.DAYS),
            Map.entry("tagen", ChronoUnit.DAYS),
            Map.entry("week", ChronoUnit.WEEKS),
            Map.entry("weeks", ChronoUnit.WEEKS),
            Map.entry("woche", ChronoUnit.WEEKS),
            Map.entry("wochen", ChronoUnit.WEEKS),
            Map.entry("month", ChronoUnit.MONTHS),
            Map.entry("months", ChronoUnit.MONTHS),
            Map.entry("monat", ChronoUnit.MONTHS),
            Map.entry("monate", ChronoUnit.MONTHS),
            Map.entry("monaten", ChronoUnit.MONTHS),
            Map.entry("year", ChronoUnit.YEARS),
            Map.entry("years", ChronoUnit.YEARS),
            Map.entry("jahr", ChronoUnit.YEARS),
            Map.entry("jahre", ChronoUnit.YEARS),
            Map.entry("jahren", ChronoUnit.YEARS),
            Map.entry("decade", ChronoUnit.DECADES),
            Map.entry("decades", ChronoUnit.DECADES));

    private CalendarWords() {}

    /** {@return the month that a word names, 1 to 12; 0 if it names none} */
    static int month(String lower) {
        return MONTHS.getOrDefault(lower, 0);
    }

    /** {@return the day of the week that a word names} */
    static @Nullable DayOfWeek day(String lower) {
        Integer day = DAYS.get(lower);
        return day == null ? null : DayOfWeek.of(day);
    }

    /** {@return the unit of time that a word names} */
    static @Nullable ChronoUnit unit(String lower) {
        return UNITS.get(lower);
    }

    /** {@return whether the name of a month or day is another word as well} */
    static boolean isAmbiguous(String lower) {
        return AMBIGUOUS.contains(' ' + lower + ' ');
    }

    /** {@return the names of all months and days} */
    static Set<String> names() {
        Set<String> names = new HashSet<>(MONTHS.keySet());
        names.addAll(DAYS.keySet());
        return names;
    }

    private static Map<String, Integer> numbered(String lines) {
        Map<String, Integer> numbers = new HashMap<>();
        int number = 0;
        for (String line : lines.lines().toList()) {
            number++;
            StringTokenizer words = new StringTokenizer(line);
            while (words.hasMoreTokens()) {
                numbers.put(words.nextToken(), number);
            }
        }
        return Map.copyOf(numbers);
    }
}
