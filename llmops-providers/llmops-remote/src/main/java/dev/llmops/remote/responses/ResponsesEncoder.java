package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.List;
import java.util.Locale;

/** Writes one request as the body of a call of the Responses format. Used once. */
final class ResponsesEncoder {
    private static final String CHAT_INSTEAD = "Leave it out, or ask through chat completions.";
    private static final String IMAGE_TOOL = "image_generation";

    private final ResponsesDialect dialect;
    private final Encoding encoding;
    private final ObjectNode body = Json.object();

    ResponsesEncoder(ResponsesDialect dialect, Encoding encoding) {
        this.dialect = dialect;
        this.encoding = encoding;
    }

    ObjectNode encode(ModelRequest request) {
        GenerationOptions options = request.options();
        body.put("model", encoding.model());
        input(request.messages());
        sampling(options.sampling());
        tools(options);
        format(options.responseFormat());
        options.reasoning().ifPresent(this::reasoning);
        if (options.logprobs() >= 0) {
            body.withArray("include").add("message.output_text.logprobs");
            body.put("top_logprobs", options.logprobs());
        }
        if (!options.cacheKey().isEmpty()) {
            body.put("prompt_cache_key", options.cacheKey());
        }
        if (!options.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            options.metadata().forEach(metadata::put);
        }
        dialect.extension().write(options, body, encoding);
        modalities(options);
        return body;
    }

    /** The instructions that begin a conversation have a member of their own; later ones are items. */
    private void input(List<Message> messages) {
        Message first = messages.get(0);
        boolean hoisted = messages.size() > 1
                && first.role() == Role.SYSTEM
                && first.contents().size() == 1
                && first.contents().get(0) instanceof Content.Text;
        if (hoisted && !first.text().isEmpty()) {
            body.put("instructions", first.text());
        }
        body.set(
                "input",
                new InputItems(dialect.provider(), encoding)
                        .encode(hoisted ? messages.subList(1, messages.size()) : messages));
    }

    private void sampling(Sampling sampling) {
        sampling.maxOutputTokens().ifPresent(most -> body.put("max_output_tokens", most));
        sampling.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        sampling.topP().ifPresent(topP -> body.put("top_p", topP));
        sampling.topK().ifPresent(topK -> encoding.unsupported("topK", "Use topP instead."));
        if (!sampling.stop().isEmpty()) {
            encoding.unsupported("stop", CHAT_INSTEAD);
        }
        sampling.seed().ifPresent(seed -> encoding.unsupported("seed", CHAT_INSTEAD));
        sampling.frequencyPenalty().ifPresent(penalty -> encoding.unsupported("frequencyPenalty", CHAT_INSTEAD));
        sampling.presencePenalty().ifPresent(penalty -> encoding.unsupported("presencePenalty", CHAT_INSTEAD));
    }

    private void tools(GenerationOptions options) {
        for (ToolSpec tool : options.tools()) {
            ObjectNode function = body.withArray("tools").addObject();
            function.put("type", "function").put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", Json.argument(tool.parametersSchema(), "parametersSchema"));
            // Always said: here, unlike in chat completions, a tool is strict unless it says that it is not.
            function.put("strict", tool.strict());
        }
        ToolChoice choice = options.toolChoice();
        switch (choice.mode()) {
            case AUTO -> {
                // The default.
            }
            case NONE -> body.put("tool_choice", "none");
            case REQUIRED -> body.put("tool_choice", "required");
            case NAMED -> body.putObject("tool_choice").put("type", "function").put("name", choice.toolName());
        }
        if (!options.parallelToolCalls()) {
            body.put("parallel_tool_calls", false);
        }
    }

    private void format(ResponseFormat format) {
        if (format instanceof ResponseFormat.Json) {
            body.putObject("text").putObject("format").put("type", "json_object");
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            ObjectNode described = body.putObject("text").putObject("format");
            described.put("type", "json_schema").put("name", schemaName(schema.name()));
            described.set("schema", Json.argument(schema.schema(), "schema"));
            if (schema.strict()) {
                described.put("strict", true);
            }
        }
    }

    /** {@return a name of the letters that the format takes} */
    private static String schemaName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.substring(0, Math.min(64, plain.length()));
    }

    private void reasoning(ReasoningOptions reasoning) {
        ObjectNode object = body.putObject("reasoning");
        object.put(
                "effort",
                reasoning.effort() == ReasoningOptions.Effort.MAX
                        ? "xhigh"
                        : reasoning.effort().name().toLowerCase(Locale.ROOT));
        if (reasoning.visible()) {
            object.put("summary", "auto");
        }
        if (reasoning.budgetTokens() > 0) {
            encoding.unsupported("a reasoning budget", "Set the effort alone.");
        }
    }

    private void modalities(GenerationOptions options) {
        if (options.outputModalities().contains(Modality.AUDIO)) {
            throw encoding.impossible("answer in audio", "Ask for it through chat completions.");
        }
        if (options.outputModalities().contains(Modality.IMAGE) && !hasImageTool()) {
            body.withArray("tools").addObject().put("type", IMAGE_TOOL);
        }
    }

    private boolean hasImageTool() {
        for (JsonNode tool : body.path("tools")) {
            if (Json.text(tool, "type").equals(IMAGE_TOOL)) {
                return true;
            }
        }
        return false;
    }
}
