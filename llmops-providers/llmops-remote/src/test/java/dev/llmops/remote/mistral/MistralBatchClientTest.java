package dev.llmops.remote.mistral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallControl;
import dev.llmops.api.batch.BatchCounts;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.batch.BatchState;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.files.JsonServer;
import dev.llmops.remote.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistralBatchClientTest {
    private static final CallControl CONTROL = CallControl.detached();

    private final JsonServer server = new JsonServer();
    private final MistralBatchClient batches = MistralBatchClient.builder("mistral-small-latest")
            .connection(server.connection("/v1"))
            .within(48)
            .build();

    @AfterEach
    void close() {
        batches.close();
        server.close();
    }

    @Test
    void namesTheModelOnceForTheWholeBatch() {
        server.answers("{\"id\":\"file-in\",\"object\":\"file\"}")
                .answers(
                        "{\"id\":\"b-1\",\"status\":\"QUEUED\",\"input_files\":[\"file-in\"],\"created_at\":1767225600}");

        BatchJob job = batches.submit(List.of(new BatchItem("a", ModelRequest.of("Hi"))), Map.of("run", "7"), CONTROL);

        JsonServer.Sent upload = server.sent();
        assertThat(upload.part("purpose")).isEqualTo("batch");
        assertThat(Json.read(upload.part("file")))
                .isEqualTo(Json.read(
                        "{\"custom_id\":\"a\",\"body\":{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}"));
        JsonServer.Sent create = server.sent();
        assertThat(create.line()).isEqualTo("POST /v1/batch/jobs");
        assertThat(create.json()).isEqualTo(Json.read("""
                {"model":"mistral-small-latest","endpoint":"/v1/chat/completions","input_files":["file-in"],
                 "timeout_hours":48,"metadata":{"run":"7"}}
                """));
        assertThat(job.state()).isEqualTo(BatchState.QUEUED);
        assertThat(job.inputFileId()).isEqualTo("file-in");
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, QUEUED",
        "RUNNING, IN_PROGRESS",
        "SUCCESS, COMPLETED",
        "FAILED, FAILED",
        "TIMEOUT_EXCEEDED, EXPIRED",
        "CANCELLATION_REQUESTED, CANCELLING",
        "CANCELLED, CANCELLED",
        "SLEEPING, UNKNOWN"
    })
    void readsEachState(String raw, BatchState state) {
        server.answers("{\"id\":\"b-1\",\"status\":\"" + raw + "\"}");

        assertThat(batches.status("b-1", CONTROL).state()).isEqualTo(state);
        assertThat(server.sent().line()).isEqualTo("GET /v1/batch/jobs/b-1");
    }

    @Test
    void readsResultsOfBothFiles() {
        server.answers("{\"id\":\"b-1\",\"status\":\"SUCCESS\",\"output_file\":\"out\",\"error_file\":\"err\","
                        + "\"total_requests\":2,\"succeeded_requests\":1,\"failed_requests\":1,"
                        + "\"errors\":[{\"message\":\"bad\",\"count\":1}]}")
                .answers("{\"id\":\"1\",\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"body\":{\"id\":\"x\","
                        + "\"model\":\"mistral-small-latest\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"Yo\"},\"finish_reason\":\"stop\"}]}},\"error\":null}\n")
                .answers("{\"id\":\"2\",\"custom_id\":\"b\",\"response\":{\"status_code\":422,\"body\":"
                        + "\"{\\\"detail\\\":[{\\\"loc\\\":[\\\"body\\\",\\\"stop\\\"],\\\"msg\\\":\\\"x\\\",\\\"type\\\":\\\"y\\\"}]}\"},"
                        + "\"error\":null}\n"
                        + "{\"id\":\"3\",\"custom_id\":\"c\",\"response\":null,\"error\":{\"message\":\"Rate limit\","
                        + "\"type\":\"rate_limited\",\"code\":\"1300\",\"raw_status_code\":429}}\n");

        BatchJob job = batches.status("b-1", CONTROL);
        Map<String, BatchResult> results = batches.results(job, CONTROL).join(List.of("a", "b", "c"));

        assertThat(job.counts()).isEqualTo(new BatchCounts(2, 1, 1, 0, 0));
        assertThat(job.problems()).containsExactly("bad (1 times)");
        assertThat(results.get("a"))
                .isInstanceOfSatisfying(
                        BatchResult.Succeeded.class,
                        done -> assertThat(done.answer().text()).isEqualTo("Yo"));
        assertThat(results.get("b")).isInstanceOfSatisfying(BatchResult.Failed.class, failed -> {
            assertThat(failed.failure().errorClass()).isEqualTo(ErrorClass.INVALID);
            assertThat(failed.failure().status()).isEqualTo(422);
        });
        assertThat(results.get("c"))
                .isInstanceOfSatisfying(
                        BatchResult.Failed.class,
                        failed -> assertThat(failed.failure().errorClass()).isEqualTo(ErrorClass.RATE_LIMITED));
    }

    @Test
    void cancelsAndLists() {
        server.answers("{\"id\":\"b-1\",\"status\":\"CANCELLATION_REQUESTED\"}").answers("{\"data\":[],\"total\":0}");

        assertThat(batches.cancel("b-1", CONTROL).state()).isEqualTo(BatchState.CANCELLING);
        assertThat(batches.recent(7, CONTROL)).isEmpty();

        assertThat(server.sent().line()).isEqualTo("POST /v1/batch/jobs/b-1/cancel");
        assertThat(server.sent().line()).isEqualTo("GET /v1/batch/jobs?page_size=7");
    }
}
