package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ReasoningOptions.Effort;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads the options of a recorded chat completion back into terms of the library. Used once. */
final class ChatOptions {
    private static final Set<String> SAID_ELSEWHERE = Set.of("model", "messages", "prompt", "stream", "stream_options");

    private final JsonNode body;
    private final Set<String> said = new HashSet<>(SAID_ELSEWHERE);
    private final Map<String, JsonNode> unsaid = new TreeMap<>();

    /** Reads {@code body}, which is in its normal form. */
    ChatOptions(JsonNode body) {
        this.body = body;
    }

    /**
     * {@return the options}
     *
     * @param own makes the provider's own options of the members that have no term; it removes those that it can say
     *     with a typed option, and gives the rest as raw members
     */
    GenerationOptions read(BiFunction<JsonNode, Map<String, JsonNode>, Optional<ProviderOptions>> own) {
        GenerationOptions.Builder options = GenerationOptions.builder().sampling(sampling());
        options.tools(tools()).toolChoice(choice());
        options.parallelToolCalls(take("parallel_tool_calls").asBoolean(true));
        format().ifPresent(options::responseFormat);
        reasoning().ifPresent(options::reasoning);
        logprobs(options);
        if (body.has("prompt_cache_key")) {
            options.cacheKey(take("prompt_cache_key").asText());
        }
        take("metadata")
                .properties()
                .forEach(each -> options.metadata(each.getKey(), each.getValue().asText()));
        body.properties().forEach(member -> {
            if (!said.contains(member.getKey())) {
                unsaid.put(member.getKey(), member.getValue());
            }
        });
        own.apply(body, unsaid).ifPresent(options::providerOptions);
        return options.build();
    }

    /** {@return how many members no typed option took} */
    int raw() {
        return unsaid.size();
    }

    private JsonNode take(String member) {
        said.add(member);
        return body.path(member);
    }

    private Sampling sampling() {
        Sampling.Builder sampling = Sampling.builder();
        number("temperature").ifPresent(value -> sampling.temperature(value.doubleValue()));
        number("top_p").ifPresent(value -> sampling.topP(value.doubleValue()));
        number("top_k").ifPresent(value -> sampling.topK(value.intValue()));
        number("max_tokens").ifPresent(value -> sampling.maxOutputTokens(value.intValue()));
        number("seed").ifPresent(value -> sampling.seed(value.longValue()));
        number("frequency_penalty").ifPresent(value -> sampling.frequencyPenalty(value.doubleValue()));
        number("presence_penalty").ifPresent(value -> sampling.presencePenalty(value.doubleValue()));
        List<String> stop = new ArrayList<>();
        take("stop").forEach(each -> stop.add(each.asText()));
        return sampling.stop(stop.toArray(String[]::new)).build();
    }

    private Optional<JsonNode> number(String member) {
        JsonNode value = take(member);
        return value.isNumber() ? Optional.of(value) : Optional.empty();
    }

    private List<ToolSpec> tools() {
        List<ToolSpec> tools = new ArrayList<>();
        for (JsonNode tool : take("tools")) {
            JsonNode function = tool.path("function");
            if (function.isObject()) {
                tools.add(new ToolSpec(
                        Json.text(function, "name"),
                        Json.text(function, "description"),
                        function.path("parameters").isObject()
                                ? function.path("parameters").toString()
                                : "{}",
                        function.path("strict").asBoolean(false)));
            } else {
                unsaid.merge("tools", Json.array().add(tool), (before, more) -> ((ArrayNode) before).add(tool));
            }
        }
        return tools;
    }

    private ToolChoice choice() {
        JsonNode choice = take("tool_choice");
        if (choice.isObject() && !choice.has("function")) {
            unsaid.put("tool_choice", choice);
            return ToolChoice.auto();
        }
        if (choice.isObject()) {
            return ToolChoice.named(choice.path("function").path("name").asText());
        }
        return switch (choice.asText("auto")) {
            case "none" -> ToolChoice.none();
            case "required", "any" -> ToolChoice.required();
            default -> ToolChoice.auto();
        };
    }

    private Optional<ResponseFormat> format() {
        JsonNode format = take("response_format");
        return switch (Json.text(format, "type")) {
            case "json_object" -> Optional.of(new ResponseFormat.Json());
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema");
                if (schema.has("description")) {
                    unsaid.put("response_format", format);
                }
                yield Optional.of(new ResponseFormat.JsonSchema(
                        Json.text(schema, "name"),
                        schema.path("schema").toString(),
                        schema.path("strict").asBoolean(false)));
            }
            default -> Optional.empty();
        };
    }

    private Optional<ReasoningOptions> reasoning() {
        String effort = Json.text(body, "reasoning_effort");
        JsonNode object = body.path("reasoning");
        Optional<Effort> word = effort(effort.isEmpty() ? Json.text(object, "effort") : effort);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        said.add("reasoning_effort");
        if (object.size() == 1) {
            said.add("reasoning");
        }
        return Optional.of(
                new ReasoningOptions(word.get(), 0, !object.path("exclude").asBoolean(false)));
    }

    private static Optional<Effort> effort(String word) {
        if (word.equals("xhigh")) {
            return Optional.of(Effort.MAX);
        }
        for (Effort effort : Effort.values()) {
            if (effort.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(effort);
            }
        }
        return Optional.empty();
    }

    private void logprobs(GenerationOptions.Builder options) {
        JsonNode logprobs = take("logprobs");
        if (logprobs.isNumber()) {
            options.logprobs(logprobs.intValue());
        } else if (logprobs.asBoolean(false)) {
            options.logprobs(take("top_logprobs").asInt(0));
        }
    }
}
