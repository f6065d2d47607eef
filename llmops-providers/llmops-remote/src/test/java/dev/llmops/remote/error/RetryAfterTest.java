package dev.llmops.remote.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final FailureReader READER =
            new FailureReader(VirtualTime.startingAt(Instant.parse("2026-01-01T00:00:00Z")));
    private static final String RETRY_INFO = """
            {"error":{"code":429,"message":"Please retry in 50s.","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retry-after-ms | 1500                            | PT1.5S
            retry-after-ms | 0.5                             | PT0.0005S
            retry-after    | 7                               | PT7S
            retry-after    | 1.25                            | PT1.25S
            retry-after    | 0                               | PT0S
            retry-after    | -5                              | PT0S
            retry-after    | 86400                           | PT24H
            retry-after    | Thu, 01 Jan 2026 00:00:30 GMT   | PT30S
            retry-after    | Mon, 01 Jan 2026 00:00:30 GMT   | PT30S
            retry-after    | Thursday, 01-Jan-26 00:01:00 GMT | PT1M
            retry-after    | Thu Jan  1 00:00:30 2026        | PT30S
            retry-after    | 2026-01-01T00:00:30Z            | PT30S
            retry-after    | Wed, 31 Dec 2025 23:00:00 GMT   | PT0S
            """)
    void readsEveryFormOfHeader(String header, String value, Duration expected) {
        assertThat(wait(429, Map.of(header, value), "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Rate limit reached. Please try again in 1.2s.          | PT1.2S
            Please try again in 1m30s. Visit our pages             | PT1M30S
            Please try again in 6m0s.                              | PT6M
            try again in 20ms                                      | PT0.02S
            Rate limit is exceeded. Try again in 20 seconds.       | PT20S
            Please retry after 1 minute and 5 seconds              | PT1M5S
            Please retry in 34.074824224s.                         | PT34.074824224S
            Retry in about 2 hours, 3 minutes                      | PT2H3M
            Try again in a moment, or try again in 3s              | PT3S
            """)
    void readsTheWordsOfMessages(String message, Duration expected) {
        assertThat(wait(429, Map.of(), "{\"error\":{\"message\":\"" + message + "\"}}"))
                .isEqualTo(expected);
        assertThat(wait(429, Map.of(), message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"try again later", "try again in a moment", "try again in 5", "wait 5s", "retry in 5 shifts", ""
            })
    void findsNoWaitWhereNoneIsStated(String message) {
        assertThat(failure(429, Map.of(), message).retryAfter()).isEmpty();
    }

    @Test
    void readsTheDetailOfGoogle() {
        assertThat(wait(429, Map.of(), RETRY_INFO)).isEqualTo(Duration.ofMillis(34_500));
        assertThat(wait(429, Map.of(), RETRY_INFO.replace("\"34.5s\"", "{\"seconds\":\"12\"}")))
                .isEqualTo(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @CsvSource({"20.5,PT20.5S", "0,PT0S", "-3,PT0S", "1e400,PT876000H", "1e30,PT876000H"})
    void readsWhenAModelWillBeLoaded(String seconds, Duration expected) {
        String body = "{\"error\":\"Model acme/one is currently loading\",\"estimated_time\":" + seconds + "}";

        ProviderFailure failure = failure(503, Map.of(), body);

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(failure.retryAfter()).contains(expected);
    }

    @Test
    void prefersTheMostExactForm() {
        Map<String, String> headers =
                new HashMap<>(Map.of("retry-after-ms", "100", "retry-after", "2", "x-ratelimit-reset-requests", "9s"));

        assertThat(wait(429, headers, RETRY_INFO)).isEqualTo(Duration.ofMillis(100));
        headers.put("retry-after-ms", "soon");
        assertThat(wait(429, headers, RETRY_INFO)).isEqualTo(Duration.ofSeconds(2));
        headers.put("retry-after", "later");
        assertThat(wait(429, headers, RETRY_INFO)).isEqualTo(Duration.ofMillis(34_500));
        assertThat(wait(429, headers, "{\"error\":\"try again in 4s\",\"estimated_time\":3}"))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(wait(429, headers, "try again in 4s")).isEqualTo(Duration.ofSeconds(4));
        assertThat(wait(429, headers, "slow down")).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void readsTheHeadersOfTheProviderBehindARouter() {
        String body = """
                {"error":{"code":429,"message":"Rate limit exceeded","metadata":{"headers":{
                  "X-RateLimit-Limit":"20","X-RateLimit-Remaining":"0","X-RateLimit-Reset":"1767225606000"}}}}""";

        assertThat(wait(429, Map.of(), body)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void takesResetsForAWaitOnlyIfTheRateWasTheReason() {
        ProviderFailure failure = failure(400, Map.of("x-ratelimit-reset-requests", "2ms"), "{}");

        assertThat(failure.retryAfter()).isEmpty();
    }

    @Test
    void ignoresHeadersThatCameWithASuccess() {
        ResponseHead head = new ResponseHead(200, Map.of("retry-after", "30", "x-ratelimit-reset-requests", "2s"));
        Origin origin = new Origin("acme", "one");
        String plain = "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}";
        String stated = "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"try again in 2s\"}}";

        assertThat(READER.readInStream(origin, head, "error", plain).retryAfter())
                .isEmpty();
        assertThat(READER.read(origin, head, plain, SendPhase.STARTED).retryAfter())
                .isEmpty();
        assertThat(READER.readInStream(origin, head, "error", stated).retryAfter())
                .contains(Duration.ofSeconds(2));
    }

    @Test
    void keepsAbsurdWaitsThatNanosecondsCanCount() {
        Duration wait = wait(503, Map.of("retry-after", "9999999999999999999999"), "");

        assertThat(wait).isEqualTo(Duration.ofDays(36_500));
        assertThat(wait.toNanos()).isPositive();
    }

    private static Duration wait(int status, Map<String, String> headers, String body) {
        return failure(status, headers, body).retryAfter().orElseThrow();
    }

    private static ProviderFailure failure(int status, Map<String, String> headers, String body) {
        return READER.read(new Origin("acme", "one"), new ResponseHead(status, headers), body, SendPhase.SENT);
    }
}
