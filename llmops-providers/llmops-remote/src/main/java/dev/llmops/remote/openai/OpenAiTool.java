package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.remote.wire.Json;
import java.util.List;
import java.util.Locale;

/**
 * A tool that OpenAI runs itself, or that only its Responses API has. Immutable.
 *
 * <p>{@link #with} sets what a factory has no argument for; {@link #raw} is for tools that this library does not know.
 * Tools that the application runs are {@link dev.llmops.api.model.ToolSpec}s.
 */
public final class OpenAiTool {
    private final String json;

    private OpenAiTool(ObjectNode tool) {
        this.json = tool.toString();
    }

    /** {@return search of the web} */
    public static OpenAiTool webSearch() {
        return new OpenAiTool(type("web_search"));
    }

    /** {@return search of the web that reads so much of each page, in these domains only; in all if none is given} */
    public static OpenAiTool webSearch(ContextSize size, String... domains) {
        ObjectNode tool =
                type("web_search").put("search_context_size", size.name().toLowerCase(Locale.ROOT));
        if (domains.length > 0) {
            ArrayNode allowed = tool.putObject("filters").putArray("allowed_domains");
            List.of(domains).forEach(allowed::add);
        }
        return new OpenAiTool(tool);
    }

    /** {@return search of files in the vector stores with these ids} */
    public static OpenAiTool fileSearch(String firstStore, String... moreStores) {
        ObjectNode tool = type("file_search");
        ArrayNode stores = tool.putArray("vector_store_ids").add(Require.nonBlank(firstStore, "firstStore"));
        List.of(moreStores).forEach(stores::add);
        return new OpenAiTool(tool);
    }

    /** {@return an interpreter of Python in a container of its own} */
    public static OpenAiTool codeInterpreter() {
        ObjectNode tool = type("code_interpreter");
        tool.putObject("container").put("type", "auto");
        return new OpenAiTool(tool);
    }

    /** {@return an interpreter of Python in the container with this id} */
    public static OpenAiTool codeInterpreter(String container) {
        return new OpenAiTool(type("code_interpreter").put("container", Require.nonBlank(container, "container")));
    }

    /** {@return a maker of pictures, which become attachments of the answer} */
    public static OpenAiTool imageGeneration() {
        return new OpenAiTool(type("image_generation"));
    }

    /**
     * {@return the tools of a server of the Model Context Protocol, which OpenAI calls}
     *
     * @param label what the server is called in this request
     * @param address where it is
     * @param approval whether the application is asked before each call
     */
    public static OpenAiTool mcp(String label, String address, Approval approval) {
        return new OpenAiTool(type("mcp")
                .put("server_label", Require.nonBlank(label, "label"))
                .put("server_url", Require.nonBlank(address, "address"))
                .put("require_approval", approval.name().toLowerCase(Locale.ROOT)));
    }

    /** {@return a tool of the application that takes free text in place of JSON; the model calls it as any other} */
    public static OpenAiTool custom(String name, String description) {
        return new OpenAiTool(type("custom")
                .put("name", Require.nonBlank(name, "name"))
                .put("description", Require.nonNull(description, "description")));
    }

    /** {@return search among the tools whose descriptions are {@link OpenAiResponsesOptions.Builder#deferred held back}} */
    public static OpenAiTool toolSearch() {
        return new OpenAiTool(type("tool_search"));
    }

    /** {@return a tool that this library does not know, such as a computer or a shell; its JSON object, with its type} */
    public static OpenAiTool raw(String json) {
        ObjectNode tool = Json.argument(json, "json");
        Require.nonBlank(Json.text(tool, "type"), "type");
        return new OpenAiTool(tool);
    }

    /** {@return this tool with a further member; its value is JSON text} */
    public OpenAiTool with(String member, String json) {
        ObjectNode tool = json();
        tool.set(Require.nonBlank(member, "member"), Json.read(Json.checked(json, "json")));
        return new OpenAiTool(tool);
    }

    private static ObjectNode type(String type) {
        return Json.object().put("type", type);
    }

    ObjectNode json() {
        return Json.argument(json, "json");
    }

    /** Shows the type only: a server's login may be among the rest. */
    @Override
    public String toString() {
        return "OpenAiTool[" + Json.text(json(), "type") + "]";
    }

    /** How much of each page a search gives to the model. */
    public enum ContextSize {
        /** Little: cheapest. */
        LOW,
        /** Middling. */
        MEDIUM,
        /** Much: best founded. */
        HIGH
    }

    /** Whether the application is asked before a call. */
    public enum Approval {
        /** Before each. */
        ALWAYS,
        /** Not at all. */
        NEVER
    }
}
