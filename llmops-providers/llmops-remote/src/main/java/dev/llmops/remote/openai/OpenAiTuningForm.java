package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.tuning.Hyperparameters;
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
import dev.llmops.remote.wire.PathSegment;
import dev.llmops.remote.wire.Resources;
import dev.llmops.remote.wire.WireTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fine-tuning jobs as OpenAI writes them, and Azure with small differences.
 *
 * @param provider whose they are
 * @param plainParameters whether the parameters of supervised learning stand beside the method, as they did before
 *     there was another one
 */
record OpenAiTuningForm(String provider, boolean plainParameters) implements TuningForm {
    private static final int EVENTS_PER_PAGE = 100;

    @Override
    public ObjectNode create(TuningSpec spec) {
        ObjectNode body = Json.object().put("model", spec.baseModel());
        body.put("training_file", only(spec.trainingFiles(), "several training files"));
        if (!spec.validationFiles().isEmpty()) {
            body.put("validation_file", only(spec.validationFiles(), "several validation files"));
        }
        method(spec, body);
        if (!spec.suffix().isEmpty()) {
            body.put("suffix", spec.suffix());
        }
        spec.seed().ifPresent(seed -> body.put("seed", seed));
        if (!spec.labels().isEmpty()) {
            spec.labels().forEach(body.putObject("metadata")::put);
        }
        spec.providerOptions(OpenAiTuningOptions.class).ifPresent(own -> own.write(body));
        return body;
    }

    private String only(List<String> files, String what) {
        if (files.size() > 1) {
            throw new UnsupportedCapabilityException(provider + "/fine-tuning", what, "Join them into one.");
        }
        return files.get(0);
    }

    private void method(TuningSpec spec, ObjectNode body) {
        ObjectNode parameters = parameters(spec);
        String grader = spec.providerOptions(OpenAiTuningOptions.class)
                .map(OpenAiTuningOptions::grader)
                .orElse("");
        if (!grader.isEmpty()) {
            ObjectNode own = method(body, "reinforcement", parameters);
            own.set("grader", Json.argument(grader, "grader"));
        } else if (spec.method() == TuningMethod.PREFERENCE) {
            method(body, "dpo", parameters);
        } else if (!plainParameters) {
            method(body, "supervised", parameters);
        } else if (!parameters.isEmpty()) {
            body.set("hyperparameters", parameters);
        }
    }

    private static ObjectNode method(ObjectNode body, String type, ObjectNode parameters) {
        ObjectNode own = body.putObject("method").put("type", type).putObject(type);
        if (!parameters.isEmpty()) {
            own.set("hyperparameters", parameters);
        }
        return own;
    }

    private ObjectNode parameters(TuningSpec spec) {
        Hyperparameters given = spec.hyperparameters();
        ObjectNode parameters = Json.object();
        given.epochs().ifPresent(epochs -> parameters.put("n_epochs", epochs));
        given.batchSize().ifPresent(size -> parameters.put("batch_size", size));
        given.learningRateMultiplier().ifPresent(rate -> parameters.put("learning_rate_multiplier", rate));
        given.beta().ifPresent(beta -> {
            if (spec.method() != TuningMethod.PREFERENCE) {
                throw new UnsupportedCapabilityException(
                        provider + "/fine-tuning", "beta without preferences", "Leave it out.");
            }
            parameters.put("beta", beta);
        });
        return parameters;
    }

    @Override
    public TuningJob read(JsonNode job) {
        String status = Json.text(job, "status");
        TuningJob.Builder builder = TuningJob.builder(provider, Json.text(job, "id"))
                .state(state(status), status)
                .models(Json.text(job, "model"), Json.text(job, "fine_tuned_model"))
                .files(
                        TuningFacts.texts(job, "training_file"),
                        TuningFacts.texts(job, "validation_file"),
                        TuningFacts.texts(job, "result_files"))
                .times(
                        WireTime.of(job, "created_at"),
                        WireTime.of(job, "finished_at"),
                        WireTime.of(job, "estimated_finish"))
                .rawJson(job.toString());
        Json.count(job, "trained_tokens").ifPresent(builder::trainedTokens);
        job.path("metadata")
                .properties()
                .forEach(label -> builder.label(label.getKey(), label.getValue().asText()));
        JsonNode error = job.path("error");
        // A job that has not failed may have an error of nulls.
        if (!Json.text(error, "message").isEmpty() || !Json.text(error, "code").isEmpty()) {
            builder.problem(new TuningJob.Problem(
                    Json.text(error, "code"), Json.text(error, "message"), Json.text(error, "param")));
        }
        return builder.build();
    }

