package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.llmops.api.Require;
import dev.llmops.remote.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tool that Anthropic runs itself, or whose form it has fixed, such as web search and code execution. Immutable.
 *
 * @param type the type with its date, such as {@code "web_search_20250305"}
 * @param name the name that the type prescribes, such as {@code "web_search"}; empty for types without one
 * @param members further members, each as JSON text
 */
public record ServerTool(String type, String name, Map<String, String> members) {
    static final String MCP_TOOLS = "mcp_toolset";

    /** Checks and copies all components. */
    public ServerTool {
        Require.nonBlank(type, "type");
        Require.nonNull(name, "name");
        members = Map.copyOf(Require.nonNull(members, "members"));
        members.forEach((member, json) -> Json.checked(json, member));
    }

    /** {@return a tool of a type, without settings} */
    public static ServerTool of(String type, String name) {
        return new ServerTool(type, name, Map.of());
    }

    /** {@return web search, at most {@code most} times in a call} */
    public static ServerTool webSearch(int most) {
        return of("web_search_20250305", "web_search")
                .with("max_uses", String.valueOf(Require.inRange(most, 1, Integer.MAX_VALUE, "most")));
    }

    /** {@return the fetching of web pages, at most {@code most} in a call} */
    public static ServerTool webFetch(int most) {
        return of("web_fetch_20250910", "web_fetch")
                .with("max_uses", String.valueOf(Require.inRange(most, 1, Integer.MAX_VALUE, "most")));
    }

    /** {@return code execution in a container of Anthropic's} */
    public static ServerTool codeExecution() {
        return of("code_execution_20250825", "code_execution");
    }

    /** {@return the tools of a server that {@link AnthropicOptions.Builder#mcpServer} names} */
    public static ServerTool mcpTools(String serverName) {
        return of(MCP_TOOLS, "")
                .with(
                        "mcp_server_name",
                        TextNode.valueOf(Require.nonBlank(serverName, "serverName"))
                                .toString());
    }

    /** {@return this tool with a further member, whose value is JSON text} */
    public ServerTool with(String member, String json) {
        Map<String, String> all = new LinkedHashMap<>(members);
        all.put(Require.nonBlank(member, "member"), Json.checked(json, "json"));
        return new ServerTool(type, name, all);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("type", type);
        if (!name.isEmpty()) {
            json.put("name", name);
        }
        members.forEach((member, value) -> json.set(member, Json.read(value)));
        return json;
    }
}
