package dev.llmops.remote.mistral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.batch.BatchCounts;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchState;
import dev.llmops.remote.batch.FileBatchForm;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireTime;
import java.util.List;
import java.util.Map;

/**
 * Batches as Mistral writes them: the model is that of the batch, and not of each request.
 *
 * @param model the model
 * @param endpoint the endpoint that answers the requests, as it is known from outside
 * @param hours how long it may take; 0 for the provider's default
 */
record MistralBatchForm(String model, String endpoint, int hours) implements FileBatchForm {
    @Override
    public String path() {
        return "/batch/jobs";
    }

    @Override
    public String limit(int most) {
        return "page_size=" + most;
    }

    @Override
    public ObjectNode line(String customId, ObjectNode body) {
        body.remove("model");
        return Json.object().put("custom_id", customId).set("body", body);
    }

    @Override
    public ObjectNode create(String fileId, Map<String, String> labels) {
        ObjectNode body = Json.object().put("model", model).put("endpoint", endpoint);
        body.putArray("input_files").add(fileId);
        if (hours > 0) {
            body.put("timeout_hours", hours);
        }
        if (!labels.isEmpty()) {
            labels.forEach(body.putObject("metadata")::put);
        }
        return body;
    }

    @Override
    public BatchJob.Builder read(JsonNode job) {
        String status = Json.text(job, "status");
        BatchJob.Builder builder = BatchJob.builder(MistralClient.PROVIDER, Json.text(job, "id"))
                .state(state(status), status)
                .counts(counts(job))
                .times(WireTime.of(job, "created_at"), WireTime.of(job, "completed_at"), null)
                .inputFileId(job.path("input_files").path(0).asText(""))
                .rawJson(job.toString());
        for (String member : List.of("output_file", "error_file")) {
            String fileId = Json.text(job, member);
            if (!fileId.isBlank()) {
                builder.resultFileId(fileId);
            }
        }
        job.path("metadata")
                .properties()
                .forEach(label -> builder.label(label.getKey(), label.getValue().asText()));
        for (JsonNode error : job.path("errors")) {
            String count = Json.text(error, "count");
            builder.problem(Json.text(error, "message") + (count.isEmpty() ? "" : " (" + count + " times)"));
        }
        return builder;
    }

    private static BatchCounts counts(JsonNode job) {
        return new BatchCounts(
                Json.count(job, "total_requests").orElse(0),
                Json.count(job, "succeeded_requests").orElse(0),
                Json.count(job, "failed_requests").orElse(0),
                0,
                0);
    }

    private static BatchState state(String status) {
        return switch (status) {
            case "QUEUED" -> BatchState.QUEUED;
            case "RUNNING" -> BatchState.IN_PROGRESS;
            case "SUCCESS" -> BatchState.COMPLETED;
            case "FAILED" -> BatchState.FAILED;
            case "TIMEOUT_EXCEEDED" -> BatchState.EXPIRED;
            case "CANCELLATION_REQUESTED" -> BatchState.CANCELLING;
            case "CANCELLED" -> BatchState.CANCELLED;
            default -> BatchState.UNKNOWN;
        };
    }
}
