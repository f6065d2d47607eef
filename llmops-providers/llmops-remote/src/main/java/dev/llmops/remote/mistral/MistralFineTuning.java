package dev.llmops.remote.mistral;

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
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.tuning.TuningJobs;
import java.nio.file.Path;
import java.util.List;

/**
 * Fine-tuning jobs of Mistral.
 *
 * <p>Safe for concurrent use. Close it when it is no longer used. Options that only Mistral has are in
 * {@link MistralTuningOptions}. Events come with the job itself and have no ids of their own: their
 * numbers stand for them.
 *
 * <pre>{@code
 * try (MistralFineTuning tuning = MistralFineTuning.fromEnv()) {
 *     TrainingFile file = tuning.upload(examples, control);
 *     TuningJob job = tuning.create(TuningSpec.of("open-mistral-7b", file), control);
 * }
 * }</pre>
 */
public final class MistralFineTuning implements FineTuningClient, AutoCloseable {
    private final TuningJobs jobs;

    private MistralFineTuning(Connection connection) {
        this.jobs = new TuningJobs(
                MistralLink.on(connection), new ChatProtocol(MistralDialect.dialect()), new MistralTuningForm());
    }

    /** {@return jobs with the key in the environment variable {@code MISTRAL_API_KEY}} */
    public static MistralFineTuning fromEnv() {
        return on(Connection.defaults());
    }

    /** {@return jobs of the provider as {@code connection} reaches it} */
    public static MistralFineTuning on(Connection connection) {
        return new MistralFineTuning(Require.nonNull(connection, "connection"));
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
        return "MistralFineTuning[" + jobs + "]";
    }
}
