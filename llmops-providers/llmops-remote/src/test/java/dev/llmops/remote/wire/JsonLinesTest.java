package dev.llmops.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.model.AuthenticationException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.Transport;
import dev.llmops.remote.http.LazyReplay;
import dev.llmops.remote.http.Replay;
import dev.llmops.testing.TestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
    private static final String TEXT = "{\"a\":\"\u00e9\ud83d\ude00\"}\r\n\n  \n{\"b\":[1,2]}\n{\"c\":null}";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 97, 8192})
    void givesTheSameLinesHoweverTheyAreCut(int piece) {
        assertThat(read(TEXT, piece))
                .containsExactly("{\"a\":\"\u00e9\ud83d\ude00\"}", "{\"b\":[1,2]}", "{\"c\":null}");
    }

    @Test
    void failsWhereTheLastLineIsBrokenOff() {
        byte[] bytes = TEXT.getBytes(UTF_8);
        int lastLine = TEXT.substring(0, TEXT.lastIndexOf('\n') + 1).getBytes(UTF_8).length;

        for (int cut = lastLine + 1; cut < bytes.length; cut++) {
            String text = new String(bytes, 0, cut, UTF_8);
            assertThatThrownBy(() -> read(text, 8192))
                    .as("cut after %d bytes", cut)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRUNCATED));
        }
    }

    @Test
    void takesBlanksAfterTheLastLine() {
        assertThat(read("{}\n \t ", 1)).containsExactly("{}");
        assertThat(read("", 1)).isEmpty();
    }

    @Test
    void failsAtALineThatIsTooLong() {
        Replay replay = Replay.of("application/jsonl", "{\"a\":\"" + "x".repeat(5000) + "\"}\n");
        ProviderLink link = link(replay.transport(), 1024);

        try (JsonLines lines = link.lines(RemoteCall.get("/file"), CallControl.detached())) {
            assertThatThrownBy(lines::next)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.MALFORMED));
        }
    }

    @Test
    void failsAtOnceWhereTheProviderRefuses() {
        Replay replay = Replay.of(401, Map.of(), "{\"error\":{\"message\":\"no\"}}".getBytes(UTF_8), 100);
        ProviderLink link = link(replay.transport(), 1 << 20);

        assertThatThrownBy(() -> link.lines(RemoteCall.get("/file"), CallControl.detached()))
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void holdsFewLinesHoweverManyThereAre() {
        int count = 100_000;
        LazyReplay replay =
                LazyReplay.of(count, number -> "{\"n\":" + number + ",\"text\":\"" + "x".repeat(80) + "\"}");
        int most = 0;
        int read = 0;

        try (JsonLines lines =
                link(replay.transport(), 1 << 20).lines(RemoteCall.get("/file"), CallControl.detached())) {
            while (lines.next() != null) {
                read++;
                most = Math.max(most, replay.made() - read);
            }
        }

        assertThat(read).isEqualTo(count);
        assertThat(most).as("lines made and not yet read").isLessThan(1000);
    }

    @Test
    void closesTheAnswerBeforeItsEnd() {
        LazyReplay replay = LazyReplay.of(1000, number -> "{}");

        JsonLines lines = link(replay.transport(), 1 << 20).lines(RemoteCall.get("/file"), CallControl.detached());
        lines.next();
        lines.close();

        assertThat(replay.isClosed()).isTrue();
    }

    @Test
    void stopsWhenTheCallIsCancelled() {
        LazyReplay replay = LazyReplay.of(100_000, number -> "{\"text\":\"" + "x".repeat(1000) + "\"}");
        TestCall call = TestCall.create();

        try (JsonLines lines = link(replay.transport(), 1 << 20).lines(RemoteCall.get("/file"), call)) {
            lines.next();
            call.cancel();
            assertThatThrownBy(() -> {
                        while (lines.next() != null) {
                            // Until it notices.
                        }
                    })
                    .isInstanceOf(CallCancelledException.class);
        }
        assertThat(replay.made()).isLessThan(1000);
    }

    private static List<String> read(String text, int piece) {
        Replay replay = Replay.of(200, Map.of(), text.getBytes(UTF_8), piece);
        List<String> all = new ArrayList<>();
        try (JsonLines lines =
                link(replay.transport(), 1 << 20).lines(RemoteCall.get("/file"), CallControl.detached())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    private static ProviderLink link(Transport transport, int maxEventBytes) {
        Connection connection = Connection.builder()
                .transport(transport)
                .maxEventBytes(maxEventBytes)
                .build();
        return new ProviderLink(
                "openai", "https://provider.test/v1", Authorizer.bearer(Credentials.none()), connection);
    }
}
