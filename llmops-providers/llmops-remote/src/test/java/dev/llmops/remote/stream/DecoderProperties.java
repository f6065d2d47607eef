package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class DecoderProperties {
    private static final int CASES = 2_000;
    private static final int LIMIT = 1 << 20;
    private static final String[] LINE_ENDS = {"\n", "\r", "\r\n"};
    private static final String[] NOISE = {": comment", ":", "id: 3", "retry: 5", "unknown: x", "word"};
    private static final String[] TEXTS = {
        "a", " ", "é", "€", "😀", "{", "}", "[", "]", "\\\"", "\\\\", ",", ":", "\\uD83D\\uDE00", "data:", "\\t"
    };

    @Test
    void serverSentEventsComeBackAsTheyWereSent() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<WireEvent> sent = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                WireEvent event = WireEvent.of(random.nextBoolean() ? "" : "x" + text(random), lines(random));
                sent.add(event);
                write(event, random, text);
            }

            assertThat(Pieces.events(new SseDecoder(LIMIT), utf8(text), pieces(random)))
                    .as("seed %d", seed)
                    .isEqualTo(sent);
        }
    }

    @Test
    void linesComeBackAsTheyWereSent() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<WireEvent> sent = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                String value = value(random);
                sent.add(WireEvent.of("", value));
                text.append(value).append(random.nextBoolean() ? "\n" : "\r\n\n");
            }
            String last = value(random);
            sent.add(WireEvent.of("", last));
            text.append(last);

            assertThat(Pieces.events(new NdjsonDecoder(LIMIT), utf8(text), pieces(random)))
                    .as("seed %d", seed)
                    .isEqualTo(sent);
        }
    }

    @Test
    void elementsComeBackAsTheyWereSent() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<WireEvent> sent = new ArrayList<>();
            StringBuilder text = new StringBuilder("[");
            for (int i = random.nextInt(5); i > 0; i--) {
                String value = random.nextInt(4) == 0 ? "" + random.nextInt() : value(random);
                text.append(sent.isEmpty() ? "" : ",").append("\r\n  ", 0, random.nextInt(5));
                text.append(value).append(" \n", 0, random.nextInt(3));
                sent.add(WireEvent.of("", value));
            }
            text.append("]\n");

            assertThat(Pieces.events(new JsonArrayDecoder(LIMIT), utf8(text), pieces(random)))
                    .as("seed %d", seed)
                    .isEqualTo(sent);
        }
    }

    @Test
    void framesComeBackAsTheyWereSent() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<WireEvent> sent = new ArrayList<>();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = random.nextInt(5); i > 0; i--) {
                WireEvent event = new WireEvent(
                        random.nextBoolean() ? WireEvent.Kind.EVENT : WireEvent.Kind.FAILURE,
                        text(random),
                        value(random));
                sent.add(event);
                bytes.writeBytes(
                        event.kind() == WireEvent.Kind.EVENT
                                ? EventStreamEncoder.event(event.name(), event.data())
                                : EventStreamEncoder.exception(event.name(), event.data()));
            }

            assertThat(Pieces.events(new EventStreamDecoder(LIMIT), bytes.toByteArray(), pieces(random)))
                    .as("seed %d", seed)
                    .isEqualTo(sent);
        }
    }

    @Test
    void anyBytesGiveTheSameWhateverThePieces() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(3) == 0 ? bytes[i] : (byte) "data: \r\n{}\"[]\\".charAt(random.nextInt(14));
            }

            IntSupplier pieces = pieces(random);
            assertThat(Pieces.events(new SseDecoder(LIMIT), bytes, pieces))
                    .isEqualTo(Pieces.events(new SseDecoder(LIMIT), bytes));
            assertThat(Pieces.events(new NdjsonDecoder(LIMIT), bytes, pieces))
                    .isEqualTo(Pieces.events(new NdjsonDecoder(LIMIT), bytes));
        }
    }

    private static void write(WireEvent event, Random random, StringBuilder text) {
        // An LF right after a lone CR would end no line of its own, so one event keeps to one way.
        String end = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
        if (random.nextInt(3) == 0) {
            text.append(NOISE[random.nextInt(NOISE.length)]).append(end);
        }
        if (!event.name().isEmpty()) {
            text.append("event: ").append(event.name()).append(end);
        }
        for (String line : event.data().split("\n", -1)) {
            text.append("data: ").append(line).append(end);
        }
        text.append(end);
    }

    private static String lines(Random random) {
        String lines = text(random);
        for (int i = random.nextInt(3); i > 0; i--) {
            lines += "\n" + text(random);
        }
        return lines;
    }

    private static String value(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "{\"t\":\"" + text(random) + "\"}";
            case 1 -> "[{\"a\":[]},\"" + text(random) + "\"]";
            default -> "\"" + text(random) + "\"";
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.toString();
    }

    private static IntSupplier pieces(Random random) {
        int most = 1 + random.nextInt(20);
        return () -> 1 + random.nextInt(most);
    }

    private static byte[] utf8(CharSequence text) {
        return text.toString().getBytes(UTF_8);
    }
}
