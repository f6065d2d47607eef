package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.remote.recordings.Recordings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** All clients over a few exchanges that were written for this project, one or more for each wire format. */
class OwnRecordingsTest {
    @Test
    void everyRecordingPasses() {
        Recordings recordings = Recordings.of(Path.of("src", "test", "resources", "recordings"));

        Tally tally = RecordingConformance.run(recordings);

        assertThat(tally.failures()).isEmpty();
        assertThat(tally.passed()).isGreaterThanOrEqualTo(40);
    }
}
