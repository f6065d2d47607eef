package dev.llmops.remote.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.tuning.FineTuningClient;
import dev.llmops.api.tuning.TrainingExample;
import dev.llmops.api.tuning.TrainingFile;
import dev.llmops.api.tuning.TuningCheckpoint;
import dev.llmops.api.tuning.TuningEvent;
import dev.llmops.api.tuning.TuningJob;
import dev.llmops.api.tuning.TuningSpec;
import dev.llmops.remote.files.RemoteFiles;
import dev.llmops.remote.files.SpoolFile;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.PathSegment;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.Resources;
import java.nio.file.Path;
import java.util.List;

/** Fine-tuning jobs under {@code /fine_tuning/jobs}, as OpenAI defined them. Safe for concurrent use. */
public final class TuningJobs implements FineTuningClient {
    private static final String PATH = "/fine_tuning/jobs";
    private static final String PURPOSE = "fine-tune";

    private final Resources resources;
    private final RemoteFiles files;
    private final ModelProtocol protocol;
    private final TuningForm form;

    /**
     * Creates the jobs at the end of a link.
     *
     * @param link the way to the provider
     * @param protocol the format in which examples are written
     * @param form how the provider writes jobs
     */
    public TuningJobs(ProviderLink link, ModelProtocol protocol, TuningForm form) {
        this.resources = new Resources(link);
        this.files = new RemoteFiles(resources);
        this.protocol = protocol;
        this.form = form;
    }

    @Override
    public String provider() {
        return resources.link().provider();
    }

    @Override
    public TrainingFile upload(Path file, CallControl control) {
        return file(files.upload(PURPOSE, file, control));
    }

    @Override
    public TrainingFile upload(Iterable<? extends TrainingExample> examples, CallControl control) {
        try (SpoolFile spool = SpoolFile.create()) {
            new ExampleWriter(provider(), protocol, form.takesPreferences()).write(examples, spool);
            return file(files.upload(PURPOSE, "examples.jsonl", spool, control));
        }
    }

    @Override
    public TrainingFile file(String fileId, CallControl control) {
        return file(files.describe(fileId, control));
    }

    private TrainingFile file(JsonNode file) {
        String status = Json.text(file, "status");
        long bytes = Json.count(file, "bytes")
                .orElseGet(() -> Json.count(file, "size_bytes").orElse(0));
        return new TrainingFile(
                Json.text(file, "id"), Json.text(file, "filename"), bytes, form.fileState(status), status);
    }

    @Override
    public void deleteFile(String fileId, CallControl control) {
        files.delete(fileId, control);
    }

    @Override
    public TuningJob create(TuningSpec spec, CallControl control) {
        Require.nonNull(spec, "spec");
        return form.read(resources.post(PATH, form.create(spec), spec.baseModel(), control));
    }

    @Override
    public TuningJob status(String jobId, CallControl control) {
        return form.read(resources.get(path(jobId), control));
    }

    @Override
    public List<TuningJob> recent(int most, CallControl control) {
        Require.inRange(most, 1, 100, "most");
        return resources.list(PATH + "?" + form.limit(most), control).stream()
                .limit(most)
                .map(form::read)
                .toList();
    }

    @Override
    public List<TuningEvent> events(String jobId, String after, CallControl control) {
        return form.events(resources, path(jobId), Require.nonNull(after, "after"), control);
    }

    @Override
    public List<TuningCheckpoint> checkpoints(String jobId, CallControl control) {
        return form.checkpoints(resources, path(jobId), control);
    }

    @Override
    public TuningJob cancel(String jobId, CallControl control) {
        return act(jobId, "cancel", control);
    }

    @Override
    public TuningJob pause(String jobId, CallControl control) {
        if (form.pause().isEmpty()) {
            throw new UnsupportedCapabilityException(
                    provider() + "/fine-tuning", "pause", "Cancel the job, and create another one later.");
        }
        return act(jobId, form.pause(), control);
    }

    @Override
    public TuningJob resume(String jobId, CallControl control) {
        return act(jobId, form.resume(), control);
    }

    private TuningJob act(String jobId, String action, CallControl control) {
        return form.read(resources.post(path(jobId) + "/" + action, Json.object(), "", control));
    }

    private static String path(String jobId) {
        return PATH + "/" + PathSegment.of(jobId, "jobId");
    }

    /** Closes all connections, unless the transport is shared. */
    public void close() {
        resources.link().close();
    }

    /** Shows provider and host. */
    @Override
    public String toString() {
        return resources.link().toString();
    }
}
