package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.Set;

/** Writes one request as the body of Converse. Used once. */
final class BedrockEncoder {
    private static final String OPEN_SCHEMA = "{\"type\":\"object\"}";

    private final Encoding encoding;
    private final GenerationOptions options;
    private final BedrockOptions own;
    private final ModelFamily family;
    private final ObjectNode body = Json.object();
    private final ObjectNode inference = Json.object();
    private final ObjectNode fields = Json.object();
    private final ObjectNode output = Json.object();

    BedrockEncoder(Encoding encoding, GenerationOptions options) {
        this.encoding = encoding;
        this.options = options;
        this.own = options.providerOptions(BedrockOptions.class).orElse(BedrockOptions.none());
        this.family = ModelFamily.of(encoding.model());
    }

    ObjectNode encode(ModelRequest request) {
        BedrockMessages messages = new BedrockMessages(encoding, family);
        messages.encode(request.messages());
        body.set("messages", messages.messages());
        putUnlessEmpty("system", messages.system());
        sampling(options.sampling());
        tools(messages.calledTools());
        format(options.responseFormat());
        reasoning();
        putUnlessEmpty("inferenceConfig", inference);
        putUnlessEmpty("additionalModelRequestFields", fields);
        putUnlessEmpty("outputConfig", output);
        if (!options.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("requestMetadata");
            options.metadata().forEach(metadata::put);
        }
        if (options.logprobs() >= 0) {
            encoding.unsupported("logprobs", "Leave them out.");
        }
        own.write(body, encoding.isStreaming());
        return body;
    }

    private void putUnlessEmpty(String member, JsonNode value) {
        if (!value.isEmpty()) {
            body.set(member, value);
        }
    }

    private void sampling(Sampling sampling) {
        sampling.maxOutputTokens().ifPresent(most -> inference.put("maxTokens", most));
        sampling.temperature().ifPresent(temperature -> inference.put("temperature", temperature));
        sampling.topP().ifPresent(topP -> inference.put("topP", topP));
        sampling.topK().ifPresent(topK -> family.topK(topK, fields, encoding));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = inference.putArray("stopSequences");
            sampling.stop().forEach(stop::add);
        }
        if (sampling.seed().isPresent()) {
            encoding.unsupported("seed", "Leave it out, and do not rely on equal answers.");
        }
        if (sampling.frequencyPenalty().isPresent()) {
            encoding.unsupported("frequencyPenalty", "Leave it out.");
        }
        if (sampling.presencePenalty().isPresent()) {
            encoding.unsupported("presencePenalty", "Leave it out.");
        }
    }

    private void tools(Set<String> called) {
        boolean mayNotCall = options.toolChoice().mode() == ToolChoice.Mode.NONE;
        ArrayNode tools = Json.array();
        if (!mayNotCall || !called.isEmpty()) {
            options.tools().forEach(tool -> tools.addObject().set("toolSpec", tool(tool)));
            own.systemTools()
                    .forEach(name -> tools.addObject().putObject("systemTool").put("name", name));
        }
        if (tools.isEmpty()) {
            // A conversation with calls is refused unless their tools are declared.
            called.forEach(name -> tools.addObject().set("toolSpec", tool(ToolSpec.of(nameOf(name), "", OPEN_SCHEMA))));
        } else if (mayNotCall) {
            encoding.unsupported("toolChoice none", "Leave the tools out; those that were called are declared anyway.");
        }
        if (tools.isEmpty()) {
            return;
        }
        own.toolCache().ifPresent(point -> tools.add(BedrockMessages.cachePoint(point)));
        ObjectNode config = body.putObject("toolConfig");
        config.set("tools", tools);
        choice(config);
        if (!options.parallelToolCalls()) {
            encoding.unsupported("parallelToolCalls = false", "Call the tools that are asked for one by one.");
        }
    }

    private static String nameOf(String tool) {
        return tool.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private void choice(ObjectNode config) {
        switch (options.toolChoice().mode()) {
            case AUTO, NONE -> {
                // The default; there is no word for none.
            }
            case REQUIRED -> config.putObject("toolChoice").putObject("any");
            case NAMED ->
                config.putObject("toolChoice")
                        .putObject("tool")
                        .put("name", options.toolChoice().toolName());
        }
    }

    private static ObjectNode tool(ToolSpec tool) {
        ObjectNode written = Json.object().put("name", tool.name());
        if (!tool.description().isEmpty()) {
            written.put("description", tool.description());
        }
        written.putObject("inputSchema").set("json", Json.argument(tool.parametersSchema(), "parametersSchema"));
        if (tool.strict()) {
            written.put("strict", true);
        }
        return written;
    }

    private void format(ResponseFormat format) {
        if (format instanceof ResponseFormat.Json) {
            throw encoding.impossible("answer in JSON of any form", "Give a schema, or ask for JSON in words.");
        }
        if (format instanceof ResponseFormat.JsonSchema schema) {
            output.putObject("textFormat")
                    .put("type", "json_schema")
                    .putObject("structure")
                    .putObject("jsonSchema")
                    .put("name", schema.name())
                    .put("schema", Json.argument(schema.schema(), "schema").toString());
        }
    }

    private void reasoning() {
        options.reasoning().ifPresent(reasoning -> family.reasoning(reasoning, fields, output, encoding));
    }
}