    private static TuningState state(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "validating_files", "validating", "preprocessing" -> TuningState.VALIDATING;
            case "queued", "pending", "notrunning" -> TuningState.QUEUED;
            case "running", "postprocessing", "resuming" -> TuningState.RUNNING;
            case "paused", "pausing" -> TuningState.PAUSED;
            case "cancelling", "canceling" -> TuningState.CANCELLING;
            case "succeeded" -> TuningState.SUCCEEDED;
            case "failed" -> TuningState.FAILED;
            case "cancelled", "canceled" -> TuningState.CANCELLED;
            default -> TuningState.UNKNOWN;
        };
    }

    @Override
    public TrainingFile.State fileState(String raw) {
        return switch (raw.toLowerCase(Locale.ROOT)) {
            case "uploaded", "processed", "succeeded", "" -> TrainingFile.State.READY;
            case "pending", "running", "notrunning", "processing" -> TrainingFile.State.PENDING;
            case "error", "failed", "deleted", "deleting" -> TrainingFile.State.FAILED;
            default -> TrainingFile.State.UNKNOWN;
        };
    }

    @Override
    public String limit(int most) {
        return "limit=" + most;
    }

    /** The provider gives the newest first, and pages lead back in time: read until the known one comes. */
    @Override
    public List<TuningEvent> events(Resources resources, String path, String after, CallControl control) {
        Map<String, TuningEvent> newestFirst = new LinkedHashMap<>();
        String from = "";
        while (true) {
            String query = "?limit=" + EVENTS_PER_PAGE + (from.isEmpty() ? "" : "&after=" + PathSegment.of(from, "id"));
            JsonNode page = resources.page(path + "/events" + query, control);
            int before = newestFirst.size();
            for (TuningEvent event : newestFirst(page.path("data"))) {
                if (event.id().equals(after)) {
                    return reversed(newestFirst.values());
                }
                newestFirst.putIfAbsent(event.id(), event);
                from = event.id();
            }
            if (!page.path("has_more").asBoolean(false) || newestFirst.size() == before) {
                return reversed(newestFirst.values());
            }
        }
    }

    /** Servers that only resemble the provider may give the oldest first. */
    private static List<TuningEvent> newestFirst(JsonNode events) {
        List<TuningEvent> page = new ArrayList<>();
        for (JsonNode event : events) {
            if (!Json.text(event, "id").isBlank()) {
                page.add(event(Json.text(event, "id"), event));
            }
        }
        boolean oldestFirst = page.size() > 1
                && page.get(0).at().isBefore(page.get(page.size() - 1).at());
        return oldestFirst ? reversed(page) : page;
    }

    private static List<TuningEvent> reversed(Collection<TuningEvent> events) {
        List<TuningEvent> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        return reversed;
    }

    private static TuningEvent event(String id, JsonNode event) {
        TuningEvent.Level level = switch (Json.text(event, "level")) {
            case "warn", "warning" -> TuningEvent.Level.WARNING;
            case "error" -> TuningEvent.Level.ERROR;
            default -> TuningEvent.Level.INFO;
        };
        JsonNode data = event.path("data");
        return new TuningEvent(
                id,
                TuningFacts.at(event),
                level,
                Json.text(event, "message"),
                data.isObject() && !data.isEmpty() ? data.toString() : "");
    }

    @Override
    public List<TuningCheckpoint> checkpoints(Resources resources, String path, CallControl control) {
        List<TuningCheckpoint> all = new ArrayList<>();
        for (JsonNode checkpoint : resources.list(path + "/checkpoints?limit=100", control)) {
            all.add(new TuningCheckpoint(
                    Json.text(checkpoint, "id"),
                    TuningFacts.at(checkpoint),
                    Json.integer(checkpoint, "step_number").orElse(0),
                    Json.text(checkpoint, "fine_tuned_model_checkpoint"),
                    TuningFacts.numbers(checkpoint, "metrics")));
        }
        all.sort(Comparator.comparingInt(TuningCheckpoint::step));
        return all;
    }

    @Override
    public String pause() {
        return "pause";
    }

    @Override
    public String resume() {
        return "resume";
    }

    @Override
    public boolean takesPreferences() {
        return true;
    }
}
