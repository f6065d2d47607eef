package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.Transport;
import dev.llmops.remote.anthropic.AnthropicClient;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import dev.llmops.remote.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicRecordingsTest {
    @Test
    void decodesAndRebuildsAllThatWasRecorded() {
        Recordings recordings = Recordings.open();
        AnthropicSubject subject = new AnthropicSubject();
        Tally tally = new Tally();
        RecordingChecks checks = new RecordingChecks(List.of(subject), tally);

        recordings.where(subject::covers).forEach(checks::check);

        assertThat(tally.failures()).as(tally.table()).isEmpty();
        assertThat(tally.passed()).isGreaterThan(100);
    }

    @Test
    void countsTokensAsWasRecorded() {
        List<Recording> counts = Recordings.open()
                .where(entry -> entry.file().startsWith("anthropic/")
                        && entry.operation().equals("count-tokens")
                        && entry.status() == 200);

        assertThat(counts).isNotEmpty().allSatisfy(AnthropicRecordingsTest::countsAsRecorded);
    }

    private static void countsAsRecorded(Recording recording) {
        AnthropicSubject subject = new AnthropicSubject();
        Recording.Response response = recording.response();
        Replay replay = Replay.of(response.status(), response.headers(), response.body(), 8192);
        try (Transport transport = replay.transport()) {
            AnthropicClient client = (AnthropicClient) subject.client(recording, transport);

            TokenCounter.Count count = client.count(subject.request(recording), CallControl.detached());

            assertThat(count.tokens())
                    .isEqualTo(Json.read(response.text()).path("input_tokens").asInt());
            assertThat(replay.sent().get(0).uri().getPath())
                    .isEqualTo(recording.request().path());
            assertThat(Requests.differences(
                            subject.normalised(Json.read(recording.request().body())),
                            subject.normalised(Json.read(replay.sent().get(0).body()))))
                    .isEmpty();
        }
    }
}
