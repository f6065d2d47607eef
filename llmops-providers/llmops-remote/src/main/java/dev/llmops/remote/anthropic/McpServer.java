package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.remote.wire.Json;
import java.util.List;

/**
 * A server of tools that Anthropic connects to, by the model context protocol. Immutable.
 *
 * @param name the name that calls of its tools show
 * @param url where it is
 * @param authorizationToken the token that Anthropic sends to it; empty for none; never shown
 * @param allowedTools the tools that may be called; empty for all
 */
public record McpServer(String name, String url, String authorizationToken, List<String> allowedTools) {
    /** Checks and copies all components. */
    public McpServer {
        Require.nonBlank(name, "name");
        Require.nonBlank(url, "url");
        Require.nonNull(authorizationToken, "authorizationToken");
        allowedTools = List.copyOf(Require.nonNull(allowedTools, "allowedTools"));
    }

    /** {@return a server that needs no token, with all its tools} */
    public static McpServer of(String name, String url) {
        return new McpServer(name, url, "", List.of());
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("type", "url").put("name", name).put("url", url);
        if (!authorizationToken.isEmpty()) {
            json.put("authorization_token", authorizationToken);
        }
        if (!allowedTools.isEmpty()) {
            ArrayNode tools =
                    json.putObject("tool_configuration").put("enabled", true).putArray("allowed_tools");
            allowedTools.forEach(tools::add);
        }
        return json;
    }

    /** Shows the name only. */
    @Override
    public String toString() {
        return "McpServer[" + name + "]";
    }
}
