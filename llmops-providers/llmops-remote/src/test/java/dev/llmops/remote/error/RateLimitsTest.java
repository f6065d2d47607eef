package dev.llmops.remote.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.remote.http.ResponseHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x-ratelimit-reset-requests         | 6ms                   | PT0.006S
            x-ratelimit-reset-requests         | 17.399999999s         | PT17.399999999S
            x-ratelimit-reset-requests         | 6m0s                  | PT6M
            x-ratelimit-reset-requests         | 2m1.016s              | PT2M1.016S
            x-ratelimit-reset-requests         | 1h2m3s                | PT1H2M3S
            x-ratelimit-reset-requests         | 0s                    | PT0S
            x-ratelimit-reset-requests         | 500                   | PT0.5S
            x-ratelimit-reset-requests         | 33011.25              | PT9H10M11.25S
            x-ratelimit-reset-requests         | 1767225660000         | PT1M
            x-ratelimit-reset-requests         | 1767225600            | PT0S
            x-ratelimit-reset                  | 1767225601500         | PT1.5S
            x-ratelimit-reset                  | 20                    | PT20S
            ratelimit-reset                    | 1                     | PT1S
            anthropic-ratelimit-requests-reset | 2026-01-01T00:00:04Z  | PT4S
            anthropic-ratelimit-requests-reset | 2026-01-01T02:00:04+02:00 | PT4S
            anthropic-ratelimit-requests-reset | 2025-12-31T23:59:00Z  | PT0S
            """)
    void readsEveryFormOfReset(String header, String value, Duration expected) {
        RateLimits limits = read(Map.of(header, value));

        assertThat(limits.scope("requests").orElseThrow()).isEqualTo(new RateLimit(null, null, expected));
    }

    @ParameterizedTest
    @CsvSource({
        "x-ratelimit-reset-requests,soon",
        "x-ratelimit-reset-requests,6x",
        "x-ratelimit-reset-requests,6m-1s",
        "x-ratelimit-limit-requests,-1",
        "x-ratelimit-limit-requests,unlimited",
        "x-ratelimit-limit-requests,99999999999999999999",
        "anthropic-ratelimit-requests-reset,2026-99-01T00:00:00Z",
        "ratelimit-policy,q",
        "x-ratelimit-tokens-query-cost,145",
        "retry-after,4"
    })
    void leavesOutWhatItCannotRead(String header, String value) {
        assertThat(read(Map.of(header, value)).isEmpty()).isTrue();
    }

    @Test
    void readsTheScopesOfOpenAiAndMistral() {
        RateLimits limits = read(Map.of(
                "x-ratelimit-limit-requests", "5000",
                "x-ratelimit-remaining-requests", "4999",
                "x-ratelimit-reset-requests", "12ms",
                "x-ratelimit-limit-input-images", "50",
                "x-ratelimit-limit-req-10-second", "60",
                "x-ratelimit-remaining-tokens-month", "9999"));

        assertThat(limits.scopes())
                .containsOnlyKeys("input-images", "req-10-second", "requests", "tokens-month")
                .containsEntry("requests", new RateLimit(5000L, 4999L, Duration.ofMillis(12)))
                .containsEntry("req-10-second", new RateLimit(60L, null, null))
                .containsEntry("tokens-month", new RateLimit(null, 9999L, null));
    }

    @Test
    void readsTheScopesOfAnthropicAndCohere() {
        RateLimits limits = read(Map.of(
                "anthropic-ratelimit-input-tokens-limit", "400000",
                "anthropic-ratelimit-input-tokens-remaining", "399000",
                "x-trial-endpoint-call-limit", "20",
                "x-trial-endpoint-call-remaining", "19",
                "x-endpoint-monthly-call-limit", "1000"));

        assertThat(limits.scopes())
                .containsOnlyKeys("endpoint-monthly-call", "input-tokens", "trial-endpoint-call")
                .containsEntry("input-tokens", new RateLimit(400_000L, 399_000L, null))
                .containsEntry("trial-endpoint-call", new RateLimit(20L, 19L, null));
    }

    @Test
    void readsTheDraftStandard() {
        RateLimits limits = read(
                Map.of("ratelimit-policy", "\"fixed window\";\"api\";q=1000;w=300", "ratelimit", "\"api\";r=7;t=30"));

        assertThat(limits.scope("requests")).contains(new RateLimit(1000L, 7L, Duration.ofSeconds(30)));
    }

    @Test
    void tellsTheLimitsAsMetadata() {
        RateLimits limits = read(Map.of(
                "x-ratelimit-limit-tokens", "1000",
                "x-ratelimit-remaining-tokens", "900",
                "x-ratelimit-reset-tokens", "1.5s"));

        assertThat(limits.metadata())
                .containsExactly(
                        Map.entry("ratelimit.tokens.limit", "1000"),
                        Map.entry("ratelimit.tokens.remaining", "900"),
                        Map.entry("ratelimit.tokens.reset", "PT1.5S"));
        assertThat(RateLimits.none().metadata()).isEmpty();
    }

    @Test
    void takesTheResetOfTheLimitThatIsUsedUp() {
        RateLimits limits = read(Map.of(
                "x-ratelimit-limit-tokens", "1000",
                "x-ratelimit-remaining-tokens", "0",
                "x-ratelimit-reset-tokens", "2s",
                "x-ratelimit-limit-requests", "10",
                "x-ratelimit-remaining-requests", "9",
                "x-ratelimit-reset-requests", "90s"));

        assertThat(limits.likelyReset()).contains(Duration.ofSeconds(2));
        assertThat(RateLimits.none().likelyReset()).isEmpty();
    }

    @Test
    void takesTheLongerResetOfTwoLimitsThatAreUsedUp() {
        RateLimits limits = read(Map.of(
                "x-ratelimit-remaining-tokens", "0",
                "x-ratelimit-reset-tokens", "2s",
                "x-ratelimit-remaining-requests", "0",
                "x-ratelimit-reset-requests", "3s"));

        assertThat(limits.likelyReset()).contains(Duration.ofSeconds(3));
    }

    private static RateLimits read(Map<String, String> headers) {
        return RateLimits.of(new ResponseHead(200, headers), NOW);
    }
}
