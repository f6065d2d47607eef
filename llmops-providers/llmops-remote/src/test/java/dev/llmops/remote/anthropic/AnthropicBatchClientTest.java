package dev.llmops.remote.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.batch.BatchCounts;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.batch.BatchResult.Reason;
import dev.llmops.api.batch.BatchState;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.files.JsonServer;
import dev.llmops.remote.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicBatchClientTest {
    private static final CallControl CONTROL = CallControl.detached();
    private static final String JOB = """
            {"id":"msgbatch_1","type":"message_batch","processing_status":"in_progress",
             "request_counts":{"processing":2,"succeeded":0,"errored":0,"canceled":0,"expired":0},
             "created_at":"2026-01-01T00:00:00Z","expires_at":"2026-01-02T00:00:00+00:00","ended_at":null,
             "cancel_initiated_at":null,"results_url":null}
            """;

    private final JsonServer server = new JsonServer();
    private final AnthropicBatchClient batches = AnthropicBatchClient.builder("claude-sonnet-4-5")
            .connection(server.connection(""))
            .build();

    @AfterEach
    void close() {
        batches.close();
        server.close();
    }

    @Test
    void sendsAllRequestsInOne() {
        server.answers(JOB);

        BatchJob job = batches.submit(List.of(item("a", "Hi"), item("b", "Ho")), CONTROL);

        JsonServer.Sent sent = server.sent();
        assertThat(sent.line()).isEqualTo("POST /v1/messages/batches");
        assertThat(sent.contentType()).isEqualTo("application/json");
        assertThat(sent.header("x-api-key")).isEqualTo(JsonServer.KEY);
        assertThat(sent.header("anthropic-version")).isEqualTo("2023-06-01");
        assertThat(sent.json().path("requests")).hasSize(2);
        assertThat(sent.json().path("requests").path(0).path("custom_id").asText())
                .isEqualTo("a");
        assertThat(sent.json().path("requests").path(0).path("params").path("messages"))
                .isEqualTo(Json.read("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]"));
        assertThat(sent.json()
                        .path("requests")
                        .path(1)
                        .path("params")
                        .path("model")
                        .asText())
                .isEqualTo("claude-sonnet-4-5");
        assertThat(job.state()).isEqualTo(BatchState.IN_PROGRESS);
        assertThat(job.counts()).isEqualTo(new BatchCounts(2, 0, 0, 0, 0));
        assertThat(job.createdAt()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(job.expiresAt()).contains(Instant.parse("2026-01-02T00:00:00Z"));
    }

    @Test
    void sendsNothingThatAnthropicDoesNotTake() {
        assertThatThrownBy(() -> batches.submit(List.of(item("no blanks", "Hi")), CONTROL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no blanks");
        assertThatThrownBy(() -> batches.submit(List.of(item("a", "Hi")), Map.of("x", "y"), CONTROL))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(server.requests()).isZero();
    }

    @Test
    void failsAsTheProviderSays() {
        server.answers(
                529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

        assertThatThrownBy(() -> batches.submit(List.of(item("a", "Hi")), CONTROL))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.OVERLOADED));
    }

    @ParameterizedTest
    @CsvSource({
        "in_progress, 0, null, IN_PROGRESS",
        "canceling, 0, null, CANCELLING",
        "ended, 0, null, COMPLETED",
        "ended, 1, null, EXPIRED",
        "ended, 1, '\"2026-01-01T01:00:00Z\"', CANCELLED",
        "dozing, 0, null, UNKNOWN"
    })
    void readsEachState(String raw, int expired, String cancelled, BatchState state) {
        server.answers("{\"id\":\"msgbatch_1\",\"processing_status\":\"" + raw + "\",\"request_counts\":{\"expired\":"
                + expired + "},\"cancel_initiated_at\":" + cancelled + "}");

        assertThat(batches.status("msgbatch_1", CONTROL).state()).isEqualTo(state);
        assertThat(server.sent().line()).isEqualTo("GET /v1/messages/batches/msgbatch_1");
    }

    @Test
    void readsEachKindOfResult() {
        server.answers("""
                {"custom_id":"d","result":{"type":"expired"}}
                {"custom_id":"a","result":{"type":"succeeded","message":{"id":"msg_1","type":"message","role":"assistant",\
                "model":"claude-sonnet-4-5","content":[{"type":"text","text":"Yo"}],"stop_reason":"end_turn",\
                "usage":{"input_tokens":3,"output_tokens":2}}}}
                {"custom_id":"b","result":{"type":"errored","error":{"type":"error","error":\
                {"type":"invalid_request_error","message":"bad"},"request_id":"req_1"}}}
                {"custom_id":"c","result":{"type":"canceled"}}
                {"custom_id":"e","result":{"type":"errored","error":{"type":"overloaded_error","message":"busy"}}}
                {"custom_id":"f","result":{"type":"dreamt"}}
                """);

        Map<String, BatchResult> results =
                batches.results(ended(), CONTROL).join(List.of("a", "b", "c", "d", "e", "f", "g"));

        assertThat(server.sent().line()).isEqualTo("GET /v1/messages/batches/msgbatch_1/results");
        assertThat(Objects.requireNonNull(results.get("a"))
                        .response()
                        .orElseThrow()
                        .text())
                .isEqualTo("Yo");
        assertThat(failure(results, "b")).isEqualTo(ErrorClass.INVALID);
        assertThat(((BatchResult.Failed) Objects.requireNonNull(results.get("b")))
                        .failure()
                        .requestId())
                .isEqualTo("req_1");
        assertThat(results.get("c")).isEqualTo(new BatchResult.Unanswered("c", Reason.CANCELLED));
        assertThat(results.get("d")).isEqualTo(new BatchResult.Unanswered("d", Reason.EXPIRED));
        assertThat(failure(results, "e")).isEqualTo(ErrorClass.OVERLOADED);
        assertThat(failure(results, "f")).isEqualTo(ErrorClass.MALFORMED);
        assertThat(results.get("g")).isEqualTo(new BatchResult.Unanswered("g", Reason.MISSING));
    }

    @Test
    void cancelsAndLists() {
        server.answers(JOB.replace("in_progress", "canceling")).answers("{\"data\":[" + JOB + "],\"has_more\":false}");

        assertThat(batches.cancel("msgbatch_1", CONTROL).state()).isEqualTo(BatchState.CANCELLING);
        assertThat(batches.recent(3, CONTROL)).extracting(BatchJob::id).containsExactly("msgbatch_1");

        assertThat(server.sent().line()).isEqualTo("POST /v1/messages/batches/msgbatch_1/cancel");
        assertThat(server.sent().line()).isEqualTo("GET /v1/messages/batches?limit=3");
    }

    @Test
    void hasNoResultsWhileTheBatchRuns() {
        server.answers(JOB);
        BatchJob running = batches.status("msgbatch_1", CONTROL);

        assertThatThrownBy(() -> batches.results(running, CONTROL)).isInstanceOf(InvalidInputException.class);
    }

    private static ErrorClass failure(Map<String, BatchResult> results, String id) {
        return ((BatchResult.Failed) Objects.requireNonNull(results.get(id)))
                .failure()
                .errorClass();
    }

    private static BatchItem item(String id, String text) {
        return new BatchItem(id, ModelRequest.of(text));
    }

    private static BatchJob ended() {
        return BatchJob.builder("anthropic", "msgbatch_1")
                .state(BatchState.COMPLETED, "ended")
                .build();
    }
}
