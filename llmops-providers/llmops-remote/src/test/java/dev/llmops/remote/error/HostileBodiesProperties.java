package dev.llmops.remote.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.testing.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reading a failure ends in its facts, whatever the body is. */
class HostileBodiesProperties {
    private static final FailureReader READER = new FailureReader(new VirtualTime());
    private static final Origin ORIGIN = new Origin("acme", "one");
    private static final int LARGE = 5_000_000;
    private static final String[] PARTS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "1e400",
        "-9",
        "429",
        "\"error\":",
        "\"code\":",
        "\"details\":",
        "\"detail\":",
        "\"choices\":",
        "\"metadata\":",
        "\"message\":",
        "\"status\":",
        "\"text\"",
        "\"estimated_time\":",
        "\"retryDelay\":",
        "\"headers\":",
        "try again in 9",
        "s",
        "😀",
        "\0",
        "\uD83D",
        "<p>",
        " "
    };

    @Test
    void readsAnyNesting() {
        for (int depth : new int[] {50, 100, 127, 128, 129, 1_000, 100_000}) {
            assertThat(classOf(503, "{\"error\":".repeat(depth) + "1" + "}".repeat(depth)))
                    .isEqualTo(ErrorClass.OVERLOADED);
            assertThat(classOf(503, "[".repeat(depth) + "]".repeat(depth))).isEqualTo(ErrorClass.OVERLOADED);
            assertThat(classOf(503, "{\"a\":".repeat(depth))).isEqualTo(ErrorClass.OVERLOADED);
        }
    }

    @Test
    void readsAnyNumber() {
        for (String number : List.of(
                "1e999999999",
                "-1e999999999",
                "1E-999999999",
                "9".repeat(900),
                "9".repeat(5_000),
                "0.0",
                "-0",
                "NaN")) {
            for (String member : List.of("code", "status", "status_code", "estimated_time", "param", "type")) {
                String body = "{\"error\":{\"message\":\"m\",\"" + member + "\":" + number + "}}";
                assertThat(classOf(503, body)).as(body).isEqualTo(ErrorClass.OVERLOADED);
            }
            assertThat(failure(503, Map.of("retry-after", number), "").errorClass())
                    .isEqualTo(ErrorClass.OVERLOADED);
            assertThat(failure(429, Map.of("x-ratelimit-reset-tokens", number), "try again in " + number + "s")
                            .errorClass())
                    .isEqualTo(ErrorClass.RATE_LIMITED);
        }
    }

    @Test
    void readsMembersThatAreThereTwice() {
        String body = "{\"error\":{\"code\":\"model_not_found\",\"code\":\"insufficient_quota\"},\"error\":{\"code\":"
                + "\"rate_limit_exceeded\"}}";

        assertThat(classOf(429, body)).isEqualTo(ErrorClass.RATE_LIMITED);
    }

    @Test
    void readsBodiesOfAnySize() {
        assertThat(classOf(502, "x".repeat(LARGE))).isEqualTo(ErrorClass.SERVER);
        assertThat(classOf(502, "try again in ".repeat(LARGE / 13))).isEqualTo(ErrorClass.SERVER);
        assertThat(classOf(502, "must have less than ".repeat(LARGE / 20))).isEqualTo(ErrorClass.SERVER);
        assertThat(classOf(502, "{\"error\":{\"message\":\"" + "é".repeat(LARGE) + "\"}}"))
                .isEqualTo(ErrorClass.SERVER);
        assertThat(classOf(502, "{\"error\":[" + "1,".repeat(LARGE / 2))).isEqualTo(ErrorClass.SERVER);
        assertThat(failure(429, Map.of("retry-after", "1 ".repeat(LARGE / 2)), "")
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void readsAnyMixture() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder body = new StringBuilder(random.nextBoolean() ? "{\"error\":" : "");
            for (int i = random.nextInt(14); i > 0; i--) {
                body.append(PARTS[random.nextInt(PARTS.length)]);
            }
            assertThat(failure(500, Map.of(), body.toString()).status())
                    .as("seed %d", seed)
                    .isEqualTo(500);
            ProviderFailure inStream =
                    READER.readInStream(ORIGIN, new ResponseHead(200, Map.of()), "error", body.toString());
            assertThat(inStream.errorClass()).as("seed %d", seed).isNotEqualTo(ErrorClass.MALFORMED);
        }
    }

    private static ErrorClass classOf(int status, String body) {
        return failure(status, Map.of(), body).errorClass();
    }

    private static ProviderFailure failure(int status, Map<String, String> headers, String body) {
        return READER.read(ORIGIN, new ResponseHead(status, headers), body, SendPhase.SENT);
    }
}
