package dev.llmops.remote.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Writes one request as the body of a chat of Ollama. Used once. */
final class OllamaEncoder {
    private final Encoding encoding;
    private final ObjectNode body = Json.object();
    private final ObjectNode settings = Json.object();

    OllamaEncoder(Encoding encoding) {
        this.encoding = encoding;
    }

    ObjectNode encode(ModelRequest request) {
        GenerationOptions options = request.options();
        body.put("model", encoding.model());
        body.set("messages", new OllamaMessages(encoding).encode(request.messages()));
        // The server streams unless it is told not to.
        body.put("stream", encoding.isStreaming());
        sampling(options.sampling());
        tools(options);
        format(options.responseFormat());
        options.reasoning().ifPresent(this::reasoning);
        if (options.logprobs() >= 0) {
            body.put("logprobs", true);
            if (options.logprobs() > 0) {
                body.put("top_logprobs", options.logprobs());
            }
        }
        if (options.outputModalities().stream().anyMatch(modality -> modality != Modality.TEXT)) {
            throw encoding.impossible("answer in anything but text", "Ask another model.");
        }
        if (!options.metadata().isEmpty()) {
            encoding.warn("metadata was not sent: " + OllamaClient.PROVIDER + " stores none");
        }
        options.providerOptions(OllamaOptions.class).ifPresent(own -> own.write(body, settings));
        if (!settings.isEmpty()) {
            body.set("options", settings);
        }
        return body;
    }

    private void sampling(Sampling sampling) {
        sampling.maxOutputTokens().ifPresent(most -> settings.put("num_predict", most));
        sampling.temperature().ifPresent(temperature -> settings.put("temperature", temperature));
        sampling.topP().ifPresent(topP -> settings.put("top_p", topP));
        sampling.topK().ifPresent(topK -> settings.put("top_k", topK));
        sampling.seed().ifPresent(seed -> settings.put("seed", seed));
        sampling.frequencyPenalty().ifPresent(penalty -> settings.put("frequency_penalty", penalty));
        sampling.presencePenalty().ifPresent(penalty -> settings.put("presence_penalty", penalty));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = settings.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
    }

    private void tools(GenerationOptions options) {
        ToolChoice.Mode mode = options.toolChoice().mode();
        // There is no way to forbid calls but to offer no tools.
        if (options.tools().isEmpty() || mode == ToolChoice.Mode.NONE) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolSpec tool : options.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            function.put("description", tool.description());
            function.set("parameters", Json.argument(tool.parametersSchema(), "parametersSchema"));
        }
        if (mode != ToolChoice.Mode.AUTO) {
            encoding.unsupported("a tool call that must be made", "Say so in the instructions.");
        }
        if (options.tools().stream().anyMatch(ToolSpec::strict)) {
            encoding.warn(
                    "arguments of tools may not match their schema: " + OllamaClient.PROVIDER + " guarantees nothing");
        }
        if (!options.parallelToolCalls()) {
            encoding.unsupported("parallelToolCalls = false", "Call the tools that are asked for one by one.");
        }
    }

    private void format(ResponseFormat format) {
        if (format instanceof ResponseFormat.Json) {
            body.put("format", "json");
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            body.set("format", Json.argument(schema.schema(), "schema"));
        }
    }

    private void reasoning(ReasoningOptions reasoning) {
        if (encoding.model().startsWith("gpt-oss")) {
            // The one family that thinks in steps, and always.
            body.put("think", step(reasoning.effort()));
        } else {
            body.put("think", reasoning.effort() != ReasoningOptions.Effort.NONE);
        }
        if (reasoning.budgetTokens() > 0) {
            encoding.unsupported("a reasoning budget", "Set the effort alone.");
        }
    }

    private static String step(ReasoningOptions.Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, MAX -> "high";
        };
    }
}
