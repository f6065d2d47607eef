package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.batch.BatchCounts;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchState;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireTime;

/** Batches as Anthropic describes them. */
final class AnthropicBatch {
    private AnthropicBatch() {}

    /** {@return a batch that the provider describes; it has an id} */
    static BatchJob.Builder read(JsonNode job) {
        String status = Json.text(job, "processing_status");
        BatchCounts counts = counts(job.path("request_counts"));
        return BatchJob.builder(AnthropicClient.PROVIDER, Json.text(job, "id"))
                .state(state(status, job, counts), status)
                .counts(counts)
                .times(WireTime.of(job, "created_at"), WireTime.of(job, "ended_at"), WireTime.of(job, "expires_at"))
                .rawJson(job.toString());
    }

    private static BatchCounts counts(JsonNode counts) {
        long succeeded = count(counts, "succeeded");
        long errored = count(counts, "errored");
        long canceled = count(counts, "canceled");
        long expired = count(counts, "expired");
        long total = count(counts, "processing") + succeeded + errored + canceled + expired;
        return new BatchCounts(total, succeeded, errored, canceled, expired);
    }

    private static long count(JsonNode counts, String member) {
        return Json.count(counts, member).orElse(0);
    }

    /** The provider has one word for every end; what else it tells says which. */
    private static BatchState state(String status, JsonNode job, BatchCounts counts) {
        return switch (status) {
            case "in_progress" -> BatchState.IN_PROGRESS;
            case "canceling" -> BatchState.CANCELLING;
            case "ended" -> {
                if (Json.has(job, "cancel_initiated_at")) {
                    yield BatchState.CANCELLED;
                }
                yield counts.expired() > 0 ? BatchState.EXPIRED : BatchState.COMPLETED;
            }
            default -> BatchState.UNKNOWN;
        };
    }
}
