package dev.llmops.remote.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    @Test
    void readsAnExchangeAndWhatIsExpectedOfIt(@TempDir Path folder) throws IOException {
        write(folder.resolve("index.json"), """
                [{"file":"acme/one~2.json","kind":"stream","operation":"chat","framing":"sse","status":200,
                  "tags":["tools"],"expected":true}]""");
        write(folder.resolve("acme/one~2.json"), """
                {"request":{"method":"POST","host":"acme.test","path":"/chat","query":"a=b",
                  "headers":{"Accept":"text/event-stream"},"body":{"json":{"top_p":1.0,"n":2}}},
                 "response":{"status":200,"headers":{"x-request-id":"7"},"body":{"text":"data: é\\n\\n"}}}""");
        write(folder.resolve("expected/acme/one~2.json"), "{\"expected\":{\"text\":\"é\"}}");

        Recording recording =
                Recordings.of(folder).where(Recording.Entry::isStream).get(0);

        assertThat(recording).hasToString("acme/one~2");
        assertThat(recording.entry().tags()).containsExactly("tools");
        assertThat(recording.entry().expected().orElseThrow().path("text").asText())
                .isEqualTo("é");
        assertThat(recording.request().headers()).containsEntry("accept", "text/event-stream");
        assertThat(recording.request().body()).isEqualTo("{\"top_p\":1.0,\"n\":2}");
        assertThat(recording.response().text()).isEqualTo("data: é\n\n");
    }

    @Test
    void readsBinaryAndEmptyBodies(@TempDir Path folder) throws IOException {
        write(folder.resolve("index.json"), "[{\"file\":\"acme/binary.json\"}]");
        write(
                folder.resolve("acme/binary.json"),
                "{\"request\":{\"body\":{}},\"response\":{\"body\":{\"base64\":\"AP8=\"}}}");

        List<Recording> recordings = Recordings.of(folder).where(entry -> true);

        assertThat(recordings.get(0).request().body()).isEmpty();
        assertThat(recordings.get(0).response().body()).containsExactly(0, 255);
        assertThat(recordings.get(0).entry().expected()).isEmpty();
    }

    @Test
    void readsEveryRecordingThatTheIndexLists() {
        Recordings recordings = Recordings.open();

        List<Recording> all = recordings.where(entry -> true);

        assertThat(all).hasSameSizeAs(recordings.entries()).hasSizeGreaterThan(100);
        assertThat(all).allSatisfy(each -> {
            assertThat(each.response().status()).isEqualTo(each.entry().status());
            assertThat(each.request().path()).startsWith("/");
        });
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, UTF_8);
    }
}
