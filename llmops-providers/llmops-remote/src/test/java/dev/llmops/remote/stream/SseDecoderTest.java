package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTest {
    @Test
    void namesAnEventByItsEventField() {
        assertThat(decode("event: start\ndata: {\"a\":1}\n\ndata: {\"b\":2}\n\n"))
                .containsExactly(WireEvent.of("start", "{\"a\":1}"), WireEvent.of("", "{\"b\":2}"));
    }

    @Test
    void joinsDataLinesByLineFeeds() {
        assertThat(decode("data: a\ndata:\ndata: b\n\n")).containsExactly(WireEvent.of("", "a\n\nb"));
    }

    @Test
    void dropsOneLeadingSpaceAndNoMore() {
        assertThat(decode("data:  a \n\ndata:b\n\ndata:\tc\n\n"))
                .containsExactly(WireEvent.of("", " a "), WireEvent.of("", "b"), WireEvent.of("", "\tc"));
    }

    @Test
    void readsOverCommentsAndFieldsItDoesNotKnow() {
        String text = ": hello\n:\nid: 7\nretry: 100\ndatabase: x\n data: y\nDATA: z\nnothing\ndata: a\n\n";

        assertThat(decode(text)).containsExactly(WireEvent.of("", "a"));
    }

    @Test
    void dispatchesNothingWithoutData() {
        assertThat(decode("event: ping\n\n\n: comment\n\ndata: a\n\n")).containsExactly(WireEvent.of("", "a"));
    }

    @Test
    void dispatchesEmptyDataIfThereIsADataField() {
        assertThat(decode("data\n\ndata:\n\n")).containsExactly(WireEvent.of("", ""), WireEvent.of("", ""));
    }

    @Test
    void keepsTheLastOfSeveralNames() {
        assertThat(decode("event: a\nevent: b\ndata: 1\n\n")).containsExactly(WireEvent.of("b", "1"));
    }

    @Test
    void dropsAByteOrderMarkAtTheStartOnly() {
        assertThat(decode("\uFEFFdata: a\n\n")).containsExactly(WireEvent.of("", "a"));
        assertThat(decode("data: a\n\n\uFEFFdata: b\n\n")).containsExactly(WireEvent.of("", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void takesEveryLineEnd(String end) {
        String text = String.join(end, "event: x", "data: a", "data: b", "", "", "data: c", "", "");

        for (int at = 0; at <= text.length(); at++) {
            assertThat(Pieces.cut(decoder(), text, at))
                    .containsExactly(WireEvent.of("x", "a\nb"), WireEvent.of("", "c"));
        }
    }

    @Test
    void takesMixedLineEndsCutAnywhere() {
        String text = "data: a\r\n\ndata: b\r\rdata: c\n\r\ndata: d\r\n\rdata: e\n\n\r\n\rdata: f\r\n\r\n";

        for (int at = 0; at <= text.length(); at++) {
            assertThat(Pieces.cut(decoder(), text, at))
                    .extracting(WireEvent::data)
                    .containsExactly("a", "b", "c", "d", "e", "f");
        }
    }

    @Test
    void handsOverAnEventAsSoonAsItsBlankLineBegins() {
        assertThat(Pieces.feed(decoder(), "data: a\r\n\r".getBytes(UTF_8), () -> 1))
                .containsExactly(WireEvent.of("", "a"));
    }

    @Test
    void decodesCharactersThatAreCutAnywhere() {
        String text = "event: 🎈\ndata: {\"t\":\"é€😀\\uD83D\\uDE00\"}\n\n";

        for (int at = 0; at <= text.getBytes(UTF_8).length; at++) {
            assertThat(Pieces.cut(decoder(), text, at))
                    .containsExactly(WireEvent.of("🎈", "{\"t\":\"é€😀\\uD83D\\uDE00\"}"));
        }
    }

    @Test
    void replacesBytesThatAreNotUtf8() {
        byte[] bytes = "data: a\u00FFb\u00C3\n\ndata: c\n\n".getBytes(ISO_8859_1);

        assertThat(Pieces.events(decoder(), bytes, 1))
                .containsExactly(WireEvent.of("", "a\uFFFDb\uFFFD"), WireEvent.of("", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[DONE]", "{\"a\":[1,{}]}", "[1]", "\"x\"", "true", "{} "})
    void handsOverALastEventThatIsWholeButForItsBlankLine(String data) {
        assertThat(decode("event: e\ndata: " + data)).containsExactly(WireEvent.of("e", data));
        assertThat(decode("event: e\ndata: " + data + "\n")).containsExactly(WireEvent.of("e", data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[DONE", "{\"a\":[1,{}]", "{\"a\":1}}", "12", "\"x", "tru", "plain text", "", "{} {}"})
    void dropsALastEventThatMayBeCut(String data) {
        assertThat(decode("event: e\ndata: " + data)).isEmpty();
        assertThat(decode("event: e\ndata: " + data + "\n")).isEmpty();
    }

    @Test
    void takesNoCutForTheWholeEvent() {
        String text = "event: e\ndata: {\"a\":\"b\",\"c\":[1,2]}\n\n";

        for (int length = 0; length < text.length() - 2; length++) {
            assertThat(decode(text.substring(0, length))).isEmpty();
        }
    }

    @Test
    void takesALineOfTenMegabytes() {
        String data = "x".repeat(10_000_000);
        byte[] bytes = ("data: " + data + "\n\n").getBytes(UTF_8);

        assertThat(Pieces.events(new SseDecoder(16 << 20), bytes, 8192)).containsExactly(WireEvent.of("", data));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void failsOnALineAboveTheLimit(int piece) {
        byte[] whole = ("data: " + "x".repeat(94) + "\n\n").getBytes(UTF_8);
        byte[] tooLong = ("data: " + "x".repeat(95) + "\n\n").getBytes(UTF_8);

        assertThat(Pieces.events(new SseDecoder(100), whole, piece)).hasSize(1);
        assertThatThrownBy(() -> Pieces.events(new SseDecoder(100), tooLong, piece))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("line")
                .hasMessageContaining("100 bytes");
    }

    @Test
    void failsOnALineAboveTheLimitBeforeItEnds() {
        SseDecoder decoder = new SseDecoder(100);

        assertThatThrownBy(() -> decoder.feed(new byte[101], 0, 101, event -> {}))
                .isInstanceOf(MalformedStreamException.class);
    }

    @Test
    void failsOnAnEventWhoseLinesTogetherAreAboveTheLimit() {
        assertThat(Pieces.events(new SseDecoder(12), "data: a\n".repeat(6) + "\n"))
                .containsExactly(WireEvent.of("", "a\na\na\na\na\na"));
        assertThatThrownBy(() -> Pieces.events(new SseDecoder(12), "data: a\n".repeat(7) + "\n"))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("12 characters");
    }

    @Test
    void passesOnWhatTheConsumerThrows() {
        IllegalStateException stop = new IllegalStateException("enough");

        assertThatThrownBy(() -> decoder().feed("data: a\n\n".getBytes(UTF_8), 0, 9, event -> {
                    throw stop;
                }))
                .isSameAs(stop);
    }

    @Test
    void readsOnlyTheBytesItIsGiven() {
        List<WireEvent> events = new ArrayList<>();
        byte[] bytes = "xxdata: a\n\nxx".getBytes(UTF_8);

        decoder().feed(bytes, 2, 9, events::add);

        assertThat(events).containsExactly(WireEvent.of("", "a"));
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatThrownBy(() -> new SseDecoder(0)).isInstanceOf(InvalidInputException.class);
    }

    private static List<WireEvent> decode(String text) {
        return Pieces.events(decoder(), text);
    }

    private static SseDecoder decoder() {
        return new SseDecoder(1 << 20);
    }
}
