package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import dev.llmops.remote.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatRecordingsTest {
    @Test
    void everyRecordedChatIsDecodedRebuiltAndSentBack() {
        ChatSubject subject = new ChatSubject();
        Tally tally = new Tally();
        RecordingChecks checks = new RecordingChecks(List.of(subject), tally);

        Recordings.open().where(subject::covers).forEach(checks::check);

        assertThat(tally.passed()).isPositive();
        assertThat(String.join("\n", tally.failures())).isEmpty();
    }

    @Test
    void costIsWhatOpenRouterTells() {
        ChatSubject subject = new ChatSubject();
        List<Recording> priced = Recordings.open()
                .where(entry -> entry.file().startsWith("openrouter/") && subject.covers(entry) && !entry.isStream())
                .stream()
                .filter(recording -> told(recording).isNumber())
                .toList();

        assertThat(priced).isNotEmpty().allSatisfy(recording -> {
            Replay replay = Replay.of("application/json", recording.response().text());
            Outcome outcome =
                    Outcome.of(subject.client(recording, replay.transport()), subject.request(recording), false);

            assertThat(outcome.response().orElseThrow().usage().providerCost())
                    .hasValue(told(recording).decimalValue());
        });
    }

    private static JsonNode told(Recording recording) {
        return Json.readOrMissing(recording.response().text()).at("/usage/cost");
    }
}
