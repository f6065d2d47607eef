package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.remote.recordings.Recordings;
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
}
