package dev.llmops.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReasonCountsTest {
    @Test
    void longReasonsAndManyReasonsTakeLittleRoom() throws IOException {
        ReasonCounts counts = new ReasonCounts();
        for (int i = 0; i < 1000; i++) {
            counts.add(i + " " + "x".repeat(100_000));
        }
        StringWriter out = new StringWriter();
        counts.write(new PageJson(out), "reasons");

        assertThat(counts.total()).isEqualTo(1000);
        assertThat(out.toString()).contains("\"(other reasons)\":900").hasSizeLessThan(60_000);
    }
}
