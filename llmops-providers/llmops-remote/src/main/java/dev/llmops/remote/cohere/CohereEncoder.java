package dev.llmops.remote.cohere;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.List;

/** Writes one request as the body of a chat of Cohere. Used once. */
final class CohereEncoder {
    private static final int MOST_STOPS = 5;
    private static final int MOST_TOP_K = 500;
    private static final double LEAST_TOP_P = 0.01;
    private static final double MOST_TOP_P = 0.99;

    private final Encoding encoding;
    private final ObjectNode body = Json.object();

    CohereEncoder(Encoding encoding) {
        this.encoding = encoding;
    }

    ObjectNode encode(ModelRequest request) {
        GenerationOptions options = request.options();
        CohereOptions own = CohereOptions.of(options);
        List<Passage> documents = own.sendsPassages() ? request.passages() : List.of();
        body.put("model", encoding.model());
        body.set("messages", new CohereMessages(encoding, documents).encode(request.messages()));
        if (encoding.isStreaming()) {
            body.put("stream", true);
        }
        documents(documents);
        sampling(options.sampling());
        tools(options);
        format(options.responseFormat());
        options.reasoning().ifPresent(this::reasoning);
        logprobs(options.logprobs());
        if (options.outputModalities().stream().anyMatch(modality -> modality != Modality.TEXT)) {
            throw encoding.impossible("answer in anything but text", "Ask another model.");
        }
        if (!options.metadata().isEmpty()) {
            encoding.warn("metadata was not sent: " + CohereClient.PROVIDER + " stores none");
        }
        own.write(body);
        return body;
    }

    private void documents(List<Passage> passages) {
        if (passages.isEmpty()) {
            return;
        }
        ArrayNode documents = body.putArray("documents");
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            documents
                    .addObject()
                    .put("id", CohereCitations.documentId(i))
                    .putObject("data")
                    .put("title", passage.title())
                    .put("text", passage.text());
        }
    }

    private void sampling(Sampling sampling) {
        sampling.maxOutputTokens().ifPresent(most -> body.put("max_tokens", most));
        sampling.temperature().ifPresent(temperature -> inRange("temperature", temperature, 0, 1));
        sampling.topP().ifPresent(this::topP);
        sampling.topK().ifPresent(topK -> {
            if (topK <= MOST_TOP_K) {
                body.put("k", topK);
            } else {
                encoding.unsupported("topK above " + MOST_TOP_K, "Use a smaller one.");
            }
        });
        List<String> stops = sampling.stop();
        if (stops.size() > MOST_STOPS) {
            encoding.unsupported("more than 5 stop texts", "Give five at most.");
        } else if (!stops.isEmpty()) {
            ArrayNode stop = body.putArray("stop_sequences");
            stops.forEach(stop::add);
        }
        sampling.seed().ifPresent(seed -> {
            if (seed >= 0) {
                body.put("seed", seed);
            } else {
                encoding.unsupported("a negative seed", "Use one from 0 on.");
            }
        });
        sampling.frequencyPenalty().ifPresent(penalty -> inRange("frequency_penalty", penalty, 0, 1));
        sampling.presencePenalty().ifPresent(penalty -> inRange("presence_penalty", penalty, 0, 1));
    }

    private void inRange(String member, double value, double least, double most) {
        if (value >= least && value <= most) {
            body.put(member, value);
        } else {
            encoding.unsupported(
                    member + " outside of [" + (int) least + ", " + (int) most + "]", "Use a value in this range.");
        }
    }

    private void topP(double topP) {
        double taken = Math.max(LEAST_TOP_P, Math.min(MOST_TOP_P, topP));
        if (taken != topP) {
            encoding.warn(
                    "topP " + topP + " became " + taken + ", the nearest that " + CohereClient.PROVIDER + " takes");
        }
        body.put("p", taken);
    }

    private void tools(GenerationOptions options) {
        if (options.tools().isEmpty()) {
            return;
        }
        ToolChoice choice = options.toolChoice();
        ArrayNode tools = body.putArray("tools");
        for (ToolSpec tool : options.tools()) {
            // There is no way to name a tool; but of one that is alone, a call can be required.
            if (choice.mode() != ToolChoice.Mode.NAMED || choice.toolName().equals(tool.name())) {
                tools.add(tool(tool));
            }
        }
        if (options.tools().stream().anyMatch(ToolSpec::strict)) {
            body.put("strict_tools", true);
        }
        switch (choice.mode()) {
            case AUTO -> {
                // The default has no word.
            }
            case NONE -> body.put("tool_choice", "NONE");
            case REQUIRED, NAMED -> body.put("tool_choice", "REQUIRED");
        }
        if (!options.parallelToolCalls()) {
            encoding.unsupported("parallelToolCalls = false", "Call the tools that are asked for one by one.");
        }
    }

    private static ObjectNode tool(ToolSpec tool) {
        ObjectNode described = Json.object().put("type", "function");
        ObjectNode function = described.putObject("function").put("name", tool.name());
        if (!tool.description().isEmpty()) {
            function.put("description", tool.description());
        }
        function.set("parameters", Json.argument(tool.parametersSchema(), "parametersSchema"));
        return described;
    }

    private void format(ResponseFormat format) {
        if (format instanceof ResponseFormat.Json) {
            body.putObject("response_format").put("type", "json_object");
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            body.putObject("response_format")
                    .put("type", "json_object")
                    .set("json_schema", Json.argument(schema.schema(), "schema"));
        }
    }

    private void reasoning(ReasoningOptions reasoning) {
        ObjectNode thinking = body.putObject("thinking");
        if (reasoning.effort() == ReasoningOptions.Effort.NONE) {
            thinking.put("type", "disabled");
            return;
        }
        thinking.put("type", "enabled");
        if (reasoning.budgetTokens() > 0) {
            thinking.put("token_budget", reasoning.budgetTokens());
        }
    }

    private void logprobs(int alternatives) {
        if (alternatives < 0) {
            return;
        }
        body.put("logprobs", true);
        if (alternatives > 0) {
            encoding.unsupported("alternatives of log-probabilities", "Ask for 0 of them.");
        }
    }
}
