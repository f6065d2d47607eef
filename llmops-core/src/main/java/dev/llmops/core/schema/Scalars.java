package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.core.schema.Shapes.Conversion;
import dev.llmops.core.schema.Shapes.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The Java types that are one text, number or boolean in JSON. */
final class Scalars {
    private static final Map<Class<?>, Scalar> BY_TYPE = table();

    private Scalars() {}

    /** {@return the scalars by type; a primitive and its box are the same} */
    static Map<Class<?>, Scalar> byType() {
        return BY_TYPE;
    }

    private static Map<Class<?>, Scalar> table() {
        Map<Class<?>, Scalar> table = new HashMap<>();
        both(
                table,
                boolean.class,
                Boolean.class,
                new Scalar("boolean", Map.of(), "true or false", JsonNode::booleanValue));
        both(table, byte.class, Byte.class, whole(Byte.MIN_VALUE, Byte.MAX_VALUE, n -> exact(n).byteValueExact()));
        both(table, short.class, Short.class, whole(Short.MIN_VALUE, Short.MAX_VALUE, n -> exact(n).shortValueExact()));
        both(
                table,
                int.class,
                Integer.class,
                whole(Integer.MIN_VALUE, Integer.MAX_VALUE, n -> exact(n).intValueExact()));
        both(table, long.class, Long.class, whole(Long.MIN_VALUE, Long.MAX_VALUE, n -> exact(n).longValueExact()));
        both(table, float.class, Float.class, number("a number that a float can hold", n -> finite(n.floatValue())));
        both(
                table,
                double.class,
                Double.class,
                number("a number that a double can hold", n -> finite(n.doubleValue())));
        both(table, char.class, Character.class, text(Map.of(), "one character", Scalars::character));
        table.put(
                BigInteger.class, new Scalar("integer", Map.of(), "a whole number", n -> exact(n).toBigIntegerExact()));
        table.put(BigDecimal.class, number("a number", Scalars::exact));
        table.put(String.class, text(Map.of(), "a text", text -> text));
        table.put(UUID.class, format("uuid", "a UUID", Scalars::uuid));
        table.put(URI.class, format("uri", "a URI", URI::create));
        table.put(
                Instant.class,
                format(
                        "date-time",
                        "a date and time with offset",
                        text -> OffsetDateTime.parse(text).toInstant()));
        table.put(OffsetDateTime.class, format("date-time", "a date and time with offset", OffsetDateTime::parse));
        table.put(ZonedDateTime.class, format("date-time", "a date and time with offset", ZonedDateTime::parse));
        table.put(LocalDate.class, format("date", "a date", LocalDate::parse));
        table.put(OffsetTime.class, format("time", "a time with offset", OffsetTime::parse));
        table.put(Duration.class, format("duration", "a duration such as PT1H30M", Duration::parse));
        table.put(Period.class, format("duration", "a period such as P1Y2M", Period::parse));
        // The formats "date-time" and "time" want an offset, so what has none says its form as a pattern.
        table.put(
                LocalDateTime.class,
                pattern(
                        "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?$",
                        "a date and time without offset", LocalDateTime::parse));
        table.put(
                LocalTime.class,
                pattern("^\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?$", "a time without offset", LocalTime::parse));
        table.put(YearMonth.class, pattern("^\\d{4}-\\d{2}$", "a month such as 2026-01", YearMonth::parse));
        table.put(MonthDay.class, pattern("^--\\d{2}-\\d{2}$", "a day such as --01-31", MonthDay::parse));
        table.put(Year.class, new Scalar("integer", Map.of(), "a year", n -> Year.of(exact(n).intValueExact())));
        table.put(ZoneId.class, text(Map.of(), "a time zone such as Europe/Berlin", ZoneId::of));
        table.put(ZoneOffset.class, text(Map.of(), "an offset such as +01:00", ZoneOffset::of));
        return Map.copyOf(table);
    }

    private static void both(Map<Class<?>, Scalar> table, Class<?> primitive, Class<?> box, Scalar scalar) {
        table.put(primitive, scalar);
        table.put(box, scalar);
    }

    private static Scalar whole(long min, long max, Conversion conversion) {
        return new Scalar("integer", Map.of(), "a whole number in [" + min + ", " + max + "]", conversion);
    }

    private static Scalar number(String expected, Conversion conversion) {
        return new Scalar("number", Map.of(), expected, conversion);
    }

    private static Scalar text(Map<String, String> keywords, String expected, Function<String, Object> conversion) {
        return new Scalar("string", keywords, expected, node -> conversion.apply(node.textValue()));
    }

    private static Scalar format(String format, String expected, Function<String, Object> conversion) {
        return text(Map.of("format", format), expected, conversion);
    }

    private static Scalar pattern(String pattern, String expected, Function<String, Object> conversion) {
        return text(Map.of("pattern", pattern), expected, conversion);
    }

    private static BigDecimal exact(JsonNode number) {
        return number.decimalValue();
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("too large");
        }
        return value;
    }

    private static float finite(float value) {
        if (!Float.isFinite(value)) {
            throw new ArithmeticException("too large");
        }
        return value;
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }

    // UUID.fromString also takes groups of other lengths.
    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not a UUID");
        }
        return uuid;
    }
}
