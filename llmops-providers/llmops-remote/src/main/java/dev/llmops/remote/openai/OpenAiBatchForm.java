package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.batch.BatchCounts;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchState;
import dev.llmops.remote.batch.FileBatchForm;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches as OpenAI writes them.
 *
 * @param endpoint the endpoint that answers the requests, as it is known from outside, such as {@code
 *     /v1/chat/completions}
 */
record OpenAiBatchForm(String endpoint) implements FileBatchForm {
    private static final List<String> ENDS = List.of("completed_at", "failed_at", "expired_at", "cancelled_at");

    @Override
    public String path() {
        return "/batches";
    }

    @Override
    public String limit(int most) {
        return "limit=" + most;
    }

    @Override
    public ObjectNode line(String customId, ObjectNode body) {
        return Json.object()
                .put("custom_id", customId)
                .put("method", "POST")
                .put("url", endpoint)
                .set("body", body);
    }

    @Override
    public ObjectNode create(String fileId, Map<String, String> labels) {
        ObjectNode body = Json.object()
                .put("input_file_id", fileId)
                .put("endpoint", endpoint)
                .put("completion_window", "24h");
        if (!labels.isEmpty()) {
            labels.forEach(body.putObject("metadata")::put);
        }
        return body;
    }

    @Override
    public BatchJob.Builder read(JsonNode job) {
        String status = Json.text(job, "status");
        BatchJob.Builder builder = BatchJob.builder(OpenAiClient.PROVIDER, Json.text(job, "id"))
                .state(state(status), status)
                .counts(counts(job.path("request_counts")))
                .times(WireTime.of(job, "created_at"), end(job), WireTime.of(job, "expires_at"))
                .inputFileId(Json.text(job, "input_file_id"))
                .rawJson(job.toString());
        for (String member : List.of("output_file_id", "error_file_id")) {
            String fileId = Json.text(job, member);
            if (!fileId.isBlank()) {
                builder.resultFileId(fileId);
            }
        }
        job.path("metadata")
                .properties()
                .forEach(label -> builder.label(label.getKey(), label.getValue().asText()));
        job.path("errors").path("data").forEach(error -> problem(error, builder));
        return builder;
    }

    private static void problem(JsonNode error, BatchJob.Builder builder) {
        String line = Json.text(error, "line");
        builder.problem(Json.text(error, "code") + ": " + Json.text(error, "message")
                + (line.isEmpty() ? "" : " (line " + line + ")"));
    }

    private static BatchCounts counts(JsonNode counts) {
        return new BatchCounts(
                Json.count(counts, "total").orElse(0),
                Json.count(counts, "completed").orElse(0),
                Json.count(counts, "failed").orElse(0),
                0,
                0);
    }

    private static @Nullable Instant end(JsonNode job) {
        for (String member : ENDS) {
            Instant end = WireTime.of(job, member);
            if (end != null) {
                return end;
            }
        }
        return null;
    }

    private static BatchState state(String status) {
        return switch (status) {
            case "validating" -> BatchState.VALIDATING;
            case "in_progress" -> BatchState.IN_PROGRESS;
            case "finalizing" -> BatchState.FINALIZING;
            case "completed" -> BatchState.COMPLETED;
            case "failed" -> BatchState.FAILED;
            case "expired" -> BatchState.EXPIRED;
            case "cancelling" -> BatchState.CANCELLING;
            case "cancelled" -> BatchState.CANCELLED;
            default -> BatchState.UNKNOWN;
        };
    }
}
