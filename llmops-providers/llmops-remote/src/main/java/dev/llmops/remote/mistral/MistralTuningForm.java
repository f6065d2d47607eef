package dev.llmops.remote.mistral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.tuning.TrainingFile;
import dev.llmops.api.tuning.TuningCheckpoint;
import dev.llmops.api.tuning.TuningEvent;
import dev.llmops.api.tuning.TuningJob;
import dev.llmops.api.tuning.TuningMethod;
import dev.llmops.api.tuning.TuningSpec;
import dev.llmops.api.tuning.TuningState;
import dev.llmops.remote.tuning.TuningFacts;
import dev.llmops.remote.tuning.TuningForm;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.Resources;
import dev.llmops.remote.wire.WireTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fine-tuning jobs as Mistral writes them: events and checkpoints are part of the job. */
final class MistralTuningForm implements TuningForm {
    @Override
    public ObjectNode create(TuningSpec spec) {
        check(spec);
        ObjectNode body = Json.object().put("model", spec.baseModel());
        ArrayNode files = body.putArray("training_files");
        spec.trainingFiles()
                .forEach(file -> files.addObject().put("file_id", file).put("weight", 1));
        if (!spec.validationFiles().isEmpty()) {
            spec.validationFiles().forEach(body.putArray("validation_files")::add);
        }
        if (!spec.suffix().isEmpty()) {
            body.put("suffix", spec.suffix());
        }
        ObjectNode parameters = body.putObject("hyperparameters");
        spec.hyperparameters().epochs().ifPresent(epochs -> parameters.put("epochs", epochs));
        body.put("auto_start", true);
        spec.providerOptions(MistralTuningOptions.class).ifPresent(own -> own.write(body, parameters));
        return body;
    }

    private static void check(TuningSpec spec) {
        if (spec.method() != TuningMethod.SUPERVISED) {
            throw unsupported("preferences", "Give conversations, whose answers are learned.");
        }
        if (spec.hyperparameters().batchSize().isPresent()) {
            throw unsupported("batchSize", "Set the steps with MistralTuningOptions instead.");
        }
        if (spec.hyperparameters().learningRateMultiplier().isPresent()) {
            throw unsupported("learningRateMultiplier", "Set the rate with MistralTuningOptions instead.");
        }
        if (spec.hyperparameters().beta().isPresent()) {
            throw unsupported("beta", "Leave it out.");
        }
        if (spec.seed().isPresent()) {
            throw unsupported("seed", "Leave it out.");
        }
        if (!spec.labels().isEmpty()) {
            throw unsupported("labels", "Keep them beside the id of the job.");
        }
    }

    private static UnsupportedCapabilityException unsupported(String what, String advice) {
        return new UnsupportedCapabilityException(MistralClient.PROVIDER + "/fine-tuning", what, advice);
    }

    @Override
    public TuningJob read(JsonNode job) {
        String status = Json.text(job, "status");
        TuningState state = state(status);
        TuningJob.Builder builder = TuningJob.builder(MistralClient.PROVIDER, Json.text(job, "id"))
                .state(state, status)
                .models(Json.text(job, "model"), Json.text(job, "fine_tuned_model"))
                .files(TuningFacts.texts(job, "training_files"), TuningFacts.texts(job, "validation_files"), List.of())
                .times(WireTime.of(job, "created_at"), finishedAt(job, state), null)
                .rawJson(job.toString());
        Json.count(job, "trained_tokens").ifPresent(builder::trainedTokens);
        if (state == TuningState.FAILED) {
            builder.problem(new TuningJob.Problem(status, problem(job), ""));
        }
        return builder.build();
    }

    private static @Nullable Instant finishedAt(JsonNode job, TuningState state) {
        return state.isFinal() ? WireTime.of(job, "modified_at") : null;
    }

    /** {@return what the newest event says that has an error} */
    private static String problem(JsonNode job) {
        for (JsonNode event : newestFirst(job)) {
            String error = Json.text(event.path("data"), "error");
            if (!error.isEmpty()) {
                return error;
            }
        }
        return "";
    }

    private static TuningState state(String status) {
        return switch (status) {
            case "QUEUED" -> TuningState.QUEUED;
            case "VALIDATING" -> TuningState.VALIDATING;
            case "VALIDATED" -> TuningState.READY;
            case "STARTED", "RUNNING" -> TuningState.RUNNING;
            case "SUCCESS" -> TuningState.SUCCEEDED;
            case "FAILED", "FAILED_VALIDATION" -> TuningState.FAILED;
            case "CANCELLATION_REQUESTED" -> TuningState.CANCELLING;
            case "CANCELLED" -> TuningState.CANCELLED;
            default -> TuningState.UNKNOWN;
        };
    }

    @Override
    public TrainingFile.State fileState(String raw) {
        // Files are checked as they are uploaded, and have no state.
        return raw.isEmpty() ? TrainingFile.State.READY : TrainingFile.State.UNKNOWN;
    }

    @Override
    public String limit(int most) {
        return "page_size=" + most;
    }

    @Override
    public List<TuningEvent> events(Resources resources, String path, String after, CallControl control) {
        List<JsonNode> oldestFirst = newestFirst(resources.get(path, control));
        Collections.reverse(oldestFirst);
        List<TuningEvent> all = new ArrayList<>();
        int known = after.matches("\\d{1,9}") ? Integer.parseInt(after) : 0;
        for (int number = known + 1; number <= oldestFirst.size(); number++) {
            all.add(event(number, oldestFirst.get(number - 1)));
        }
        return all;
    }

    private static List<JsonNode> newestFirst(JsonNode job) {
        List<JsonNode> events = new ArrayList<>();
        job.path("events").forEach(events::add);
        // Those of one second stay as they are.
        events.sort(Comparator.comparing(TuningFacts::at).reversed());
        return events;
    }

    private static TuningEvent event(int number, JsonNode event) {
        JsonNode data = event.path("data");
        boolean failed = !Json.text(data, "error").isEmpty();
        String status = Json.text(data, "status");
        return new TuningEvent(
                Integer.toString(number),
                TuningFacts.at(event),
                failed ? TuningEvent.Level.ERROR : TuningEvent.Level.INFO,
                Json.text(event, "name") + (status.isEmpty() ? "" : ": " + status),
                data.isObject() && !data.isEmpty() ? data.toString() : "");
    }

    @Override
    public List<TuningCheckpoint> checkpoints(Resources resources, String path, CallControl control) {
        List<TuningCheckpoint> all = new ArrayList<>();
        for (JsonNode checkpoint : resources.get(path, control).path("checkpoints")) {
            all.add(new TuningCheckpoint(
                    "",
                    TuningFacts.at(checkpoint),
                    Json.integer(checkpoint, "step_number").orElse(0),
                    "",
                    TuningFacts.numbers(checkpoint, "metrics")));
        }
        all.sort(Comparator.comparingInt(TuningCheckpoint::step));
        return all;
    }

    @Override
    public String pause() {
        return "";
    }

    @Override
    public String resume() {
        return "start";
    }

    @Override
    public boolean takesPreferences() {
        return false;
    }
}
