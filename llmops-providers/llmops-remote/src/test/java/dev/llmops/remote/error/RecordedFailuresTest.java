package dev.llmops.remote.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import dev.llmops.testing.VirtualTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What real providers answered to requests that failed. */
class RecordedFailuresTest {
    private static final FailureReader READER = new FailureReader(new VirtualTime());

    @Test
    void classesEveryRecordedError() {
        List<Recording> recordings =
                Recordings.open().where(entry -> entry.kind().equals("error"));

        assertThat(recordings).isNotEmpty().allSatisfy(recording -> {
            ProviderFailure failure = READER.read(
                    new Origin(recording.provider(), ""),
                    head(recording),
                    recording.response().text(),
                    SendPhase.SENT);
            ErrorClass expected =
                    expected(recording.response().status(), recording.response().text());
            assertThat(failure.errorClass()).isEqualTo(expected);
            assertThat(failure.isRetryable()).isEqualTo(expected == ErrorClass.OVERLOADED);
            assertThat(failure.status()).isEqualTo(recording.response().status());
            assertThat(failure.retryAfter()).isEmpty();
            assertThat(failure.body()).isNotEmpty();
            assertThat(ProviderException.of(failure))
                    .message()
                    .hasSizeLessThan(250)
                    .doesNotContain(quote(failure.body()));
        });
    }

    @Test
    void classesEveryErrorInsideARecordedStream() {
        List<Recording> recordings =
                Recordings.open().where(entry -> entry.kind().equals("stream-error"));

        assertThat(recordings).isNotEmpty().allSatisfy(recording -> {
            String text = recording.response().text();
            String event = text.substring(text.lastIndexOf("data: ") + "data: ".length());
            ProviderFailure failure =
                    READER.readInStream(new Origin(recording.provider(), ""), head(recording), "error", event);
            assertThat(failure.errorClass()).isEqualTo(ErrorClass.INVALID);
            assertThat(failure.status()).isEqualTo(400);
            assertThat(failure.phase()).isEqualTo(SendPhase.STARTED);
            assertThat(failure.isRetryable()).isFalse();
        });
    }

    /** The table again, as far as these recordings need it. */
    private static ErrorClass expected(int status, String body) {
        if (body.contains("identifier is invalid") || body.contains("Model nonexistent")) {
            return ErrorClass.NOT_FOUND;
        }
        return switch (status) {
            case 400, 422 -> ErrorClass.INVALID;
            case 401, 403 -> ErrorClass.AUTH;
            case 404 -> ErrorClass.NOT_FOUND;
            case 429 -> body.contains("upstream") ? ErrorClass.OVERLOADED : ErrorClass.RATE_LIMITED;
            case 500 -> body.contains("json.exception") ? ErrorClass.INVALID : ErrorClass.SERVER;
            default -> throw new AssertionError("No row for status " + status);
        };
    }

    /** {@return some words of the provider, long enough not to be there by chance} */
    private static String quote(String body) {
        int middle = body.length() / 2;
        return body.substring(Math.max(0, middle - 12), Math.min(body.length(), middle + 12));
    }

    private static ResponseHead head(Recording recording) {
        return new ResponseHead(
                recording.response().status(), recording.response().headers());
    }
}
