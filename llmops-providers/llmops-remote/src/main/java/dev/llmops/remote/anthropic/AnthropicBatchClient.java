package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.batch.BatchClient;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.batch.BatchResults;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.batch.BatchWriter;
import dev.llmops.remote.batch.ItemCodec;
import dev.llmops.remote.batch.LineResults;
import dev.llmops.remote.files.SpoolFile;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.PathSegment;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import dev.llmops.remote.wire.Resources;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Batches of messages to a Claude model of Anthropic, answered within 24 hours.
 *
 * <p>Safe for concurrent use. Close it when it is no longer used. Requests are written as
 * {@link AnthropicClient} writes them; the options of {@link AnthropicOptions} apply. A batch is sent
 * in one request, without an upload before it; it stores no labels. Ids are at most 64 letters of
 * the English alphabet, digits, {@code _} and {@code -}. Citations of an answer name no passages,
 * since its request is not at hand.
 *
 * <pre>{@code
 * try (AnthropicBatchClient batches = AnthropicBatchClient.fromEnv("claude-sonnet-4-6")) {
 *     BatchJob job = batches.submit(items, CallControl.detached());
 * }
 * }</pre>
 */
public final class AnthropicBatchClient implements BatchClient, AutoCloseable {
    private static final String PATH = AnthropicProtocol.PATH + "/batches";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final ProviderLink link;
    private final Resources resources;
    private final ItemCodec codec;

    private AnthropicBatchClient(Builder builder) {
        this.link = new ProviderLink(
                AnthropicClient.PROVIDER,
                AnthropicClient.ADDRESS,
                Authorizer.header(
                        AnthropicClient.KEY_HEADER,
                        builder.connection
                                .credentials()
                                .orElseGet(() -> Credentials.environment(AnthropicClient.KEY_VARIABLE))),
                builder.connection);
        this.codec = new ItemCodec(
                builder.info == null ? ModelTable.of(AnthropicClient.PROVIDER).info(builder.model) : builder.info,
                new AnthropicProtocol(),
                builder.leavingOutUnsupported);
        this.resources = new Resources(link, codec.sample().headers());
    }

    /** {@return batches of {@code model} with the key in the environment variable {@code ANTHROPIC_API_KEY}} */
    public static AnthropicBatchClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of batches of {@code model}, such as {@code "claude-sonnet-4-6"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public BatchJob submit(Iterable<BatchItem> items, Map<String, String> labels, CallControl control) {
        if (!Require.nonNull(labels, "labels").isEmpty()) {
            throw new UnsupportedCapabilityException(
                    AnthropicClient.PROVIDER + "/batches", "labels", "Keep them beside the id of the batch.");
        }
        BatchWriter writer = new BatchWriter(codec, control);
        try (SpoolFile spool = SpoolFile.create()) {
            spool.append("{\"requests\":[");
            writer.write(items, (customId, body) -> append(customId, body, spool));
            spool.append("]}");
            RemoteCall call = RemoteCall.upload(PATH, "application/json", spool, codec.model())
                    .with(writer.headers());
            BatchJob.Builder job = AnthropicBatch.read(resources.create(call, control));
            writer.warnings().forEach(job::warning);
            return job.build();
        }
    }

    private static void append(String customId, ObjectNode body, SpoolFile spool) {
        Require.that(
                ID.matcher(customId).matches(),
                "items",
                "The id " + customId + " must be at most 64 letters, digits, _ or -.");
        if (spool.length() > "{\"requests\":[".length()) {
            spool.append(",");
        }
        spool.append(Json.bytes(Json.object().put("custom_id", customId).set("params", body)));
    }

    @Override
    public BatchJob status(String jobId, CallControl control) {
        return AnthropicBatch.read(resources.get(path(jobId), control)).build();
    }

    @Override
    public BatchJob cancel(String jobId, CallControl control) {
        return AnthropicBatch.read(resources.post(path(jobId) + "/cancel", Json.object(), "", control))
                .build();
    }

    private static String path(String jobId) {
        return PATH + "/" + PathSegment.of(jobId, "jobId");
    }

    @Override
    public List<BatchJob> recent(int most, CallControl control) {
        Require.inRange(most, 1, 100, "most");
        return resources.list(PATH + "?limit=" + most, control).stream()
                .limit(most)
                .map(job -> AnthropicBatch.read(job).build())
                .toList();
    }

    @Override
    public BatchResults results(BatchJob job, CallControl control) {
        Require.that(
                job.state().isFinal(),
                "job",
                "Batch " + job.id() + " has no results yet: it is " + job.state() + ". Wait for its end.");
        // Not from the address that the provider gives: a gateway may stand between.
        return new LineResults(codec, this::line, List.of(() -> resources.lines(path(job.id()) + "/results", control)));
    }

    private BatchResult line(String customId, JsonNode line) {
        JsonNode result = line.path("result");
        return switch (Json.text(result, "type")) {
            case "succeeded" -> codec.read(customId, new ResponseHead(200, Map.of()), result.path("message"));
            case "canceled" -> new BatchResult.Unanswered(customId, BatchResult.Reason.CANCELLED);
            case "expired" -> new BatchResult.Unanswered(customId, BatchResult.Reason.EXPIRED);
            case "errored" -> codec.failed(customId, Json.text(result.path("error"), "request_id"), error(result));
            default -> codec.unreadable(customId, new ResponseHead(200, Map.of()), line.toString());
        };
    }

    /** The error may be bare, or stand in the answer that would have been. */
    private static JsonNode error(JsonNode result) {
        JsonNode error = result.path("error");
        return error.path("error").isObject() ? error : Json.object().set("error", error);
    }

    /** Closes all connections, unless the transport is shared. */
    @Override
    public void close() {
        link.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return "AnthropicBatchClient[" + codec.model() + " of " + link + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String model;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private boolean leavingOutUnsupported;

        private Builder(String model) {
            this.model = Require.nonBlank(model, "model");
        }

        /** Sets how the provider is reached; a base address ends before {@code /v1}. */
        public Builder connection(Connection connection) {
            this.connection = Require.nonNull(connection, "connection");
            return this;
        }

        /** Sets what the model can do, where it is not known or known wrongly. */
        public Builder info(ModelInfo info) {
            this.info = Require.nonNull(info, "info");
            return this;
        }

        /** Leaves out options that the model does not take, with a warning on the batch, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /** {@return the client} */
        public AnthropicBatchClient build() {
            return new AnthropicBatchClient(this);
        }
    }
}
