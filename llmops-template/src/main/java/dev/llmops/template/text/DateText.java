package dev.llmops.template.text;

import dev.llmops.template.value.Failure;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.Locale;

/** Dates and times written as C's {@code strftime} does in the C locale. */
public final class DateText {
    private DateText() {}

    /** {@return {@code time} as {@code format} says} */
    public static String format(String format, ZonedDateTime time) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            char flag = format.charAt(++i);
            boolean flagged = (flag == '-' || flag == '_' || flag == '0' || flag == '^' || flag == '#')
                    && i + 1 < format.length();
            char directive = flagged ? format.charAt(++i) : flag;
            out.append(flagged ? changed(directive(directive, time), flag) : directive(directive, time));
        }
        return out.toString();
    }

    private static String changed(String text, char flag) {
        if (flag == '^' || flag == '#') {
            return text.toUpperCase(Locale.ROOT);
        }
        int zeros = 0;
        while (zeros < text.length() - 1 && (text.charAt(zeros) == '0' || text.charAt(zeros) == ' ')) {
            zeros++;
        }
        String rest = text.substring(zeros);
        return flag == '-' ? rest : (flag == '_' ? " " : "0").repeat(zeros) + rest;
    }

    private static String directive(char directive, ZonedDateTime time) {
        return switch (directive) {
            case 'Y' -> String.valueOf(time.getYear());
            case 'C' -> two(time.getYear() / 100);
            case 'y' -> two(time.getYear() % 100);
            case 'm' -> two(time.getMonthValue());
            case 'd' -> two(time.getDayOfMonth());
            case 'e' -> spaced(time.getDayOfMonth());
            case 'j' -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' ->
                time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'a' ->
                time.getDayOfWeek()
                        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        .substring(0, 3);
            case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
            case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
            case 'U' -> two((time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7);
            case 'W' -> two((time.getDayOfYear() + 6 - (time.getDayOfWeek().getValue() - 1)) / 7);
            case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'G' -> String.valueOf(time.get(WeekFields.ISO.weekBasedYear()));
            case 'g' -> two(time.get(WeekFields.ISO.weekBasedYear()) % 100);
            default -> clock(directive, time);
        };
    }

    private static String clock(char directive, ZonedDateTime time) {
        int hour = time.get(ChronoField.CLOCK_HOUR_OF_AMPM);
        return switch (directive) {
            case 'H' -> two(time.getHour());
            case 'k' -> spaced(time.getHour());
            case 'I' -> two(hour);
            case 'l' -> spaced(hour);
            case 'M' -> two(time.getMinute());
            case 'S' -> two(time.getSecond());
            case 'f' -> String.format(Locale.ROOT, "%06d", time.getLong(ChronoField.MICRO_OF_SECOND));
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 's' -> String.valueOf(time.truncatedTo(ChronoUnit.SECONDS).toEpochSecond());
            // Python's datetime.now() knows no zone.
            case 'z', 'Z' -> "";
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> combined(directive, time);
        };
    }

    private static String combined(char directive, ZonedDateTime time) {
        return switch (directive) {
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
            case 'D', 'x' -> format("%m/%d/%y", time);
            case 'F' -> DateTimeFormatter.ISO_LOCAL_DATE.format(time);
            case 'R' -> format("%H:%M", time);
            case 'r' -> format("%I:%M:%S %p", time);
            case 'T', 'X' -> format("%H:%M:%S", time);
            default -> throw Failure.of("strftime_now does not know %" + directive);
        };
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    private static String spaced(int number) {
        return number < 10 ? " " + number : String.valueOf(number);
    }
}
