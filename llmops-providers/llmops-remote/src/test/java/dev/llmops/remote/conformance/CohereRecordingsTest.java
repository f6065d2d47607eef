package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohereRecordingsTest {
    @Test
    void everyRecordingOfTheFormatPassesEveryCheck() {
        WireSubject subject = new CohereSubject();
        Tally tally = new Tally();
        RecordingChecks checks = new RecordingChecks(List.of(subject), tally);
        List<Recording> recordings = Recordings.open().where(subject::covers).stream()
                .filter(subject::covers)
                .toList();

        recordings.forEach(checks::check);

        assertThat(recordings).hasSizeGreaterThan(10);
        assertThat(tally.failures()).isEmpty();
    }
}
