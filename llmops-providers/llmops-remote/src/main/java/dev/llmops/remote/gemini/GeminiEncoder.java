package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.List;

/** Writes one request as the body of a content generation. Used once. */
final class GeminiEncoder {
    private static final int MOST_STOPS = 5;

    private final GeminiPlace place;
    private final Encoding encoding;
    private final ObjectNode body = Json.object();
    private final ObjectNode generation = Json.object();

    GeminiEncoder(GeminiPlace place, Encoding encoding) {
        this.place = place;
        this.encoding = encoding;
    }

    ObjectNode encode(ModelRequest request) {
        GenerationOptions options = request.options();
        new GeminiContents(place.provider(), encoding).write(request.messages(), body);
        tools(options);
        sampling(options.sampling());
        format(options.responseFormat());
        modalities(options);
        options.reasoning()
                .ifPresent(reasoning ->
                        generation.set("thinkingConfig", GeminiThinking.config(encoding.model(), reasoning)));
        if (options.logprobs() >= 0) {
            generation.put("responseLogprobs", true);
            if (options.logprobs() > 0) {
                generation.put("logprobs", options.logprobs());
            }
        }
        if (!options.metadata().isEmpty()) {
            encoding.warn("metadata was not sent: " + place.provider() + " stores none");
        }
        if (!generation.isEmpty()) {
            body.set("generationConfig", generation);
        }
        options.providerOptions(GeminiOptions.class).ifPresent(own -> own.write(body, place, encoding));
        return body;
    }

    private void sampling(Sampling sampling) {
        sampling.maxOutputTokens().ifPresent(most -> generation.put("maxOutputTokens", most));
        sampling.temperature().ifPresent(temperature -> generation.put("temperature", temperature));
        sampling.topP().ifPresent(topP -> generation.put("topP", topP));
        sampling.topK().ifPresent(topK -> generation.put("topK", topK));
        List<String> stops = sampling.stop();
        if (stops.size() > MOST_STOPS) {
            encoding.unsupported("more than 5 stop texts", "Give five at most.");
        } else if (!stops.isEmpty()) {
            ArrayNode stop = generation.putArray("stopSequences");
            stops.forEach(stop::add);
        }
        sampling.seed().ifPresent(seed -> {
            if (seed == (int) seed) {
                generation.put("seed", seed);
            } else {
                encoding.unsupported("a seed of more than 32 bits", "Choose a smaller one.");
            }
        });
        sampling.frequencyPenalty().ifPresent(penalty -> generation.put("frequencyPenalty", penalty));
        sampling.presencePenalty().ifPresent(penalty -> generation.put("presencePenalty", penalty));
    }

    private void tools(GenerationOptions options) {
        if (options.tools().isEmpty()) {
            return;
        }
        ArrayNode functions = body.putArray("tools").addObject().putArray("functionDeclarations");
        for (ToolSpec tool : options.tools()) {
            ObjectNode function = functions.addObject().put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parametersJsonSchema", Json.argument(tool.parametersSchema(), "parametersSchema"));
        }
        toolChoice(options);
        if (!options.parallelToolCalls()) {
            encoding.unsupported("parallelToolCalls = false", "Call the tools that are asked for one by one.");
        }
    }

    private void toolChoice(GenerationOptions options) {
        ToolChoice choice = options.toolChoice();
        switch (choice.mode()) {
            case AUTO -> {
                // The one mode in which arguments are held to their schema besides those that force a call.
                if (options.tools().stream().anyMatch(ToolSpec::strict)) {
                    calling("VALIDATED");
                }
            }
            case NONE -> calling("NONE");
            case REQUIRED -> calling("ANY");
            case NAMED -> calling("ANY").putArray("allowedFunctionNames").add(choice.toolName());
        }
    }

    private ObjectNode calling(String mode) {
        return body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", mode);
    }

    private void format(ResponseFormat format) {
        if (format instanceof ResponseFormat.Json) {
            generation.put("responseMimeType", "application/json");
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            generation.put("responseMimeType", "application/json");
            generation.set("responseJsonSchema", Json.argument(schema.schema(), "schema"));
        }
    }

    private void modalities(GenerationOptions options) {
        if (options.outputModalities().size() == 1 && options.outputModalities().contains(Modality.TEXT)) {
            return;
        }
        ArrayNode modalities = generation.putArray("responseModalities");
        options.outputModalities().stream().sorted().forEach(modality -> {
            if (modality == Modality.VIDEO || modality == Modality.FILE) {
                throw encoding.impossible("answer in films or files", "Ask for text, pictures or sound.");
            }
            modalities.add(modality.name());
        });
    }
}
