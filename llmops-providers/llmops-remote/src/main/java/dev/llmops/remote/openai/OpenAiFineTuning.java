package dev.llmops.remote.openai;

import dev.llmops.api.CallControl;
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
import java.nio.file.Path;
import java.util.List;

/**
 * Fine-tuning jobs of OpenAI.
 *
 * <p>Safe for concurrent use. Close it when it is no longer used. Options that only OpenAI has are in
 * {@link OpenAiTuningOptions}.
 *
 * <pre>{@code
 * try (OpenAiFineTuning tuning = OpenAiFineTuning.fromEnv()) {
 *     TrainingFile file = tuning.upload(Path.of("examples.jsonl"), CallControl.detached());
 *     TuningJob job = tuning.create(TuningSpec.of("gpt-4.1-mini", file), CallControl.detached());
 * }
 * }</pre>
 */
public final class OpenAiFineTuning implements FineTuningClient, AutoCloseable {
    private final TuningJobs jobs;

    private OpenAiFineTuning(Connection connection) {
        this.jobs = new TuningJobs(
                new ProviderLink(
                        OpenAiClient.PROVIDER,
                        OpenAiClient.ADDRESS,
                        Authorizer.bearer(connection
                                .credentials()
                                .orElseGet(() -> Credentials.environment(OpenAiClient.KEY_VARIABLE))),
                        connection),
                new ChatProtocol(OpenAiDialects.examples(OpenAiClient.PROVIDER)),
                new OpenAiTuningForm(OpenAiClient.PROVIDER, false));
    }

    /**
     * {@return jobs with the key in the environment variable {@code OPENAI_API_KEY}, at the address in
     * {@code OPENAI_BASE_URL} if that is set}
     */
    public static OpenAiFineTuning fromEnv() {
        return on(OpenAiClient.environment());
    }

    /** {@return jobs of the provider as {@code connection} reaches it} */
    public static OpenAiFineTuning on(Connection connection) {
        return new OpenAiFineTuning(Require.nonNull(connection, "connection"));
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
        return "OpenAiFineTuning[" + jobs + "]";
    }
}
