package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.remote.claude.ClaudeThinking;
import dev.llmops.remote.claude.ClaudeVersion;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Writes one request as the body of a message. Used once. */
final class AnthropicEncoder {
    private static final int DEFAULT_MAX_TOKENS = 4096;
    private static final String USER_ID = "user_id";
    private static final String FILES_BETA = "files-api-2025-04-14";
    private static final String MCP_BETA = "mcp-client-2025-04-04";
    private static final String MCP_TOOLS_BETA = "mcp-client-2025-11-20";

    private final Encoding encoding;
    private final GenerationOptions options;
    private final AnthropicOptions own;
    private final CacheBreakpoints breakpoints = new CacheBreakpoints();
    private final ObjectNode body = Json.object();
    private final Set<String> betas;

    AnthropicEncoder(Encoding encoding, GenerationOptions options) {
        this.encoding = encoding;
        this.options = options;
        this.own = options.providerOptions(AnthropicOptions.class).orElse(AnthropicOptions.none());
        this.betas = new LinkedHashSet<>(own.betas());
    }

    /** {@return the features being tried out that the request needs} */
    Set<String> betas() {
        return betas;
    }

    ObjectNode encode(ModelRequest request) {
        body.put("model", encoding.model());
        int budget = thinking();
        body.put("max_tokens", maxTokens(options.sampling(), budget));
        if (encoding.isStreaming()) {
            body.put("stream", true);
        }
        conversation(request);
        tools();
        sampling(options.sampling());
        format(options.responseFormat());
        metadata();
        if (options.logprobs() >= 0) {
            encoding.unsupported("logprobs", "Leave them out.");
        }
        own.cache().ifPresent(point -> {
            body.set(CacheBreakpoints.MEMBER, CacheBreakpoints.control(point));
            breakpoints.reserve();
        });
        own.write(body);
        if (own.hasMcpServers() && betas.stream().noneMatch(beta -> beta.startsWith("mcp-client-"))) {
            boolean asTools =
                    own.serverTools().stream().anyMatch(tool -> tool.type().equals(ServerTool.MCP_TOOLS));
            betas.add(asTools ? MCP_TOOLS_BETA : MCP_BETA);
        }
        breakpoints.limit(encoding);
        return body;
    }

    /** {@return the most tokens of an answer, which thoughts are part of} */
    private int maxTokens(Sampling sampling, int budget) {
        int known = encoding.info().maxOutputTokens().orElse(0);
        int usual = known > 0 ? known : budget + DEFAULT_MAX_TOKENS;
        return sampling.maxOutputTokens().orElse(usual);
    }

    private void conversation(ModelRequest request) {
        AnthropicMessages messages = new AnthropicMessages(encoding, breakpoints, own.isCiting());
        messages.encode(request);
        ArrayNode system = messages.system();
        if (system.size() == 1 && system.get(0).size() == 2) {
            body.set("system", system.get(0).path("text"));
        } else if (!system.isEmpty()) {
            body.set("system", system);
        }
        body.set("messages", messages.messages());
        if (messages.hasUploads() && betas.stream().noneMatch(beta -> beta.startsWith("files-api-"))) {
            betas.add(FILES_BETA);
        }
    }

    private void tools() {
        ArrayNode tools = Json.array();
        options.tools().forEach(tool -> tools.add(tool(tool)));
        own.serverTools().forEach(tool -> tools.add(tool.json()));
        if (tools.isEmpty()) {
            return;
        }
        own.toolCache().ifPresent(point -> breakpoints.markBeforeMessages(tools, point));
        body.set("tools", tools);
        ToolChoice choice = options.toolChoice();
        ObjectNode written = Json.object();
        switch (choice.mode()) {
            case AUTO -> {
                // The default.
            }
            case NONE -> written.put("type", "none");
            case REQUIRED -> written.put("type", "any");
            case NAMED -> written.put("type", "tool").put("name", choice.toolName());
        }
        if (!options.parallelToolCalls() && choice.mode() != ToolChoice.Mode.NONE) {
            String type = written.path("type").asText("auto");
            written.put("type", type).put("disable_parallel_tool_use", true);
        }
        if (!written.isEmpty()) {
            body.set("tool_choice", written);
        }
    }

    private ObjectNode tool(ToolSpec tool) {
        ObjectNode written = Json.object().put("name", tool.name());
        if (!tool.description().isEmpty()) {
            written.put("description", tool.description());
        }
        written.set("input_schema", Json.argument(tool.parametersSchema(), "parametersSchema"));
        if (tool.strict()) {
            written.put("strict", true);
        }
        own.writeTool(tool.name(), written);
        return written;
    }

    private void sampling(Sampling sampling) {
        sampling.temperature().ifPresent(temperature -> {
            if (temperature > 1) {
                encoding.unsupported("a temperature above 1", "Set one in [0, 1].");
            } else {
                body.put("temperature", temperature);
            }
        });
        sampling.topP().ifPresent(topP -> body.put("top_p", topP));
        sampling.topK().ifPresent(topK -> body.put("top_k", topK));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop_sequences");
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

    private void format(ResponseFormat format) {
        if (format instanceof ResponseFormat.Json) {
            throw encoding.impossible("answer in JSON of any form", "Give a schema, or ask for JSON in words.");
        }
        if (format instanceof ResponseFormat.JsonSchema schema) {
            AnthropicOptions.output(body)
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", Json.argument(schema.schema(), "schema"));
        }
    }

    /** Writes how the model shall think; {@return the budget of tokens for it, 0 if there is none} */
    private int thinking() {
        if (own.thinking().isPresent()) {
            Thinking thinking = own.thinking().get();
            body.set("thinking", thinking.json());
            return thinking.budgetTokens();
        }
        if (options.reasoning().isEmpty()) {
            return 0;
        }
        ClaudeThinking thinking = ClaudeThinking.of(options.reasoning().get(), ClaudeVersion.of(encoding.model()));
        body.set("thinking", thinking.thinking());
        if (!thinking.effort().isEmpty()) {
            AnthropicOptions.output(body).put("effort", thinking.effort());
        }
        return thinking.budget();
    }

    private void metadata() {
        Map<String, String> metadata = options.metadata();
        String userId = metadata.getOrDefault(USER_ID, "");
        if (!userId.isEmpty()) {
            body.putObject("metadata").put(USER_ID, userId);
        }
        if (metadata.size() > (userId.isEmpty() ? 0 : 1)) {
            encoding.warn("metadata other than " + USER_ID + " was not sent: Anthropic stores none");
        }
    }
}
