package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Polling;
import dev.llmops.api.batch.BatchCounts;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchNotCreatedException;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.batch.BatchResult.Reason;
import dev.llmops.api.batch.BatchResults;
import dev.llmops.api.batch.BatchState;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.files.JsonServer;
import dev.llmops.remote.specs.OpenAiSpec;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiBatchClientTest {
    private static final CallControl CONTROL = CallControl.detached();
    private static final String FILE = "{\"id\":\"file-in\",\"object\":\"file\",\"status\":\"processed\"}";
    private static final String CREATED = "{\"id\":\"batch_1\",\"object\":\"batch\",\"status\":\"validating\","
            + "\"input_file_id\":\"file-in\",\"created_at\":1767225600,\"metadata\":{\"run\":\"7\"},"
            + "\"request_counts\":{\"total\":0,\"completed\":0,\"failed\":0},\"output_file_id\":null}";

    private final JsonServer server = new JsonServer();
    private final OpenAiBatchClient batches = OpenAiBatchClient.builder("gpt-4.1-mini")
            .connection(server.connection("/v1"))
            .build();

    @AfterEach
    void close() {
        batches.close();
        server.close();
    }

    @Test
    void uploadsOneLinePerRequestAndCreatesTheBatch() {
        server.answers(FILE).answers(CREATED);

        BatchJob job = batches.submit(List.of(item("a", "Hi"), item("b", "Ho")), Map.of("run", "7"), CONTROL);

        JsonServer.Sent upload = server.sent();
        assertThat(upload.line()).isEqualTo("POST /v1/files");
        assertThat(upload.contentType()).startsWith("multipart/form-data; boundary=");
        assertThat(upload.authorization()).isEqualTo("Bearer " + JsonServer.KEY);
        assertThat(upload.header("content-length")).isNotEmpty();
        assertThat(upload.part("purpose")).isEqualTo("batch");
        assertThat(upload.part("file").lines())
                .containsExactly(
                        "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                                + "{\"model\":\"gpt-4.1-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}",
                        "{\"custom_id\":\"b\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                                + "{\"model\":\"gpt-4.1-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Ho\"}]}}");
        JsonServer.Sent create = server.sent();
        assertThat(create.line()).isEqualTo("POST /v1/batches");
        assertThat(create.json())
                .isEqualTo(Json.read("{\"input_file_id\":\"file-in\",\"endpoint\":\"/v1/chat/completions\","
                        + "\"completion_window\":\"24h\",\"metadata\":{\"run\":\"7\"}}"));
        assertThat(job.id()).isEqualTo("batch_1");
        assertThat(job.state()).isEqualTo(BatchState.VALIDATING);
        assertThat(job.inputFileId()).isEqualTo("file-in");
        assertThat(job.labels()).containsEntry("run", "7");
        assertThat(job.createdAt()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(job.resultFileIds()).isEmpty();
    }

    @Test
    void sendsWhatThePublishedSchemasAllow() {
        OpenAiSpec spec = OpenAiSpec.open();
        server.answers(FILE).answers(CREATED);
        ModelRequest rich = ModelRequest.of(List.of(Message.system("Be brief."), Message.user("Weather in Paris?")))
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .temperature(0.5)
                                .maxOutputTokens(100)
                                .build())
                        .tools(List.of(ToolSpec.of("weather", "Tells the weather.", "{\"type\":\"object\"}")))
                        .build());

        batches.submit(List.of(new BatchItem("a", rich), item("b", "Hi")), CONTROL);

        for (String line : server.sent().part("file").lines().toList()) {
            JsonNode body = Json.read(line).path("body");
            assertThat(spec.problems("CreateChatCompletionRequest", body.toString()))
                    .isEmpty();
        }
        assertThat(spec.problems("CreateBatchRequest", server.sent().body())).isEmpty();
    }

    @Test
    void sendsNothingIfOneRequestCannotBeSent() {
        ModelRequest impossible = ModelRequest.of("Hi")
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder().topK(3).build())
                        .build());

        assertThatThrownBy(() -> batches.submit(List.of(item("a", "Hi"), new BatchItem("b", impossible)), CONTROL))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> batches.submit(List.of(item("a", "Hi"), item("a", "Ho")), CONTROL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> batches.submit(List.of(), CONTROL)).isInstanceOf(InvalidInputException.class);
        assertThat(server.requests()).isZero();
    }

    @Test
    void tellsOnTheBatchWhatWasLeftOut() {
        server.answers(FILE).answers(CREATED);
        ModelRequest request = ModelRequest.of("Hi")
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder().topK(3).build())
                        .build());

        try (OpenAiBatchClient lenient = OpenAiBatchClient.builder("gpt-4.1-mini")
                .connection(server.connection("/v1"))
                .leavingOutUnsupported()
                .build()) {
            BatchJob job = lenient.submit(List.of(new BatchItem("a", request), new BatchItem("b", request)), CONTROL);

            assertThat(job.warnings()).singleElement().asString().contains("topK");
        }
    }

    @Test
    void keepsTheFileWhenTheBatchCannotBeCreated() {
        server.answers(FILE).answers(503, "{\"error\":{\"message\":\"busy\"}}").answers(CREATED);

        assertThatThrownBy(() -> batches.submit(List.of(item("a", "Hi")), CONTROL))
                .isInstanceOfSatisfying(BatchNotCreatedException.class, e -> {
                    assertThat(e).hasMessageContaining("file-in").hasCauseInstanceOf(ProviderException.class);
                    assertThat(e.inputFileId()).isEqualTo("file-in");
                    assertThat(e.isRetryable()).isTrue();
                });

        assertThat(batches.submitUploaded("file-in", Map.of(), CONTROL).id()).isEqualTo("batch_1");
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void failsPlainlyWhenTheUploadFails() {
        server.answers(401, "{\"error\":{\"message\":\"Incorrect API key\"}}");

        assertThatThrownBy(() -> batches.submit(List.of(item("a", "a secret prompt")), CONTROL))
                .isInstanceOf(ProviderException.class)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining(JsonServer.KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "validating, VALIDATING, false",
        "in_progress, IN_PROGRESS, false",
        "finalizing, FINALIZING, false",
        "completed, COMPLETED, true",
        "failed, FAILED, true",
        "expired, EXPIRED, true",
        "cancelling, CANCELLING, false",
        "cancelled, CANCELLED, true",
        "dreaming, UNKNOWN, false"
    })
    void readsEachState(String raw, BatchState state, boolean isFinal) {
        server.answers("{\"id\":\"batch_1\",\"status\":\"" + raw + "\"}");

        BatchJob job = batches.status("batch_1", CONTROL);

        assertThat(job.state()).isEqualTo(state);
        assertThat(job.rawState()).isEqualTo(raw);
        assertThat(job.state().isFinal()).isEqualTo(isFinal);
        assertThat(server.sent().line()).isEqualTo("GET /v1/batches/batch_1");
    }

    @Test
    void tellsWhyABatchCouldNotBeRun() {
        server.answers(
                "{\"id\":\"batch_1\",\"status\":\"failed\",\"failed_at\":1767225660,\"errors\":{\"object\":\"list\","
                        + "\"data\":[{\"code\":\"invalid_json_line\",\"message\":\"not JSON\",\"param\":null,\"line\":3}]}}");

        BatchJob job = batches.status("batch_1", CONTROL);

        assertThat(job.problems()).containsExactly("invalid_json_line: not JSON (line 3)");
        assertThat(job.endedAt()).contains(Instant.parse("2026-01-01T00:01:00Z"));
        try (BatchResults results = batches.results(job, CONTROL)) {
            assertThat(results.hasNext()).isFalse();
        }
    }

    @Test
    void readsAnswersAndFailuresOfBothFilesByTheirIds() {
        server.answers(ended("expired", "file-out", "file-err"))
                .answers(answer("b", "Ho back") + "\n" + answer("a", "Hi back") + "\n")
                .answers(
                        "{\"id\":\"r3\",\"custom_id\":\"c\",\"response\":{\"status_code\":400,\"request_id\":\"req-c\","
                                + "\"body\":{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\",\"param\":\"stop\"}}},"
                                + "\"error\":null}\n"
                                + "{\"id\":\"r4\",\"custom_id\":\"d\",\"response\":null,\"error\":{\"code\":\"batch_expired\","
                                + "\"message\":\"too late\"}}\n");

        BatchJob job = batches.status("batch_1", CONTROL);
        Map<String, BatchResult> results = batches.results(job, CONTROL).join(List.of("a", "b", "c", "d", "e"));

        assertThat(job.counts()).isEqualTo(new BatchCounts(5, 2, 1, 0, 0));
        assertThat(results.keySet()).containsExactly("a", "b", "c", "d", "e");
        assertThat(response(results, "a").text()).isEqualTo("Hi back");
        assertThat(response(results, "b").text()).isEqualTo("Ho back");
        assertThat(response(results, "b").requestId()).isEqualTo("req-b");
        assertThat(response(results, "b").usage().inputTokens()).hasValue(3);
        assertThat(results.get("c")).isInstanceOfSatisfying(BatchResult.Failed.class, failed -> {
            assertThat(failed.failure().errorClass()).isEqualTo(ErrorClass.INVALID);
            assertThat(failed.failure().status()).isEqualTo(400);
            assertThat(failed.failure().param()).isEqualTo("stop");
            assertThat(failed.failure().requestId()).isEqualTo("req-c");
            assertThat(failed.failure().isRetryable()).isFalse();
        });
        assertThat(results.get("d")).isEqualTo(new BatchResult.Unanswered("d", Reason.EXPIRED));
        assertThat(results.get("e")).isEqualTo(new BatchResult.Unanswered("e", Reason.MISSING));
        server.sent();
        assertThat(server.sent().line()).isEqualTo("GET /v1/files/file-out/content");
        assertThat(server.sent().line()).isEqualTo("GET /v1/files/file-err/content");
    }

    @Test
    void losesNoResultForALineThatCannotBeRead() {
        server.answers(
                "this is no JSON\n{\"no\":\"id\"}\n" + answer("a", "Hi back") + "\n"
                        + "{\"custom_id\":\"b\",\"response\":{\"status_code\":200,\"body\":{\"choices\":[]}}}\n"
                        + "{\"custom_id\":\"c\",\"response\":null,\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"x\"}}\n");

        List<BatchResult> results = all(job(BatchState.COMPLETED, "file-out"));

        assertThat(results).hasSize(5);
        assertThat(failure(results.get(0))).isEqualTo(ErrorClass.MALFORMED);
        assertThat(results.get(0).customId()).isEmpty();
        assertThat(failure(results.get(1))).isEqualTo(ErrorClass.MALFORMED);
        assertThat(results.get(2)).isInstanceOf(BatchResult.Succeeded.class);
        assertThat(results.get(3).customId()).isEqualTo("b");
        assertThat(failure(results.get(3))).isEqualTo(ErrorClass.MALFORMED);
        assertThat(failure(results.get(4))).isEqualTo(ErrorClass.RATE_LIMITED);
    }

    @Test
    void doesNotTakeABrokenOffFileForAWholeOne() {
        String whole = answer("a", "Hi back") + "\n" + answer("b", "Ho back");
        server.answers(whole.substring(0, whole.length() - 5));
        List<BatchResult> read = new ArrayList<>();

        try (BatchResults results = batches.results(job(BatchState.COMPLETED, "file-out"), CONTROL)) {
            assertThatThrownBy(() -> results.forEachRemaining(read::add))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.TRUNCATED));
        }
        assertThat(read).extracting(BatchResult::customId).containsExactly("a");
    }

    @Test
    void tellsWhatWasCancelledBeforeItsTurn() {
        server.answers(
                "{\"custom_id\":\"a\",\"response\":null,\"error\":{\"code\":\"batch_cancelled\",\"message\":\"x\"}}\n");

        assertThat(all(job(BatchState.CANCELLED, "file-err")))
                .containsExactly(new BatchResult.Unanswered("a", Reason.CANCELLED));
    }

    @Test
    void hasNoResultsWhileTheBatchRuns() {
        BatchJob job = BatchJob.builder("openai", "batch_1")
                .state(BatchState.IN_PROGRESS, "in_progress")
                .build();

        assertThatThrownBy(() -> batches.results(job, CONTROL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("IN_PROGRESS");
    }

    @Test
    void cancelsAndLists() {
        server.answers("{\"id\":\"batch_1\",\"status\":\"cancelling\"}")
                .answers("{\"object\":\"list\",\"data\":[{\"id\":\"batch_2\",\"status\":\"new\"},{\"x\":1},"
                        + "{\"id\":\"batch_1\",\"status\":\"completed\"}],\"has_more\":true}");

        assertThat(batches.cancel("batch_1", CONTROL).state()).isEqualTo(BatchState.CANCELLING);
        assertThat(batches.recent(20, CONTROL)).extracting(BatchJob::id).containsExactly("batch_2", "batch_1");

        assertThat(server.sent().line()).isEqualTo("POST /v1/batches/batch_1/cancel");
        assertThat(server.sent().line()).isEqualTo("GET /v1/batches?limit=20");
    }

    @Test
    void waitsForTheEndInVirtualTime() throws Exception {
        VirtualTime time = new VirtualTime();
        server.answers("{\"id\":\"batch_1\",\"status\":\"in_progress\"}")
                .answers(500, "{\"error\":{\"message\":\"passing\"}}")
                .answers(ended("completed", "file-out", "null"));
        FutureTask<BatchJob> waiting = new FutureTask<>(
                () -> batches.awaitEnd("batch_1", Polling.every(Duration.ofMinutes(1), time), CONTROL));
        Thread thread = new Thread(waiting, "waiting");
        thread.setDaemon(true);
        thread.start();

        time.advanceToNextAlarm();
        time.advanceToNextAlarm();

        assertThat(waiting.get(10, TimeUnit.SECONDS).state()).isEqualTo(BatchState.COMPLETED);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void keepsIdsFromChangingThePath() {
        server.answers("{\"id\":\"x\",\"status\":\"completed\"}");

        batches.status("../files?x=1", CONTROL);

        assertThat(server.sent().line()).isEqualTo("GET /v1/batches/..%2Ffiles%3Fx%3D1");
    }

    @Test
    void failsWhereTheAnswerIsNoBatch() {
        server.answers("{}");

        assertThatThrownBy(() -> batches.status("batch_1", CONTROL))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }

    private List<BatchResult> all(BatchJob job) {
        List<BatchResult> all = new ArrayList<>();
        try (BatchResults results = batches.results(job, CONTROL)) {
            results.forEachRemaining(all::add);
        }
        return all;
    }

    private static ModelResponse response(Map<String, BatchResult> results, String id) {
        return Objects.requireNonNull(results.get(id)).response().orElseThrow();
    }

    private static ErrorClass failure(BatchResult result) {
        return ((BatchResult.Failed) result).failure().errorClass();
    }

    private static BatchItem item(String id, String text) {
        return new BatchItem(id, ModelRequest.of(text));
    }

    private static BatchJob job(BatchState state, String fileId) {
        return BatchJob.builder("openai", "batch_1")
                .state(state, "")
                .resultFileId(fileId)
                .build();
    }

    private static String ended(String status, String output, String error) {
        return "{\"id\":\"batch_1\",\"status\":\"" + status + "\",\"output_file_id\":\"" + output
                + "\",\"error_file_id\":"
                + (error.equals("null") ? "null" : "\"" + error + "\"")
                + ",\"request_counts\":{\"total\":5,\"completed\":2,\"failed\":1}}";
    }

    private static String answer(String id, String text) {
        return "{\"id\":\"r-" + id + "\",\"custom_id\":\"" + id
                + "\",\"response\":{\"status_code\":200,\"request_id\":\"req-"
                + id + "\",\"body\":{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"model\":\"gpt-4.1-mini\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\",\"refusal\":null},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,"
                + "\"completion_tokens\":2,\"total_tokens\":5}}},\"error\":null}";
    }
}
