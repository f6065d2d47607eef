package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.remote.recordings.Recordings;
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
}
