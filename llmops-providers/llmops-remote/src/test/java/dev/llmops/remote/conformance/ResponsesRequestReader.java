package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.openai.OpenAiOptions;
import dev.llmops.remote.openai.OpenAiResponsesOptions;
import dev.llmops.remote.openai.OpenAiResponsesOptions.Include;
import dev.llmops.remote.openai.OpenAiTool;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a recorded body of the Responses format back into a request and its options. Used once. */
final class ResponsesRequestReader {
    private static final Set<String> FUNCTION_MEMBERS =
            Set.of("type", "name", "description", "parameters", "strict", "defer_loading");
    private static final Set<String> FORMAT_MEMBERS = Set.of("type", "name", "schema", "strict");
    private static final Map<String, Include> INCLUDES = Map.of(
            "file_search_call.results", Include.FILE_SEARCH_RESULTS,
            "web_search_call.results", Include.WEB_SEARCH_RESULTS,
            "web_search_call.action.sources", Include.WEB_SEARCH_SOURCES,
            "code_interpreter_call.outputs", Include.CODE_INTERPRETER_OUTPUTS,
            "computer_call_output.output.image_url", Include.COMPUTER_SCREENSHOTS,
            "message.input_image.image_url", Include.INPUT_IMAGES,
            "reasoning.encrypted_content", Include.SEALED_REASONING);

    private final ObjectNode body;
    private final GenerationOptions.Builder options = GenerationOptions.builder();
    private final Sampling.Builder sampling = Sampling.builder();
    private final OpenAiOptions.Builder own = OpenAiOptions.builder();
    private final OpenAiResponsesOptions.Builder responses = OpenAiResponsesOptions.builder();
    private final List<ToolSpec> tools = new ArrayList<>();
    private final List<Message> messages;
    private int rawMembers;

    ResponsesRequestReader(String provider, ObjectNode body) {
        this.body = body;
        this.messages = new ResponsesInputReader(provider).read(body);
        sampling();
        tools();
        text();
        reasoning();
        includes();
        kept();
        for (String member : List.of("stream", "input", "instructions", "model")) {
            body.remove(member);
        }
        body.properties().forEach(member -> raw(member.getKey(), member.getValue()));
    }

    ModelRequest request() {
        return ModelRequest.of(messages)
                .withOptions(options.sampling(sampling.build())
                        .tools(tools)
                        .providerOptions(own.build())
                        .providerOptions(responses.build())
                        .build());
    }

    int rawMembers() {
        return rawMembers;
    }

    private void raw(String name, JsonNode value) {
        if (!value.isNull()) {
            rawMembers++;
            own.member(name, value.toString());
        }
    }

