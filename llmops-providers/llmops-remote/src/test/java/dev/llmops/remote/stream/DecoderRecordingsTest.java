package dev.llmops.remote.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Decodes the stream of every recording. */
class DecoderRecordingsTest {
    private static final int LIMIT = 16 << 20;
    private static final int[] PIECES = {1, 2, 3, 7, 97, 4096};
    private static final Set<String> FRAMINGS = Set.of("sse", "ndjson", "json-array", "eventstream");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void findsTheSameEventsWhateverThePieces() {
        List<Recording> streams =
                Recordings.open().where(entry -> entry.isStream() && FRAMINGS.contains(entry.framing()));

        assertThat(streams).isNotEmpty();
        for (Recording stream : streams) {
            byte[] body = stream.response().body();
            String framing = stream.entry().framing();
            List<WireEvent> whole = Pieces.events(decoder(framing), body);
            assertThat(whole).as("%s", stream).isNotEmpty();
            for (int piece : PIECES) {
                assertThat(Pieces.events(decoder(framing), body, piece))
                        .as("%s in pieces of %d", stream, piece)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void findsTheServerSentEventsThatAPlainReadingFinds() {
        for (Recording stream : of("sse")) {
            assertThat(Pieces.events(new SseDecoder(LIMIT), stream.response().body(), 97))
                    .as("%s", stream)
                    .isEqualTo(plainlyRead(stream.response().text()));
        }
    }

    @Test
    void findsValidJsonOnEveryLineAndInEveryElement() throws Exception {
        for (String framing : List.of("ndjson", "json-array")) {
            for (Recording stream : of(framing)) {
                List<JsonNode> found = new ArrayList<>();
                for (WireEvent event :
                        Pieces.events(decoder(framing), stream.response().body(), 97)) {
                    found.add(json.readTree(event.data()));
                }

                List<JsonNode> expected = new ArrayList<>();
                json.readerFor(JsonNode.class)
                        .<JsonNode>readValues(stream.response().body())
                        .forEachRemaining(expected::add);
                assertThat(found).as("%s", stream).isEqualTo(expected);
            }
        }
    }

    @Test
    void findsAsManyFramesAsOthers() {
        int compared = 0;
        for (Recording stream : of("eventstream")) {
            EventStreamDecoder decoder = new EventStreamDecoder(LIMIT);
            List<WireEvent> events = Pieces.events(decoder, stream.response().body(), 97);

            assertThat(decoder.frames()).as("%s", stream).isEqualTo(events.size());
            JsonNode frames =
                    stream.entry().expected().map(node -> node.path("frames")).orElse(json.missingNode());
            if (frames.isNumber()) {
                assertThat(decoder.frames()).as("%s", stream).isEqualTo(frames.asLong());
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    private static EventDecoder decoder(String framing) {
        return switch (framing) {
            case "sse" -> new SseDecoder(LIMIT);
            case "ndjson" -> new NdjsonDecoder(LIMIT);
            case "json-array" -> new JsonArrayDecoder(LIMIT);
            default -> new EventStreamDecoder(LIMIT);
        };
    }

    private static List<Recording> of(String framing) {
        return Recordings.open()
                .where(entry -> entry.isStream() && entry.framing().equals(framing));
    }

    /** {@return the events of a whole stream, by splitting it at line ends} */
    private static List<WireEvent> plainlyRead(String text) {
        List<WireEvent> events = new ArrayList<>();
        for (String block : text.replace("\r\n", "\n").replace('\r', '\n').split("\n\n+", -1)) {
            String name = "";
            List<String> data = new ArrayList<>();
            for (String line : block.split("\n", -1)) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).replaceFirst("^ ", "");
                } else if (line.startsWith("data:")) {
                    data.add(line.substring(5).replaceFirst("^ ", ""));
                }
            }
            if (!data.isEmpty()) {
                events.add(WireEvent.of(name, String.join("\n", data)));
            }
        }
        return events;
    }
}
