package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.remote.recordings.Recordings;
import org.junit.jupiter.api.Test;

/** All clients over the recorded traffic beside the repository, where there is some. */
class RecordingConformanceTest {
    @Test
    void everyRecordingPasses() {
        Recordings recordings = Recordings.open();

        Tally tally = RecordingConformance.run(recordings);

        assertThat(tally.failures()).isEmpty();
        assertThat(tally.passed()).isGreaterThan(recordings.entries().size());
    }
}
