package dev.llmops.remote.mistral;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.batch.BatchClient;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchResults;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.remote.Connection;
import dev.llmops.remote.batch.FileBatches;
import dev.llmops.remote.batch.ItemCodec;
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.Resources;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches of chat completions of a model of Mistral, answered within 24 hours unless told otherwise.
 *
 * <p>Safe for concurrent use. Close it when it is no longer used. Requests are written as
 * {@link MistralClient} writes them; the options of {@link MistralOptions} apply.
 *
 * <pre>{@code
 * try (MistralBatchClient batches = MistralBatchClient.fromEnv("mistral-small-latest")) {
 *     BatchJob job = batches.submit(items, CallControl.detached());
 * }
 * }</pre>
 */
public final class MistralBatchClient implements BatchClient, AutoCloseable {
    private final ProviderLink link;
    private final FileBatches batches;

    private MistralBatchClient(Builder builder) {
        this.link = MistralLink.on(builder.connection);
        ItemCodec codec = new ItemCodec(
                builder.info == null ? ModelTable.of(MistralClient.PROVIDER).info(builder.model) : builder.info,
                new ChatProtocol(MistralDialect.dialect()),
                builder.leavingOutUnsupported);
        this.batches = new FileBatches(
                new Resources(link),
                codec,
                new MistralBatchForm(builder.model, "/v1" + codec.sample().path(), builder.hours));
    }

    /** {@return batches of {@code model} with the key in the environment variable {@code MISTRAL_API_KEY}} */
    public static MistralBatchClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of batches of {@code model}, such as {@code "mistral-small-latest"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public BatchJob submit(Iterable<BatchItem> items, Map<String, String> labels, CallControl control) {
        return batches.submit(items, labels, control);
    }

    /**
     * Creates a batch from a file that was uploaded before.
     *
     * @param fileId the file, from {@link dev.llmops.api.batch.BatchNotCreatedException#inputFileId()}
     * @param labels what the provider shall store with the batch
     */
    public BatchJob submitUploaded(String fileId, Map<String, String> labels, CallControl control) {
        return batches.submitUploaded(fileId, labels, control);
    }

    @Override
    public BatchJob status(String jobId, CallControl control) {
        return batches.status(jobId, control);
    }

    @Override
    public BatchJob cancel(String jobId, CallControl control) {
        return batches.cancel(jobId, control);
    }

    @Override
    public List<BatchJob> recent(int most, CallControl control) {
        return batches.recent(most, control);
    }

    @Override
    public BatchResults results(BatchJob job, CallControl control) {
        return batches.results(job, control);
    }

    /** Closes all connections, unless the transport is shared. */
    @Override
    public void close() {
        link.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return "MistralBatchClient[" + batches + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String model;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private boolean leavingOutUnsupported;
        private int hours;

        private Builder(String model) {
            this.model = Require.nonBlank(model, "model");
        }

        /** Sets how the provider is reached. */
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

        /** Sets how many hours the batch may take, in [1, 168]; the provider's default is 24. */
        public Builder within(int hours) {
            this.hours = Require.inRange(hours, 1, 168, "hours");
            return this;
        }

        /** {@return the client} */
        public MistralBatchClient build() {
            return new MistralBatchClient(this);
        }
    }
}
