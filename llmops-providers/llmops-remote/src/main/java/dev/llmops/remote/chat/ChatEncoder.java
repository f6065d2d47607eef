package dev.llmops.remote.chat;

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
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.Locale;

/** Writes one request as the body of a chat completion. Used once. */
final class ChatEncoder {
    private static final String MODEL_DEFAULT = "Leave it out to take the model's own default.";

    private final ChatDialect dialect;
    private final Encoding encoding;
    private final ObjectNode body = Json.object();

    ChatEncoder(ChatDialect dialect, Encoding encoding) {
        this.dialect = dialect;
        this.encoding = encoding;
    }

    ObjectNode encode(ModelRequest request) {
        GenerationOptions options = request.options();
        body.put("model", encoding.model());
        body.set("messages", new ChatMessages(dialect, encoding).encode(request.messages()));
        if (encoding.isStreaming()) {
            body.put("stream", true);
            if (dialect.has(Trait.STREAM_USAGE)) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
        sampling(options.sampling());
        tools(options);
        format(options.responseFormat());
        options.reasoning().ifPresent(this::reasoning);
        logprobs(options.logprobs());
        modalities(options);
        cacheKey(options.cacheKey());
        if (!options.metadata().isEmpty()) {
            metadata(options);
        }
        dialect.extension().write(options, body, encoding);
        return body;
    }

    private void sampling(Sampling sampling) {
        sampling.maxOutputTokens().ifPresent(most -> body.put(dialect.maxTokens(), most));
        sampling.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        sampling.topP().ifPresent(topP -> body.put("top_p", topP));
        sampling.topK().ifPresent(topK -> {
            if (dialect.has(Trait.TOP_K)) {
                body.put("top_k", topK);
            } else {
                encoding.unsupported("topK", "Use topP instead.");
            }
        });
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
        sampling.seed().ifPresent(seed -> {
            if (dialect.seed().isEmpty()) {
                encoding.unsupported("seed", "Leave it out, and do not rely on equal answers.");
            } else {
                body.put(dialect.seed(), seed);
            }
        });
        sampling.frequencyPenalty().ifPresent(penalty -> penalty("frequency_penalty", penalty));
        sampling.presencePenalty().ifPresent(penalty -> penalty("presence_penalty", penalty));
    }

    private void penalty(String member, double penalty) {
        if (dialect.has(Trait.PENALTIES)) {
            body.put(member, penalty);
        } else {
            encoding.unsupported(member, MODEL_DEFAULT);
        }
    }

    private void tools(GenerationOptions options) {
        if (options.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (ToolSpec tool : options.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", Json.argument(tool.parametersSchema(), "parametersSchema"));
            if (tool.strict()) {
                function.put("strict", true);
            }
        }
        toolChoice(options.toolChoice());
        if (!options.parallelToolCalls()) {
            if (dialect.has(Trait.PARALLEL_TOOL_CALLS)) {
                body.put("parallel_tool_calls", false);
            } else {
                encoding.unsupported("parallelToolCalls = false", "Call the tools that are asked for one by one.");
            }
        }
    }

    private void toolChoice(ToolChoice choice) {
        switch (choice.mode()) {
            case AUTO -> {
                // The default; some servers do not know the member.
            }
            case NONE -> body.put("tool_choice", "none");
            case REQUIRED -> body.put("tool_choice", dialect.required());
            case NAMED ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", choice.toolName());
        }
    }

    private void format(ResponseFormat format) {
        if (format instanceof ResponseFormat.Json) {
            body.putObject("response_format").put("type", "json_object");
        } else if (format instanceof ResponseFormat.JsonSchema schema) {
            ObjectNode described =
                    body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
            described.put("name", schemaName(schema.name()));
            described.set("schema", Json.argument(schema.schema(), "schema"));
            if (schema.strict()) {
                described.put("strict", true);
            }
        }
    }

    /** {@return a name of the letters that servers take} */
    private static String schemaName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.substring(0, Math.min(64, plain.length()));
    }

    private void reasoning(ReasoningOptions reasoning) {
        if (reasoning.budgetTokens() > 0 && dialect.thinking() != ChatDialect.Thinking.OBJECT) {
            encoding.unsupported("a reasoning budget", "Set the effort alone.");
        }
        switch (dialect.thinking()) {
            case EFFORT -> openAiEffort(reasoning);
            case PLAIN_EFFORT -> body.put("reasoning_effort", plainEffort(reasoning.effort()));
            case SWITCH, SWITCH_AND_EFFORT -> thinkingSwitch(reasoning.effort());
            case OBJECT -> reasoningObject(reasoning);
            case TEMPLATE -> body.putObject("chat_template_kwargs").put("enable_thinking", thinks(reasoning.effort()));
            case NONE -> encoding.unsupported("reasoning", MODEL_DEFAULT);
        }
    }

    private void openAiEffort(ReasoningOptions reasoning) {
        body.put("reasoning_effort", effort(reasoning.effort()));
        if (reasoning.visible() && thinks(reasoning.effort())) {
            encoding.warn("the thoughts will not be shown: " + dialect.provider() + " shows none in chat completions");
        }
    }

    private void thinkingSwitch(ReasoningOptions.Effort effort) {
        body.putObject("thinking").put("type", thinks(effort) ? "enabled" : "disabled");
        if (thinks(effort) && dialect.thinking() == ChatDialect.Thinking.SWITCH_AND_EFFORT) {
            body.put("reasoning_effort", plainEffort(effort));
        }
    }

    private void reasoningObject(ReasoningOptions reasoning) {
        ObjectNode object = body.putObject("reasoning");
        if (reasoning.budgetTokens() > 0) {
            object.put("max_tokens", reasoning.budgetTokens());
        } else {
            object.put("effort", effort(reasoning.effort()));
        }
        if (thinks(reasoning.effort()) && !reasoning.visible()) {
            object.put("exclude", true);
        }
    }

    private static boolean thinks(ReasoningOptions.Effort effort) {
        return effort != ReasoningOptions.Effort.NONE;
    }

    private static String effort(ReasoningOptions.Effort effort) {
        return effort == ReasoningOptions.Effort.MAX ? "xhigh" : effort.name().toLowerCase(Locale.ROOT);
    }

    private static String plainEffort(ReasoningOptions.Effort effort) {
        return switch (effort) {
            case NONE -> "none";
            case MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, MAX -> "high";
        };
    }

    private void logprobs(int alternatives) {
        if (alternatives < 0) {
            return;
        }
        if (!dialect.has(Trait.LOGPROBS)) {
            encoding.unsupported("logprobs", "Leave them out.");
            return;
        }
        body.put("logprobs", true);
        if (alternatives > 0) {
            body.put("top_logprobs", alternatives);
        }
    }

    private void modalities(GenerationOptions options) {
        if (options.outputModalities().contains(Modality.AUDIO)
                || options.outputModalities().contains(Modality.IMAGE)) {
            ArrayNode modalities = body.putArray("modalities");
            options.outputModalities().stream()
                    .map(modality -> modality.name().toLowerCase(Locale.ROOT))
                    .sorted(java.util.Comparator.reverseOrder())
                    .forEach(modalities::add);
        }
    }

    private void cacheKey(String key) {
        if (key.isEmpty()) {
            return;
        }
        if (dialect.has(Trait.CACHE_KEY)) {
            body.put("prompt_cache_key", key);
        } else {
            encoding.warn("the cache key was not sent: " + dialect.provider() + " takes none");
        }
    }

    private void metadata(GenerationOptions options) {
        if (!dialect.has(Trait.METADATA)) {
            encoding.warn("metadata was not sent: " + dialect.provider() + " stores none");
            return;
        }
        ObjectNode metadata = body.putObject("metadata");
        options.metadata().forEach(metadata::put);
    }
}
