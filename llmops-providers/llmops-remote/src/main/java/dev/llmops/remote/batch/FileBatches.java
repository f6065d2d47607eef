package dev.llmops.remote.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.batch.BatchClient;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchNotCreatedException;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.batch.BatchResults;
import dev.llmops.remote.files.RemoteFiles;
import dev.llmops.remote.files.SpoolFile;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.JsonLines;
import dev.llmops.remote.wire.PathSegment;
import dev.llmops.remote.wire.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Batches whose requests and results are files of one line each.
 *
 * <p>Results may be in two files, one of answers and one of failures; both are read, in turn. Safe
 * for concurrent use.
 */
public final class FileBatches implements BatchClient {
    private final Resources resources;
    private final RemoteFiles files;
    private final ItemCodec codec;
    private final FileBatchForm form;

    /** Creates the batches of one model at the end of a link. */
    public FileBatches(Resources resources, ItemCodec codec, FileBatchForm form) {
        this.resources = resources;
        this.files = new RemoteFiles(resources);
        this.codec = codec;
        this.form = form;
    }

    @Override
    public BatchJob submit(Iterable<BatchItem> items, Map<String, String> labels, CallControl control) {
        Map<String, String> kept = Map.copyOf(Require.nonNull(labels, "labels"));
        BatchWriter writer = new BatchWriter(codec, control);
        String fileId;
        try (SpoolFile spool = SpoolFile.create()) {
            writer.write(items, (customId, body) -> spool.line(form.line(customId, body)));
            Require.that(
                    writer.headers().isEmpty(),
                    "items",
                    "An item needs the headers " + writer.headers().keySet() + ", which no line of a file has.");
            fileId = Json.text(files.upload("batch", "batch.jsonl", spool, control), "id");
        }
        try {
            BatchJob.Builder job = create(fileId, kept, control);
            writer.warnings().forEach(job::warning);
            return job.build();
        } catch (LlmException e) {
            throw new BatchNotCreatedException(fileId, e);
        }
    }

    /**
     * Creates a batch from a file that was uploaded before.
     *
     * @return the batch
     */
    public BatchJob submitUploaded(String fileId, Map<String, String> labels, CallControl control) {
        Require.nonBlank(fileId, "fileId");
        return create(fileId, Map.copyOf(Require.nonNull(labels, "labels")), control)
                .build();
    }

    private BatchJob.Builder create(String fileId, Map<String, String> labels, CallControl control) {
        return form.read(resources.post(form.path(), form.create(fileId, labels), codec.model(), control));
    }

    @Override
    public BatchJob status(String jobId, CallControl control) {
        return form.read(resources.get(path(jobId), control)).build();
    }

    @Override
    public BatchJob cancel(String jobId, CallControl control) {
        return form.read(resources.post(path(jobId) + "/cancel", Json.object(), "", control))
                .build();
    }

    private String path(String jobId) {
        return form.path() + "/" + PathSegment.of(jobId, "jobId");
    }

    @Override
    public List<BatchJob> recent(int most, CallControl control) {
        Require.inRange(most, 1, 100, "most");
        return resources.list(form.path() + "?" + form.limit(most), control).stream()
                .limit(most)
                .map(job -> form.read(job).build())
                .toList();
    }

    @Override
    public BatchResults results(BatchJob job, CallControl control) {
        Require.that(
                job.state().isFinal() || !job.resultFileIds().isEmpty(),
                "job",
                "Batch " + job.id() + " has no results yet: it is " + job.state() + ". Wait for its end.");
        List<Supplier<JsonLines>> opened = new ArrayList<>();
        job.resultFileIds().forEach(fileId -> opened.add(() -> files.lines(fileId, control)));
        return new LineResults(codec, this::line, opened);
    }

    private BatchResult line(String customId, JsonNode line) {
        JsonNode response = line.path("response");
        JsonNode error = line.path("error");
        if (response.isObject() && !response.isEmpty()) {
            return codec.read(customId, head(response), body(response.path("body")));
        }
        return switch (Json.text(error, "code")) {
            case "batch_expired" -> new BatchResult.Unanswered(customId, BatchResult.Reason.EXPIRED);
            case "batch_cancelled" -> new BatchResult.Unanswered(customId, BatchResult.Reason.CANCELLED);
            default -> codec.failed(customId, "", Json.object().set("error", error));
        };
    }

    private static ResponseHead head(JsonNode response) {
        String requestId = Json.text(response, "request_id");
        return new ResponseHead(
                Json.integer(response, "status_code").orElse(200),
                requestId.isEmpty() ? Map.of() : Map.of("x-request-id", requestId));
    }

    /** Some servers write the body as the text of its JSON. */
    private static JsonNode body(JsonNode body) {
        return body.isTextual() ? Json.readOrMissing(body.textValue()) : body;
    }

    /** Shows provider and model. */
    @Override
    public String toString() {
        return codec.model() + " of " + resources.link();
    }
}
