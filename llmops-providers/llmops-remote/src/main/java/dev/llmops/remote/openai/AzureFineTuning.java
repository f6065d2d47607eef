package dev.llmops.remote.openai;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import dev.llmops.api.tuning.FineTuningClient;
import dev.llmops.api.tuning.TrainingExample;
import dev.llmops.api.tuning.TrainingFile;
import dev.llmops.api.tuning.TuningCheckpoint;
import dev.llmops.api.tuning.TuningEvent;
import dev.llmops.api.tuning.TuningJob;
import dev.llmops.api.tuning.TuningSpec;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.tuning.TuningJobs;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ProviderLink;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tuning jobs of OpenAI's models on Azure.
 *
 * <p>Safe for concurrent use. Close it when it is no longer used. Azure reads a file before a job can
 * use it: wait with {@link FineTuningClient#awaitFile}. The model a job results in must be deployed
 * before it can be asked. The options of {@link OpenAiTuningOptions} apply.
 *
 * <pre>{@code
 * try (AzureFineTuning tuning = AzureFineTuning.builder().resource("my-resource").build()) {
 *     TrainingFile file = tuning.upload(examples, control);
 *     tuning.awaitFile(file.id(), Polling.every(Duration.ofSeconds(10)), control);
 *     TuningJob job = tuning.create(TuningSpec.of("gpt-4.1-mini", file), control);
 * }
 * }</pre>
 */
public final class AzureFineTuning implements FineTuningClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "azure-openai";

    private static final String ADDRESS_VARIABLE = "AZURE_OPENAI_ENDPOINT";
    private static final String KEY_VARIABLE = "AZURE_OPENAI_API_KEY";

    private final TuningJobs jobs;

    private AzureFineTuning(Builder builder) {
        Authorizer authorizer = builder.token == null
                ? Authorizer.header(
                        "api-key",
                        builder.connection.credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE)))
                : Authorizer.bearer(builder.token);
        String address = address(builder);
        this.jobs = new TuningJobs(
                new ProviderLink(
                        PROVIDER,
                        address,
                        authorizer,
                        builder.connection.toBuilder().baseUri(address).build()),
                new ChatProtocol(OpenAiDialects.examples(PROVIDER)),
                new OpenAiTuningForm(PROVIDER, !builder.apiVersion.isEmpty()));
    }

    private static String address(Builder builder) {
        String root = builder.resource.isEmpty()
                ? builder.connection
                        .baseUri()
                        .map(URI::toString)
                        .orElseThrow(() -> new ConfigurationException("No address for " + PROVIDER
                                + ". Name the resource, or set the base address of the connection."))
                : "https://" + builder.resource + ".openai.azure.com";
        return builder.apiVersion.isEmpty() ? root + "/openai/v1" : root + "/openai?api-version=" + builder.apiVersion;
    }

    /**
     * {@return jobs at the address in the environment variable {@code AZURE_OPENAI_ENDPOINT}, with the key in
     * {@code AZURE_OPENAI_API_KEY}}
     *
     * @throws ConfigurationException if no address is set
     */
    public static AzureFineTuning fromEnv() {
        return fromEnv(System.getenv());
    }

    static AzureFineTuning fromEnv(Map<String, String> environment) {
        String address = environment.getOrDefault(ADDRESS_VARIABLE, "");
        if (address.isBlank()) {
            throw new ConfigurationException("No address for " + PROVIDER + ": the environment variable "
                    + ADDRESS_VARIABLE + " is not set. Set it, or name the resource in the builder.");
        }
        return builder()
                .connection(Connection.builder().baseUri(address.strip()).build())
                .build();
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return jobs.provider();
    }

    @Override
    public TrainingFile upload(Path file, CallControl control) {
        return jobs.upload(file, control);
    }

    @Override
    public TrainingFile upload(Iterable<? extends TrainingExample> examples, CallControl control) {
        return jobs.upload(examples, control);
    }

    @Override
    public TrainingFile file(String fileId, CallControl control) {
        return jobs.file(fileId, control);
    }

    @Override
    public void deleteFile(String fileId, CallControl control) {
        jobs.deleteFile(fileId, control);
    }

    @Override
    public TuningJob create(TuningSpec spec, CallControl control) {
        return jobs.create(spec, control);
    }

    @Override
    public TuningJob status(String jobId, CallControl control) {
        return jobs.status(jobId, control);
    }

    @Override
    public List<TuningJob> recent(int most, CallControl control) {
        return jobs.recent(most, control);
    }

    @Override
    public List<TuningEvent> events(String jobId, String after, CallControl control) {
        return jobs.events(jobId, after, control);
    }

    @Override
    public List<TuningCheckpoint> checkpoints(String jobId, CallControl control) {
        return jobs.checkpoints(jobId, control);
    }

    @Override
    public TuningJob cancel(String jobId, CallControl control) {
        return jobs.cancel(jobId, control);
    }

    @Override
    public TuningJob pause(String jobId, CallControl control) {
        return jobs.pause(jobId, control);
    }

    @Override
    public TuningJob resume(String jobId, CallControl control) {
        return jobs.resume(jobId, control);
    }

    /** Closes all connections, unless the transport is shared. */
    @Override
    public void close() {
        jobs.close();
    }

    /** Shows the host. */
    @Override
    public String toString() {
        return "AzureFineTuning[" + jobs + "]";
    }

    /** Collects the settings. Not safe for concurrent use. */
    public static final class Builder {
        private String resource = "";
        private String apiVersion = "";
        private Connection connection = Connection.defaults();
        private @Nullable Credentials token;

        private Builder() {}

        /** Sets the resource, the first part of its host name under {@code openai.azure.com}. */
        public Builder resource(String resource) {
            Require.that(
                    Require.nonBlank(resource, "resource").matches("[A-Za-z0-9-]+"),
                    "resource",
                    "resource must be letters, digits and -; give a whole address to the connection instead");
            this.resource = resource;
            return this;
        }

        /** Sets how the provider is reached; a base address ends before {@code /openai}. */
        public Builder connection(Connection connection) {
            this.connection = Require.nonNull(connection, "connection");
            return this;
        }

        /** Sets a dated version of the interface, such as {@code "2024-10-21"}, in place of the version 1. */
        public Builder apiVersion(String apiVersion) {
            Require.that(
                    Require.nonBlank(apiVersion, "apiVersion").matches("[A-Za-z0-9.-]+"),
                    "apiVersion",
                    "apiVersion must be a date such as 2024-10-21");
            this.apiVersion = apiVersion;
            return this;
        }

        /** Sets what gives a token of Entra, which is sent in place of a key. */
        public Builder entraToken(Credentials token) {
            this.token = Require.nonNull(token, "token");
            return this;
        }

        /** {@return the client} */
        public AzureFineTuning build() {
            return new AzureFineTuning(this);
        }
    }
}
