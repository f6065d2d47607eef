package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Options of a fine-tuning job that only OpenAI and Azure have. Immutable.
 *
 * <p>{@link Builder#member} takes what is newer than this library.
 */
public final class OpenAiTuningOptions implements ProviderOptions {
    private final String grader;
    private final List<WeightsAndBiases> reports;
    private final Map<String, String> members;

    private OpenAiTuningOptions(Builder builder) {
        this.grader = builder.grader;
        this.reports = List.copyOf(builder.reports);
        this.members = Map.copyOf(builder.members);
    }

    /** {@return a builder with nothing set} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return OpenAiClient.PROVIDER;
    }

    /** {@return what grades the answers of a model that learns by reinforcement; empty if it does not} */
    String grader() {
        return grader;
    }

    /** Adds the options to the body that creates a job. */
    void write(ObjectNode body) {
        if (!reports.isEmpty()) {
            ArrayNode integrations = body.putArray("integrations");
            reports.forEach(report -> report.write(integrations.addObject()));
        }
        members.forEach((name, json) -> body.set(name, Json.read(json)));
    }

    /** Shows which options are set, not their values. */
    @Override
    public String toString() {
        return "OpenAiTuningOptions[reports=" + reports.size() + ", " + members.keySet() + "]";
    }

    private record WeightsAndBiases(String project, String name, List<String> tags) {
        void write(ObjectNode integration) {
            ObjectNode target = integration.put("type", "wandb").putObject("wandb");
            target.put("project", project);
            if (!name.isEmpty()) {
                target.put("name", name);
            }
            if (!tags.isEmpty()) {
                tags.forEach(target.putArray("tags")::add);
            }
        }
    }

    /** Collects the options. Not safe for concurrent use. */
    public static final class Builder {
        private String grader = "";
        private final List<WeightsAndBiases> reports = new ArrayList<>();
        private final Map<String, String> members = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Makes the model learn by reinforcement: it answers, and a grader says how well.
         *
         * @param grader the grader, as a JSON object
         */
        public Builder reinforcement(String grader) {
            Json.argument(grader, "grader");
            this.grader = grader;
            return this;
        }

        /**
         * Reports to Weights and Biases.
         *
         * @param project the project there
         * @param name the name of the run; empty for one that is made up
         * @param tags words by which it can be found
         */
        public Builder weightsAndBiases(String project, String name, String... tags) {
            reports.add(new WeightsAndBiases(
                    Require.nonBlank(project, "project"), Require.nonNull(name, "name"), List.of(tags)));
            return this;
        }

        /** Sets a member of the request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            members.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
            return this;
        }

        /** {@return the options} */
        public OpenAiTuningOptions build() {
            return new OpenAiTuningOptions(this);
        }
    }
}
