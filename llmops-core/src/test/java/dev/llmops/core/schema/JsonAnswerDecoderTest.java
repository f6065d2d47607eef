package dev.llmops.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.pipeline.AnswerDecoder;
import dev.llmops.api.pipeline.OutputFormatException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonAnswerDecoderTest {
    record Times(
            Instant instant,
            OffsetDateTime offset,
            LocalDate date,
            LocalDateTime local,
            LocalTime time,
            Duration duration,
            YearMonth month,
            Year year,
            ZoneId zone,
            DayOfWeek day) {}

    record Values(
            BigDecimal exact, BigInteger big, long number, byte small, char letter, UUID id, URI link, double ratio) {}

    @SuppressWarnings("ArrayRecordComponent") // a user may have some
    record Containers(
            List<String> list, Set<Integer> set, Map<String, List<Integer>> map, int[] array, String[][] grid) {}

    record Optionals(
            Optional<String> some,
            Optional<String> none,
            @Nullable String missing) {}

    record Box<T>(T value, List<T> more) {}

    record Boxes(Box<LocalDate> dates) {}

    sealed interface Figure permits Circle, Square {}

    record Circle(double radius) implements Figure {}

    record Square(double side) implements Figure {}

    record Drawing(Figure first) {}

    public static final class Bean {
        private String name = "unnamed";
        private @Nullable String colour = "grey";

        public void setName(String name) {
            this.name = name;
        }

        public void setColour(@Nullable String colour) {
            this.colour = colour;
        }
    }

    private final AnswerDecoder decoder = JsonAnswerDecoder.standard();

    @Test
    void readsTimes() {
        Times times = decoder.decode("""
                {"instant": "2026-01-31T12:00:00Z", "offset": "2026-01-31T12:00:00+01:00", "date": "2026-01-31",
                 "local": "2026-01-31T12:00:00", "time": "12:30", "duration": "PT1H30M", "month": "2026-01",
                 "year": 2026, "zone": "Europe/Berlin", "day": "MONDAY"}""", Times.class);

        assertThat(times)
                .isEqualTo(new Times(
                        Instant.parse("2026-01-31T12:00:00Z"),
                        OffsetDateTime.parse("2026-01-31T12:00:00+01:00"),
                        LocalDate.of(2026, 1, 31),
                        LocalDateTime.of(2026, 1, 31, 12, 0),
                        LocalTime.of(12, 30),
                        Duration.ofMinutes(90),
                        YearMonth.of(2026, 1),
                        Year.of(2026),
                        ZoneId.of("Europe/Berlin"),
                        DayOfWeek.MONDAY));
    }

    @Test
    void keepsNumbersExact() {
        Values values = decoder.decode("""
                {"exact": 0.1000000000000000000000000000000000001, "big": 123456789012345678901234567890,
                 "number": 9223372036854775807, "small": -128, "letter": "x",
                 "id": "123e4567-e89b-12d3-a456-426614174000", "link": "https://example.org/a", "ratio": 5.}""", Values.class);

        assertThat(values.exact()).isEqualTo(new BigDecimal("0.1000000000000000000000000000000000001"));
        assertThat(values.big()).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(values.number()).isEqualTo(Long.MAX_VALUE);
        assertThat(values.small()).isEqualTo(Byte.MIN_VALUE);
        assertThat(values.ratio()).isEqualTo(5.0);
    }

    @Test
    void keepsTrailingZerosOfDecimals() {
        record Price(BigDecimal amount) {}

        assertThat(decoder.decode("{\"amount\": 1.10}", Price.class).amount()).isEqualTo(new BigDecimal("1.10"));
    }

    @Test
    void readsContainers() {
        Containers read = decoder.decode("""
                {"list": ["b", "a"], "set": [3, 1, 3], "map": {"z": [1], "a": []}, "array": [1, 2],
                 "grid": [["x"], []]}""", Containers.class);

        assertThat(read.list()).containsExactly("b", "a");
        assertThat(read.set()).containsExactly(3, 1);
        assertThat(read.map()).containsExactly(Map.entry("z", List.of(1)), Map.entry("a", List.of()));
        assertThat(read.array()).containsExactly(1, 2);
        assertThat(read.grid()).isDeepEqualTo(new String[][] {{"x"}, {}});
    }

    @Test
    void readsOptionals() {
        assertThat(decoder.decode("{\"some\": \"x\", \"none\": null}", Optionals.class))
                .isEqualTo(new Optionals(Optional.of("x"), Optional.empty(), null));
    }

    @Test
    void readsGenericRecords() {
        Boxes boxes =
                decoder.decode("{\"dates\": {\"value\": \"2026-01-31\", \"more\": [\"2026-02-01\"]}}", Boxes.class);

        assertThat(boxes.dates()).isEqualTo(new Box<>(LocalDate.of(2026, 1, 31), List.of(LocalDate.of(2026, 2, 1))));
    }

    @Test
    void readsSealedInterfaces() {
        assertThat(decoder.decode("{\"first\": {\"type\": \"Square\", \"side\": 2}}", Drawing.class))
                .isEqualTo(new Drawing(new Square(2)));
        assertThat(decoder.decode("{\"type\": \"Circle\", \"radius\": 1}", Figure.class))
                .isEqualTo(new Circle(1));
    }

    @Test
    void readsBeansAndKeepsTheirDefaults() {
        Bean bean = decoder.decode("{\"name\": \"Ann\"}", Bean.class);
        Bean emptied = decoder.decode("{\"name\": \"Bob\", \"colour\": null}", Bean.class);

        assertThat(bean.name).isEqualTo("Ann");
        assertThat(bean.colour).isEqualTo("grey");
        assertThat(emptied.colour).isNull();
    }

    @Test
    void readsValuesThatAreNoObjects() {
        assertThat(decoder.decode("42", int.class)).isEqualTo(42);
        assertThat(decoder.decode("\"MONDAY\"", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
        assertThat(decoder.decode("Here: [1, 2]", int[].class)).containsExactly(1, 2);
    }

    @Test
    void failsWithEveryViolation() {
        assertThatExceptionOfType(OutputFormatException.class)
                .isThrownBy(() -> decoder.decode("{\"letter\": \"secret\", \"small\": 500}", Values.class))
                .satisfies(e -> {
                    assertThat(e.expected()).isEqualTo("Values");
                    assertThat(e.violations()).hasSize(6);
                    assertThat(e.getMessage()).doesNotContain("secret", "500");
                });
    }

    @Test
    void failsOnValuesThatOnlyTheTypeRefuses() {
        String values = "{\"exact\": 1, \"big\": 1, \"number\": 1, \"small\": 500, \"letter\": \"xy\", "
                + "\"id\": \"1-1-1-1-1\", \"link\": \"a b\", \"ratio\": 1e400}";

        assertThatExceptionOfType(OutputFormatException.class)
                .isThrownBy(() -> decoder.decode(values, Values.class))
                .satisfies(e -> assertThat(e.violations())
                        .extracting(OutputFormatException.Violation::path)
                        .contains("/id", "/link"));
    }

    @Test
    void refusesTypesWithoutAJsonForm() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> decoder.decode("{}", Thread.class))
                .withMessageContaining("java.lang.Thread");
    }

    @Test
    void servesManyThreadsAtOnce() {
        String json = "{\"dates\": {\"value\": \"2026-01-31\", \"more\": []}}";

        List<Object> results = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> i % 2 == 0
                        ? (Object) decoder.decode(json, Boxes.class)
                        : Arrays.hashCode(decoder.decode("[1]", int[].class)))
                .toList();

        assertThat(results).hasSize(2_000).doesNotContainNull();
    }
}