    private void take(String member, Consumer<JsonNode> reader) {
        JsonNode value = body.remove(member);
        if (value != null && !value.isNull()) {
            reader.accept(value);
        }
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private void sampling() {
        take("max_output_tokens", value -> sampling.maxOutputTokens(value.intValue()));
        take("temperature", value -> sampling.temperature(value.doubleValue()));
        take("top_p", value -> sampling.topP(value.doubleValue()));
    }

    private void tools() {
        take("tools", list -> {
            for (JsonNode tool : list) {
                tool(tool);
            }
        });
        take("parallel_tool_calls", value -> options.parallelToolCalls(value.booleanValue()));
        take("tool_choice", choice -> {
            boolean named = Json.text(choice, "type").equals("function");
            if (named) {
                options.toolChoice(ToolChoice.named(Json.text(choice, "name")));
            } else if (choice.isTextual()) {
                options.toolChoice(new ToolChoice(word(ToolChoice.Mode.class, choice.textValue()), ""));
            } else {
                raw("tool_choice", choice);
            }
        });
    }

    private void tool(JsonNode tool) {
        Set<String> members = new java.util.HashSet<>();
        tool.fieldNames().forEachRemaining(members::add);
        boolean function = Json.text(tool, "type").equals("function")
                && FUNCTION_MEMBERS.containsAll(members)
                && tool.path("parameters").isObject();
        if (!function) {
            responses.tool(OpenAiTool.raw(tool.toString()));
            return;
        }
        String name = Json.text(tool, "name");
        tools.add(new ToolSpec(
                name,
                Json.text(tool, "description"),
                tool.path("parameters").toString(),
                tool.path("strict").asBoolean(true)));
        if (tool.path("defer_loading").asBoolean()) {
            responses.deferred(name);
        }
    }

    private void text() {
        take("text", text -> {
            JsonNode format = text.path("format");
            Set<String> members = new java.util.HashSet<>();
            format.fieldNames().forEachRemaining(members::add);
            if (!FORMAT_MEMBERS.containsAll(members)) {
                raw("text", text);
                return;
            }
            switch (Json.text(format, "type")) {
                case "json_object" -> options.responseFormat(new ResponseFormat.Json());
                case "json_schema" ->
                    options.responseFormat(new ResponseFormat.JsonSchema(
                            Json.text(format, "name"),
                            format.path("schema").toString(),
                            format.path("strict").asBoolean()));
                default -> {
                    // Text is the default.
                }
            }
            if (text.hasNonNull("verbosity")) {
                own.verbosity(word(OpenAiOptions.Verbosity.class, Json.text(text, "verbosity")));
            }
        });
    }

    private void reasoning() {
        take("reasoning", reasoning -> {
            Set<String> known = Set.of("effort", "summary", "context");
            boolean raw = Json.text(reasoning, "effort").equals("max");
            for (String member : (Iterable<String>) reasoning::fieldNames) {
                raw |= !known.contains(member);
            }
            if (raw) {
                raw("reasoning", reasoning);
                return;
            }
            if (reasoning.hasNonNull("effort")) {
                String effort = Json.text(reasoning, "effort");
                options.reasoning(ReasoningOptions.of(
                        effort.equals("xhigh")
                                ? ReasoningOptions.Effort.MAX
                                : word(ReasoningOptions.Effort.class, effort)));
            }
            if (reasoning.hasNonNull("summary")) {
                responses.reasoningSummary(word(OpenAiResponsesOptions.Summary.class, Json.text(reasoning, "summary")));
            }
            if (reasoning.hasNonNull("context")) {
                responses.earlierThoughts(word(OpenAiResponsesOptions.Thoughts.class, Json.text(reasoning, "context")));
            }
        });
    }

    private void includes() {
        int alternatives = body.path("top_logprobs").asInt(0);
        take("include", list -> {
            List<String> words = new ArrayList<>();
            list.forEach(word -> words.add(word.asText()));
            boolean logprobs = words.remove("message.output_text.logprobs");
            if (!INCLUDES.keySet().containsAll(words)) {
                raw("include", list);
                return;
            }
            if (logprobs) {
                options.logprobs(alternatives);
                body.remove("top_logprobs");
            }
            words.forEach(word -> responses.include(Objects.requireNonNull(INCLUDES.get(word))));
        });
    }

    private void kept() {
        take("prompt_cache_key", value -> options.cacheKey(value.asText()));
        take(
                "metadata",
                map -> map.properties()
                        .forEach(entry -> options.metadata(
                                entry.getKey(), entry.getValue().asText())));
        take("store", value -> own.store(value.booleanValue()));
        take("safety_identifier", value -> own.safetyIdentifier(value.asText()));
        take("service_tier", value -> own.serviceTier(word(OpenAiOptions.ServiceTier.class, value.asText())));
        take("previous_response_id", value -> responses.previousResponse(value.asText()));
        take("max_tool_calls", value -> responses.maxToolCalls(value.intValue()));
        take(
                "truncation",
                value -> responses.truncation(word(OpenAiResponsesOptions.Truncation.class, value.asText())));
        take("background", value -> {
            if (value.booleanValue()) {
                responses.background();
            }
        });
        if (body.path("conversation").isTextual()) {
            take("conversation", value -> responses.conversation(value.asText()));
        }
        take("prompt", value -> {
            Map<String, String> variables = new LinkedHashMap<>();
            value.path("variables")
                    .properties()
                    .forEach(
                            each -> variables.put(each.getKey(), each.getValue().asText()));
            responses.prompt(Json.text(value, "id"), Json.text(value, "version"), variables);
        });
    }
}
