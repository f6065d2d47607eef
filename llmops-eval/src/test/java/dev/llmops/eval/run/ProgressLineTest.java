package dev.llmops.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.testing.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void printsAtMostOnceASecondAndAtTheEnd() {
        VirtualTime time = new VirtualTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProgressLine line = ProgressLine.to(new PrintStream(out, true, StandardCharsets.UTF_8), time);

        for (int done = 1; done <= 30; done++) {
            line.on(new Progress(done, 30, 1, 8, done < 20 ? BigDecimal.ZERO : new BigDecimal("0.50")));
            time.advance(Duration.ofMillis(100));
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "11 of 30 results (36.7 %), 1 failed, 1 s, 8 at once",
                        "21 of 30 results (70.0 %), 1 failed, 2 s, 8 at once, spent 0.50",
                        "30 of 30 results (100.0 %), 1 failed, 3 s, 8 at once, spent 0.50");
    }
}
