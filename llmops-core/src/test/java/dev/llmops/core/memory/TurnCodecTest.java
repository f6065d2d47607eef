package dev.llmops.core.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.pipeline.Turn;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnCodecTest {
    private final TurnCodec codec = new TurnCodec();

    @Test
    void writesOneReadableLine() {
        Turn turn = Turns.turn("c", 1, Message.user("Grüße\n😀"));

        String line = new String(codec.encode(turn), UTF_8);

        assertThat(line)
                .isEqualTo("{\"conversation\":\"c\",\"call\":\"call-1\",\"at\":\"2026-03-01T12:00:01.123456789Z\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"text\",\"text\":\"Grüße\\n😀\",\"trust\":\"user\"}]}]}");
    }

    @Test
    void ignoresMembersItDoesNotKnow() throws IOException {
        Turn turn =
                decode("{'v':2,'conversation':'c','call':'k','at':'2026-03-01T12:00:00Z','messages':[{'role':'user',"
                        + "'mood':'good','content':[{'type':'text','text':'hi','trust':'user','language':'en'}]}]}");

        assertThat(turn)
                .isEqualTo(new Turn("c", "k", Instant.parse("2026-03-01T12:00:00Z"), List.of(Message.user("hi"))));
    }

    @Test
    void keepsPartsItDoesNotKnowAsTheyAre() throws IOException {
        assertThat(content("{'type':'hologram','depth':3}"))
                .isEqualTo(new Content.Opaque(
                        ContentJson.LATER_VERSION, "hologram", "{\"type\":\"hologram\",\"depth\":3}"));
    }

    @Test
    void doesNotTrustTextOfATrustItDoesNotKnow() throws IOException {
        assertThat(content("{'type':'text','text':'hi','trust':'oracle'}"))
                .isEqualTo(new Content.Text("hi", Trust.RETRIEVED));
        assertThat(content("{'type':'text','text':'hi'}")).isEqualTo(new Content.Text("hi", Trust.RETRIEVED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nothing",
                "{}",
                "{'conversation':'c','call':'k','at':'noon','messages':[{'role':'user'}]}",
                "{'conversation':'c','call':'k','at':'2026-03-01T12:00:00Z','messages':[]}",
                "{'conversation':'c','call':'k','at':'2026-03-01T12:00:00Z','messages':[{'role':'oracle'}]}",
                "{'conversation':'c','call':'k','at':'2026-03-01T12:00:00Z','messages':[{'role':'user','content':"
                        + "[{'type':'attachment','mime':'image/png','bytes':'%%'}]}]}",
                "{'conversation':'c','call':'k','at':'2026-03-01T12:00:00Z','messages':[{'role':'user','content':"
                        + "[{'type':'attachment','mime':'image/png','bytes':7}]}]}",
                "{'conversation':'c','call':'k','at':'2026-03-01T12:00:00Z','messages':[{'role':'user','content':"
                        + "[{'type':'attachment','mime':'image/png','uri':'not a uri'}]}]}"
            })
    void saysWhatIsNoTurn(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(IOException.class);
    }

    private Content content(String json) throws IOException {
        return decode("{'conversation':'c','call':'k','at':'2026-03-01T12:00:00Z','messages':"
                        + "[{'role':'user','content':[" + json + "]}]}")
                .messages()
                .get(0)
                .contents()
                .get(0);
    }

    private Turn decode(String json) throws IOException {
        return codec.decode(json.replace('\'', '"').getBytes(UTF_8));
    }
}
