package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamDecoderTest {
    private static final int[] VALUE_BYTES = {0, 0, 1, 2, 4, 8, 2, 2, 8, 16};

    @Test
    void namesAnEventByItsType() {
        byte[] bytes = join(
                EventStreamEncoder.event("messageStart", "{\"role\":\"assistant\"}"),
                EventStreamEncoder.event("contentBlockDelta", "{\"t\":\"é😀\"}"));

        for (int piece = 1; piece <= bytes.length; piece++) {
            EventStreamDecoder decoder = decoder();
            assertThat(Pieces.events(decoder, bytes, piece))
                    .containsExactly(
                            WireEvent.of("messageStart", "{\"role\":\"assistant\"}"),
                            WireEvent.of("contentBlockDelta", "{\"t\":\"é😀\"}"));
            assertThat(decoder.frames()).isEqualTo(2);
        }
    }

    @Test
    void makesAnExceptionAFailure() {
        assertThat(decode(EventStreamEncoder.exception("throttlingException", "{\"message\":\"slow\"}")))
                .containsExactly(
                        new WireEvent(WireEvent.Kind.FAILURE, "throttlingException", "{\"message\":\"slow\"}"));
    }

    @Test
    void makesAnErrorAFailureWithAJsonMessage() {
        assertThat(decode(EventStreamEncoder.error("InternalError", "It \"broke\"\n")))
                .containsExactly(new WireEvent(
                        WireEvent.Kind.FAILURE, "InternalError", "{\"message\":\"It \\\"broke\\\"\\n\"}"));
    }

    @Test
    void passesFramesOfUnknownOrMissingType() {
        byte[] unknown = EventStreamEncoder.frame(Map.of(":message-type", "new", ":event-type", "x"), "{}");
        byte[] none = EventStreamEncoder.frame(Map.of(), "{\"a\":1}");

        assertThat(decode(join(unknown, none))).containsExactly(WireEvent.of("x", "{}"), WireEvent.of("", "{\"a\":1}"));
    }

    @Test
    void readsHeadersOfEveryType() {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        for (int type = 0; type < VALUE_BYTES.length; type++) {
            // Of types 6 and 7 these two bytes are the length, which is 0.
            headers.writeBytes(EventStreamEncoder.header("h" + type, type, new byte[VALUE_BYTES[type]]));
        }
        headers.writeBytes(EventStreamEncoder.header("bytes", 6, new byte[] {0, 3, 1, 2, 3}));
        headers.writeBytes(EventStreamEncoder.header(":event-type", "last"));

        assertThat(decode(EventStreamEncoder.frame(headers.toByteArray(), new byte[0])))
                .containsExactly(WireEvent.of("last", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 127, 255})
    void failsOnAHeaderTypeThatDoesNotExist(int type) {
        byte[] header = EventStreamEncoder.header("h", type, new byte[8]);

        assertThatThrownBy(() -> decode(EventStreamEncoder.frame(header, new byte[0])))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("type " + type);
    }

    @Test
    void failsOnHeadersThatAreCut() {
        byte[] header = EventStreamEncoder.header(":event-type", "name");

        for (int length = 1; length < header.length; length++) {
            byte[] frame = EventStreamEncoder.frame(Arrays.copyOf(header, length), new byte[9]);
            assertThatThrownBy(() -> decode(frame))
                    .isInstanceOf(MalformedStreamException.class)
                    .hasMessageContaining("header");
        }
    }

    @Test
    void agreesWithKnownChecksums() {
        byte[] empty = HexFormat.of().parseHex("000000100000000005c248eb7d98c8ff");
        CRC32 sum = new CRC32();
        sum.update("123456789".getBytes(UTF_8));

        assertThat(sum.getValue()).isEqualTo(0xCBF43926L);
        assertThat(EventStreamEncoder.frame(Map.of(), "")).isEqualTo(empty);
        assertThat(decode(empty)).containsExactly(WireEvent.of("", ""));
    }

    @Test
    void rejectsEveryFlippedBit() {
        byte[] frame = EventStreamEncoder.event("messageStop", "{\"stopReason\":\"end_turn\"}");

        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            EventStreamDecoder decoder = decoder();
            assertThatThrownBy(() -> Pieces.events(decoder, damaged, 5))
                    .as("bit %d", bit)
                    .isInstanceOf(MalformedStreamException.class)
                    .hasMessageContaining("checksum");
            assertThat(decoder.frames()).isZero();
        }
    }

    @Test
    void takesNoCutForAWholeFrame() {
        byte[] frame = EventStreamEncoder.event("messageStop", "{}");

        for (int length = 0; length < frame.length; length++) {
            assertThat(decode(Arrays.copyOf(frame, length))).isEmpty();
        }
    }

    @Test
    void failsOnLengthsThatCannotBe() {
        assertPreludeFails(15, 0, "15 bytes");
        assertPreludeFails(0, 0, "0 bytes");
        assertPreludeFails(20, 5, "headers of 5 bytes");
        assertPreludeFails(-1, 0, "4294967295 bytes");
    }

    @Test
    void failsOnLengthsAboveTheLimits() {
        assertPreludeFails(32 << 20, 0, "more than the limit of 20971520");
        assertPreludeFails(300_000, 131_073, "more than the limit of 131072");
        assertPreludeFails(16 + 1 + (16 << 20), 0, "more than the limit of 16777216");
    }

    @Test
    void takesAPayloadOfTenMegabytes() {
        String payload = "x".repeat(10_000_000);

        assertThat(Pieces.events(new EventStreamDecoder(20 << 20), EventStreamEncoder.event("e", payload), 8192))
                .containsExactly(WireEvent.of("e", payload));
    }

    @Test
    void refusesALimitThatNoFrameMeets() {
        assertThatThrownBy(() -> new EventStreamDecoder(15)).isInstanceOf(InvalidInputException.class);
    }

    private static void assertPreludeFails(int total, int headers, String message) {
        ByteBuffer prelude = ByteBuffer.allocate(12).putInt(total).putInt(headers);
        CRC32 sum = new CRC32();
        sum.update(prelude.array(), 0, 8);
        prelude.putInt((int) sum.getValue());

        assertThatThrownBy(() -> Pieces.events(new EventStreamDecoder(20 << 20), prelude.array()))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining(message);
    }

    private static List<WireEvent> decode(byte[] bytes) {
        return Pieces.events(decoder(), bytes);
    }

    private static EventStreamDecoder decoder() {
        return new EventStreamDecoder(1 << 20);
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
