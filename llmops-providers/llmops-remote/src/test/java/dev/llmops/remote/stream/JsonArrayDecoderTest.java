package dev.llmops.remote.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayDecoderTest {
    @Test
    void handsOverEachElementOfTheOutermostArray() {
        assertThat(decode(" [ {\"a\":[1,{\"b\":[]}]}\n,\r\n[2,[3]],{}]\n"))
                .containsExactly("{\"a\":[1,{\"b\":[]}]}", "[2,[3]]", "{}");
    }

    @Test
    void handsOverElementsThatAreNoObjects() {
        assertThat(decode("[1, -2.5e3 ,\"a,]\",null,true]")).containsExactly("1", "-2.5e3", "\"a,]\"", "null", "true");
    }

    @Test
    void looksForNoStructureWithinStrings() {
        assertThat(decode("[{\"a}\":\"]\\\"}\\\\\"},{\"b\":\"[{\"}]"))
                .containsExactly("{\"a}\":\"]\\\"}\\\\\"}", "{\"b\":\"[{\"}");
    }

    @Test
    void handsOverAnObjectInPlaceOfTheArrayWhole() {
        String error = "{\n \"error\": {\"code\": 429, \"details\": [{}, []]}\n}";

        assertThat(decode(error + "\n{}")).containsExactly(error);
    }

    @Test
    void findsNothingInAnEmptyArray() {
        assertThat(decode("[]")).isEmpty();
        assertThat(decode(" [ \n ] ")).isEmpty();
        assertThat(decode("")).isEmpty();
    }

    @Test
    void ignoresWhatFollowsTheEnd() {
        assertThat(decode("[{}]{\"a\":1},[2]")).containsExactly("{}");
    }

    @Test
    void dropsAByteOrderMarkAtTheStart() {
        assertThat(decode("\uFEFF[{}]")).containsExactly("{}");
    }

    @Test
    void handsOverAnElementAtItsLastByte() {
        JsonArrayDecoder decoder = decoder();
        List<WireEvent> events = new ArrayList<>();
        byte[] bytes = "[{\"a\":1},{".getBytes(UTF_8);

        decoder.feed(bytes, 0, 7, events::add);
        int before = events.size();
        decoder.feed(bytes, 7, 1, events::add);

        assertThat(before).isZero();
        assertThat(events).containsExactly(WireEvent.of("", "{\"a\":1}"));
    }

    @Test
    void takesNoCutForAWholeElement() {
        String text = "[{\"a\":\"b\"},12]";

        for (int length = 0; length < 10; length++) {
            assertThat(decode(text.substring(0, length))).isEmpty();
        }
        for (int length = 10; length < text.length(); length++) {
            assertThat(decode(text.substring(0, length))).containsExactly("{\"a\":\"b\"}");
        }
    }

    @Test
    void decodesTextThatIsCutAnywhere() {
        String first = "{\"t\":\"é€😀\\\\\\\"\\uD83D\\uDE00\"}";
        String text = "[" + first + ",\n\"😀\" , 17]";

        for (int at = 0; at <= text.getBytes(UTF_8).length; at++) {
            assertThat(Pieces.cut(decoder(), text, at))
                    .extracting(WireEvent::data)
                    .containsExactly(first, "\"😀\"", "17");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "data: {}", "\"secret\"", "]"})
    void failsOnWhatIsNeitherArrayNorObject(String text) {
        assertThatThrownBy(() -> decode(text))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("no JSON array")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void failsOnAnElementAboveTheLimit(int piece) {
        byte[] bytes = ("[1,\"" + "x".repeat(99) + "\",2]").getBytes(UTF_8);

        assertThat(Pieces.events(new JsonArrayDecoder(101), bytes, piece)).hasSize(3);
        assertThatThrownBy(() -> Pieces.events(new JsonArrayDecoder(100), bytes, piece))
                .isInstanceOf(MalformedStreamException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatThrownBy(() -> new JsonArrayDecoder(0)).isInstanceOf(InvalidInputException.class);
    }

    private static List<String> decode(String text) {
        return Pieces.events(decoder(), text).stream().map(WireEvent::data).toList();
    }

    private static JsonArrayDecoder decoder() {
        return new JsonArrayDecoder(1000);
    }
}
