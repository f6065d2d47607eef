package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonDecoderTest {
    @Test
    void handsOverOneValuePerLine() {
        assertThat(decode("{\"a\":1}\n{\"b\":2}\r\n")).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void skipsBlankLines() {
        assertThat(decode("\n\r\n{}\n  \n\t\r\n[]\n\n")).containsExactly("{}", "[]");
    }

    @Test
    void endsNoLineAtABareCarriageReturn() {
        assertThat(decode("{\"a\":\r1}\n")).containsExactly("{\"a\":\r1}");
    }

    @Test
    void dropsAByteOrderMarkAtTheStart() {
        assertThat(decode("\uFEFF{}\n")).containsExactly("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"done\":true}", "[1]", "null", "{}\r"})
    void handsOverALastLineWithoutEndIfItIsWhole(String line) {
        assertThat(decode("{}\n" + line)).containsExactly("{}", line.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"done\":tru", "[1", "12", "nul", "{}}", "{", "  ", "{\"a\":\"b\\"})
    void dropsALastLineThatMayBeCut(String line) {
        assertThat(decode("{}\n" + line)).containsExactly("{}");
    }

    @Test
    void decodesCharactersThatAreCutAnywhere() {
        String text = "{\"t\":\"é€😀\"}\r\n{\"t\":\"\\uD83D\\uDE00\"}\n";

        for (int at = 0; at <= text.getBytes(UTF_8).length; at++) {
            assertThat(Pieces.cut(new NdjsonDecoder(100), text, at))
                    .extracting(WireEvent::data)
                    .containsExactly("{\"t\":\"é€😀\"}", "{\"t\":\"\\uD83D\\uDE00\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void failsOnALineAboveTheLimit(int piece) {
        byte[] bytes = ("\"" + "x".repeat(99) + "\"\n").getBytes(UTF_8);

        assertThat(Pieces.events(new NdjsonDecoder(101), bytes, piece)).hasSize(1);
        assertThatThrownBy(() -> Pieces.events(new NdjsonDecoder(100), bytes, piece))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatThrownBy(() -> new NdjsonDecoder(0)).isInstanceOf(InvalidInputException.class);
    }

    private static List<String> decode(String text) {
        return Pieces.events(new NdjsonDecoder(1000), text).stream()
                .map(WireEvent::data)
                .toList();
    }
}
