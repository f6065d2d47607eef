package dev.llmops.remote.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallRecordingsTest {
    @Test
    void repeatsEveryRecordedEmbedding() {
        assertPassed(new EmbeddingSubject(), 37);
    }

    @Test
    void repeatsEveryRecordedRanking() {
        assertPassed(new RerankSubject(), 2);
    }

    private static void assertPassed(CallSubject subject, int least) {
        Tally tally = new Tally();
        RecordingChecks checks = new RecordingChecks(List.of(), List.of(subject), tally);
        List<Recording> recordings = Recordings.open().where(entry -> true).stream()
                .filter(subject::covers)
                .toList();

        recordings.forEach(checks::check);

        assertThat(recordings).hasSizeGreaterThanOrEqualTo(least);
        assertThat(tally.failures()).isEmpty();
    }
}
