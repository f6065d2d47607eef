package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatedWaitTest {
    private static final Duration WAIT = Duration.ofMillis(61_200);
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Map<StatedWait, String> EXPECTED = Map.ofEntries(
            Map.entry(StatedWait.NONE, "Too many requests."),
            Map.entry(StatedWait.RETRY_AFTER_MILLIS, "\r\nretry-after-ms: 61200\r\n"),
            Map.entry(StatedWait.RETRY_AFTER_SECONDS, "\r\nretry-after: 62\r\n"),
            Map.entry(StatedWait.RETRY_AFTER_DECIMAL_SECONDS, "\r\nretry-after: 61.200\r\n"),
            Map.entry(StatedWait.RETRY_AFTER_DATE, "\r\nretry-after: Wed, 04 Mar 2026 05:07:09 GMT\r\n"),
            Map.entry(StatedWait.RETRY_INFO, "google.rpc.RetryInfo\",\"retryDelay\":\"61.200s\"}"),
            Map.entry(StatedWait.ESTIMATED_TIME, "\"estimated_time\":61.200}"),
            Map.entry(StatedWait.MESSAGE, "try again in 61.200s."),
            Map.entry(StatedWait.RESET_DURATION, "\r\nx-ratelimit-reset-requests: 1m1.200s\r\n"),
            Map.entry(StatedWait.RESET_MILLIS, "\r\nx-ratelimit-reset-requests: 61200\r\n"),
            Map.entry(StatedWait.RESET_SECONDS, "\r\nratelimit-reset: 62\r\n"),
            Map.entry(StatedWait.RESET_MOMENT, "\r\nanthropic-ratelimit-requests-reset: 2026-03-04T05:07:09Z\r\n"));

    private final FaultServer server = FaultServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(StatedWait.class)
    void statesTheWaitOnTheWire(StatedWait form) throws IOException {
        server.enqueue(FaultScript.rateLimited(form, WAIT, NOW).thenClose());

        try (Wire wire = Wire.asking(server)) {
            assertThat(wire.allText()).startsWith("HTTP/1.1 429 ").contains(EXPECTED.get(form));
        }
    }

    @Test
    void statesADateInThePast() throws IOException {
        server.enqueue(FaultScript.rateLimited(StatedWait.RETRY_AFTER_DATE, Duration.ofHours(-1), NOW)
                .thenClose());

        try (Wire wire = Wire.asking(server)) {
            assertThat(wire.allText()).contains("retry-after: Wed, 04 Mar 2026 04:06:07 GMT");
        }
    }
}
