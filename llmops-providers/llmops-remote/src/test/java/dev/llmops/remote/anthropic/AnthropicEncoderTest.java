package dev.llmops.remote.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ReasoningOptions.Effort;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicEncoderTest {
    private static final ToolSpec ADD = ToolSpec.of("add", "Adds.", "{\"type\":\"object\"}");
    private static final String ADD_JSON =
            "{\"name\":\"add\",\"description\":\"Adds.\",\"input_schema\":{\"type\":\"object\"}}";

    private final Encoding strict = encoding("claude-opus-4-8", false);

    private static Encoding encoding(String model, boolean lenient) {
        return new Encoding(ModelInfo.builder("anthropic", model).build(), false, lenient);
    }

    private WireRequest encode(ModelRequest request) {
        return new AnthropicProtocol().encode(request, strict);
    }

    private JsonNode body(GenerationOptions options) {
        return encode(ModelRequest.of("Hi").withOptions(options)).body();
    }

    private JsonNode body(AnthropicOptions options) {
        return body(GenerationOptions.builder().providerOptions(options).build());
    }

    private JsonNode messages(Message... messages) {
        return encode(ModelRequest.of(List.of(messages))).body().path("messages");
    }

    private static JsonNode json(String text) {
        return Json.read(text);
    }

    private static Message user(Content... contents) {
        return Message.of(Role.USER, List.of(contents));
    }

    private static Message assistant(Content... contents) {
        return Message.of(Role.ASSISTANT, List.of(contents));
    }

    @Test
    void writesTheLeastThereIs() {
        assertThat(body(GenerationOptions.defaults())).isEqualTo(json("""
                {"model":"claude-opus-4-8","max_tokens":4096,
                 "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}"""));
    }

    @Test
    void writesSamplingOnlyIfItIsSet() {
        JsonNode body = body(GenerationOptions.builder()
                .sampling(Sampling.builder()
                        .maxOutputTokens(77)
                        .temperature(0.5)
                        .topP(0.9)
                        .topK(5)
                        .stop("A", "B")
                        .build())
                .build());

        assertThat(body.path("max_tokens").asInt()).isEqualTo(77);
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(body.path("top_p").asDouble()).isEqualTo(0.9);
        assertThat(body.path("top_k").asInt()).isEqualTo(5);
        assertThat(body.path("stop_sequences")).isEqualTo(json("[\"A\",\"B\"]"));
    }

    @Test
    void limitsTheAnswerToWhatTheModelWritesAtMost() {
        ModelInfo info = ModelInfo.builder("anthropic", "claude-opus-4-8")
                .maxOutputTokens(9000)
                .build();

        JsonNode body = new AnthropicProtocol()
                .encode(ModelRequest.of("Hi"), new Encoding(info, true, false))
                .body();

        assertThat(body.path("max_tokens").asInt()).isEqualTo(9000);
        assertThat(body.path("stream").asBoolean()).isTrue();
    }

    @Test
    void refusesOptionsThatItCannotExpress() {
        for (Sampling sampling : List.of(
                Sampling.builder().seed(1).build(),
                Sampling.builder().frequencyPenalty(1).build(),
                Sampling.builder().presencePenalty(1).build(),
                Sampling.builder().temperature(1.5).build())) {
            GenerationOptions options =
                    GenerationOptions.builder().sampling(sampling).build();

            assertThatThrownBy(() -> body(options)).isInstanceOf(UnsupportedCapabilityException.class);
        }
        assertThatThrownBy(() -> body(GenerationOptions.builder().logprobs(0).build()))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> body(GenerationOptions.builder()
                        .responseFormat(new ResponseFormat.Json())
                        .build()))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void leavesOutWhatItCannotExpressIfTold() {
        Encoding lenient = encoding("claude-opus-4-8", true);
        GenerationOptions options = GenerationOptions.builder()
                .sampling(Sampling.builder().seed(1).temperature(2).build())
                .metadata("team", "blue")
                .build();

        JsonNode body = new AnthropicProtocol()
                .encode(ModelRequest.of("Hi").withOptions(options), lenient)
                .body();

        assertThat(body.has("seed")).isFalse();
        assertThat(body.has("temperature")).isFalse();
        assertThat(body.has("metadata")).isFalse();
        assertThat(lenient.warnings()).hasSize(3);
    }

    @Test
    void putsInstructionsInFront() {
        JsonNode body = encode(ModelRequest.of(List.of(Message.system("Be brief."), Message.user("Hi"))))
                .body();

        assertThat(body.path("system").textValue()).isEqualTo("Be brief.");
        assertThat(body.path("messages")).hasSize(1);
    }

    @Test
    void marksInstructionsAsPointsOfTheCache() {
        JsonNode body = encode(ModelRequest.of(List.of(
                        Message.system("One.").cachedUpToHere(CachePoint.LONG),
                        Message.system("Two."),
                        Message.user("Hi").cachedUpToHere(CachePoint.SHORT))))
                .body();

        assertThat(body.path("system")).isEqualTo(json("""
                [{"type":"text","text":"One.","cache_control":{"type":"ephemeral","ttl":"1h"}},
                 {"type":"text","text":"Two."}]"""));
        assertThat(body.at("/messages/0/content/0/cache_control")).isEqualTo(json("{\"type\":\"ephemeral\"}"));
    }

    @Test
    void leavesInstructionsBetweenMessagesWhereNewerModelsTakeThem() {
        assertThat(messages(Message.user("Hi"), Message.system("Now in French.")))
                .isEqualTo(json("""
                        [{"role":"user","content":[{"type":"text","text":"Hi"}]},
                         {"role":"system","content":[{"type":"text","text":"Now in French."}]}]"""));
    }

    @Test
    void putsInstructionsBetweenMessagesInFrontForOlderModels() {
        Encoding older = encoding("claude-sonnet-4-5", false);

        JsonNode body = new AnthropicProtocol()
                .encode(
                        ModelRequest.of(
                                List.of(Message.system("Be brief."), Message.user("Hi"), Message.system("In French."))),
                        older)
                .body();

        assertThat(body.path("system"))
                .isEqualTo(json(
                        "[{\"type\":\"text\",\"text\":\"Be brief.\"},{\"type\":\"text\",\"text\":\"In French.\"}]"));
        assertThat(body.path("messages")).hasSize(1);
        assertThat(older.warnings()).hasSize(1);
    }

    @Test
    void keepsFourPointsOfTheCacheAtMost() {
        AnthropicOptions own = AnthropicOptions.builder()
                .cache(CachePoint.LONG)
                .cacheTools(CachePoint.SHORT)
                .build();
        ModelRequest request = ModelRequest.of(List.of(
                        Message.system("S").cachedUpToHere(CachePoint.SHORT),
                        Message.user("1").cachedUpToHere(CachePoint.SHORT),
                        Message.assistant("2").cachedUpToHere(CachePoint.SHORT),
                        Message.user("3").cachedUpToHere(CachePoint.SHORT)))
                .withOptions(GenerationOptions.builder()
                        .tools(List.of(ADD))
                        .providerOptions(own)
                        .build());

        JsonNode body = encode(request).body();

        assertThat(body.path("cache_control")).isEqualTo(json("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));
        assertThat(body.at("/tools/0").has("cache_control")).isTrue();
        assertThat(body.at("/system/0").has("cache_control")).isTrue();
        assertThat(body.at("/messages/0/content/0").has("cache_control")).isFalse();
        assertThat(body.at("/messages/1/content/0").has("cache_control")).isFalse();
        assertThat(body.at("/messages/2/content/0").has("cache_control")).isTrue();
        assertThat(strict.warnings()).hasSize(1);
    }

    @Test
    void joinsWhatToolsReturnedBeforeWhatTheUserSays() {
        ToolCall one = new ToolCall("t1", "add", "{\"a\":1}");
        ToolCall two = new ToolCall("t2", "add", "");

        assertThat(messages(
                        Message.user("Add"),
                        assistant(new Content.ToolUse(one), new Content.ToolUse(two)),
                        Message.tool(Content.ToolResult.of(one, "2")),
                        Message.tool(Content.ToolResult.failed(two, "no")),
                        Message.user("Well?"),
                        Message.user("Hello?")))
                .isEqualTo(json("""
                        [{"role":"user","content":[{"type":"text","text":"Add"}]},
                         {"role":"assistant","content":[
                           {"type":"tool_use","id":"t1","name":"add","input":{"a":1}},
                           {"type":"tool_use","id":"t2","name":"add","input":{}}]},
                         {"role":"user","content":[
                           {"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"2"}]},
                           {"type":"tool_result","tool_use_id":"t2","content":[{"type":"text","text":"no"}],
                            "is_error":true},
                           {"type":"text","text":"Well?"}]},
                         {"role":"user","content":[{"type":"text","text":"Hello?"}]}]"""));
    }

    @Test
    void sendsThoughtsBackAsTheyCame() {
        String redacted = "{\"type\":\"redacted_thinking\",\"data\":\"a+/=\"}";

        assertThat(messages(
                        Message.user("Hi"),
                        assistant(
                                new Content.Reasoning("Hm", "sig+/=="),
                                new Content.Opaque("anthropic", "redacted_thinking", redacted),
                                new Content.Reasoning("of another model", ""),
                                new Content.Opaque("openai", "reasoning", "{}"),
                                new Content.Text(" \n", Trust.MODEL),
                                new Content.Refusal("No."))))
                .element(1)
                .isEqualTo(json("{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"sig+/==\"}," + redacted
                        + ",{\"type\":\"text\",\"text\":\"No.\"}]}"));
    }

    @Test
    void givesBlocksTheirFurtherMembersBack() {
        JsonNode sent = messages(
                Message.user("Hi"),
                assistant(
                        new Content.Text("So it is", Trust.MODEL),
                        new Content.Opaque("anthropic", "text+", "{\"citations\":[{\"cited_text\":\"a\"}]}"),
                        new Content.ToolUse(new ToolCall("t", "add", "{}")),
                        new Content.Opaque("anthropic", "tool_use+", "{\"caller\":{\"type\":\"code\"}}"),
                        new Content.Opaque("anthropic", "text+", "{\"lost\":true}")));

        assertThat(sent.at("/1/content")).isEqualTo(json("""
                [{"type":"text","text":"So it is","citations":[{"cited_text":"a"}]},
                 {"type":"tool_use","id":"t","name":"add","input":{},"caller":{"type":"code"}}]"""));
    }

    @Test
    void neverMarksThoughtsAsAPointOfTheCache() {
        JsonNode sent = messages(
                Message.user("Hi"),
                assistant(new Content.Text("A", Trust.MODEL), new Content.Reasoning("Hm", "s"))
                        .cachedUpToHere(CachePoint.SHORT),
                Message.user("B"));

        assertThat(sent.at("/1/content/0").has("cache_control")).isTrue();
        assertThat(sent.at("/1/content/1").has("cache_control")).isFalse();
    }

    @Test
    void writesPicturesAndDocuments() {
        byte[] bytes = {1, 2, 3};
        JsonNode sent = messages(user(
                new Content.Attachment(Media.of("image/png", bytes)),
                new Content.Attachment(Media.at("image/jpeg", URI.create("https://example.org/a.jpg"))),
                new Content.Attachment(Media.of("application/pdf", bytes).named("a.pdf")),
                new Content.Attachment(Media.of("text/markdown", "# Hi".getBytes(StandardCharsets.UTF_8)))));

        assertThat(sent.at("/0/content")).isEqualTo(json("""
                [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}},
                 {"type":"image","source":{"type":"url","url":"https://example.org/a.jpg"}},
                 {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AQID"},
                  "title":"a.pdf"},
                 {"type":"document","source":{"type":"text","media_type":"text/plain","data":"# Hi"}}]"""));
    }

    @Test
    void asksForTheFilesBetaWhenSomethingWasUploaded() {
        WireRequest wire = encode(ModelRequest.of(List.of(user(
                new Content.Attachment(Media.uploaded("application/pdf", "file_1")),
                new Content.Attachment(Media.uploaded("image/png", "file_2")),
                new Content.Attachment(Media.uploaded("text/csv", "file_3"))))));

        assertThat(wire.headers()).containsEntry("anthropic-beta", "files-api-2025-04-14");
        assertThat(wire.body().at("/messages/0/content")).isEqualTo(json("""
                [{"type":"document","source":{"type":"file","file_id":"file_1"}},
                 {"type":"image","source":{"type":"file","file_id":"file_2"}},
                 {"type":"container_upload","file_id":"file_3"}]"""));
    }

    @Test
    void refusesMediaThatItCannotSend() {
        for (Content content : List.of(
                new Content.Attachment(Media.of("audio/mpeg", new byte[1])),
                new Content.Attachment(Media.of("application/zip", new byte[1])),
                new Content.ToolUse(new ToolCall("t", "add", "{}")))) {
            assertThatThrownBy(() -> messages(user(content))).isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @Test
    void sendsPassagesAsDocumentsToCiteFrom() {
        Passage passage = Passage.builder(new SourceSpan("a", 0, 6), "A fact")
                .title("Facts")
                .build();
        ModelRequest request = ModelRequest.of(List.of(
                        Message.user("Earlier"),
                        Message.assistant("Yes"),
                        user(new Content.Text("[1] A fact", Trust.RETRIEVED), Content.text("Is it?"))))
                .withPassages(List.of(passage))
                .withOptions(GenerationOptions.builder()
                        .providerOptions(AnthropicOptions.builder().citing().build())
                        .build());

        assertThat(encode(request).body().at("/messages/2/content")).isEqualTo(json("""
                [{"type":"document","source":{"type":"text","media_type":"text/plain","data":"A fact"},
                  "title":"Facts","citations":{"enabled":true}},
                 {"type":"text","text":"Is it?"}]"""));
    }

    @Test
    void quotesPassagesInTheTextUnlessItShallCite() {
        ModelRequest request = ModelRequest.of(List.of(user(new Content.Text("[1] A fact", Trust.RETRIEVED))))
                .withPassages(List.of(
                        Passage.builder(new SourceSpan("a", 0, 6), "A fact").build()));

        assertThat(encode(request).body().at("/messages/0/content"))
                .isEqualTo(json("[{\"type\":\"text\",\"text\":\"[1] A fact\"}]"));
    }

    @Test
    void writesToolsAndHowToChooseThem() {
        GenerationOptions.Builder tools =
                GenerationOptions.builder().tools(List.of(ADD, new ToolSpec("b", "", "{}", true)));

        JsonNode free = body(tools.build());
        JsonNode must = body(
                tools.toolChoice(ToolChoice.required()).parallelToolCalls(false).build());
        JsonNode named = body(
                tools.toolChoice(ToolChoice.named("b")).parallelToolCalls(true).build());
        JsonNode none = body(
                tools.toolChoice(ToolChoice.none()).parallelToolCalls(false).build());
        JsonNode single = body(tools.toolChoice(ToolChoice.auto()).build());

        assertThat(free.path("tools"))
                .isEqualTo(json("[" + ADD_JSON + ",{\"name\":\"b\",\"input_schema\":{},\"strict\":true}]"));
        assertThat(free.has("tool_choice")).isFalse();
        assertThat(must.path("tool_choice")).isEqualTo(json("{\"type\":\"any\",\"disable_parallel_tool_use\":true}"));
        assertThat(named.path("tool_choice")).isEqualTo(json("{\"type\":\"tool\",\"name\":\"b\"}"));
        assertThat(none.path("tool_choice")).isEqualTo(json("{\"type\":\"none\"}"));
        assertThat(single.path("tool_choice"))
                .isEqualTo(json("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"));
    }

    @Test
    void writesToolsThatAnthropicRuns() {
        AnthropicOptions own = AnthropicOptions.builder()
                .serverTool(ServerTool.webSearch(3).with("allowed_domains", "[\"example.org\"]"))
                .serverTool(ServerTool.webFetch(2))
                .serverTool(ServerTool.codeExecution())
                .defer("add")
                .toolMember("add", "input_examples", "[{}]")
                .mcpServer(new McpServer("wiki", "https://mcp.example", "t0ken", List.of("ask")))
                .build();

        JsonNode body = body(GenerationOptions.builder()
                .tools(List.of(ADD))
                .providerOptions(own)
                .build());

        assertThat(body.path("tools")).isEqualTo(json("""
                [{"name":"add","description":"Adds.","input_schema":{"type":"object"},"defer_loading":true,
                  "input_examples":[{}]},
                 {"type":"web_search_20250305","name":"web_search","max_uses":3,"allowed_domains":["example.org"]},
                 {"type":"web_fetch_20250910","name":"web_fetch","max_uses":2},
                 {"type":"code_execution_20250825","name":"code_execution"}]"""));
        assertThat(body.path("mcp_servers")).isEqualTo(json("""
                [{"type":"url","name":"wiki","url":"https://mcp.example","authorization_token":"t0ken",
                  "tool_configuration":{"enabled":true,"allowed_tools":["ask"]}}]"""));
        assertThat(own.toString() + McpServer.of("wiki", "https://x"))
                .doesNotContain("t0ken")
                .contains("wiki");
    }

    @Test
    void writesASchemaForTheAnswer() {
        JsonNode body = body(GenerationOptions.builder()
                .responseFormat(ResponseFormat.schema("city", "{\"type\":\"object\"}"))
                .build());

        assertThat(body.path("output_config"))
                .isEqualTo(json("{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}"));
    }

    @Test
    void writesHowMuchToThink() {
        JsonNode adaptive = body(GenerationOptions.builder()
                .reasoning(ReasoningOptions.of(Effort.MEDIUM))
                .build());
        JsonNode budget = body(GenerationOptions.builder()
                .reasoning(new ReasoningOptions(Effort.HIGH, 6000, true))
                .build());

        assertThat(adaptive.path("thinking")).isEqualTo(json("{\"type\":\"adaptive\"}"));
        assertThat(adaptive.path("output_config")).isEqualTo(json("{\"effort\":\"medium\"}"));
        assertThat(budget.path("thinking")).isEqualTo(json("{\"type\":\"enabled\",\"budget_tokens\":6000}"));
        assertThat(budget.path("max_tokens").asInt()).isEqualTo(10_096);
    }

    @Test
    void letsItsOwnTermsGoBeforeThePortableOnes() {
        AnthropicOptions own = AnthropicOptions.builder()
                .thinking(Thinking.of(Thinking.Mode.BETWEEN_TOOLS).shown(Thinking.Display.SUMMARIZED))
                .effort(AnthropicOptions.Effort.XHIGH)
                .build();

        JsonNode body = body(GenerationOptions.builder()
                .reasoning(ReasoningOptions.of(Effort.LOW))
                .providerOptions(own)
                .build());

        assertThat(body.path("thinking")).isEqualTo(json("{\"type\":\"between_tools\",\"display\":\"summarized\"}"));
        assertThat(body.path("output_config")).isEqualTo(json("{\"effort\":\"xhigh\"}"));
        assertThat(Thinking.enabled(2000).json()).isEqualTo(json("{\"type\":\"enabled\",\"budget_tokens\":2000}"));
    }

    @Test
    void writesWhatOnlyAnthropicHas() {
        AnthropicOptions own = AnthropicOptions.builder()
                .serviceTier(AnthropicOptions.ServiceTier.STANDARD_ONLY)
                .container("container_1")
                .inferenceGeo("us")
                .diagnostics("msg_0")
                .effort(AnthropicOptions.Effort.LOW)
                .member("output_config", "{\"task_budget\":{\"total\":9}}")
                .member("context_management", "{\"edits\":[]}")
                .build();

        JsonNode body = body(GenerationOptions.builder()
                .metadata("user_id", "u-1")
                .providerOptions(own)
                .build());

        assertThat(body.path("service_tier").textValue()).isEqualTo("standard_only");
        assertThat(body.path("container").textValue()).isEqualTo("container_1");
        assertThat(body.path("inference_geo").textValue()).isEqualTo("us");
        assertThat(body.path("diagnostics")).isEqualTo(json("{\"previous_message_id\":\"msg_0\"}"));
        assertThat(body.path("output_config")).isEqualTo(json("{\"effort\":\"low\",\"task_budget\":{\"total\":9}}"));
        assertThat(body.path("context_management")).isEqualTo(json("{\"edits\":[]}"));
        assertThat(body.path("metadata")).isEqualTo(json("{\"user_id\":\"u-1\"}"));
        assertThat(body(AnthropicOptions.builder().diagnostics("").build()).path("diagnostics"))
                .isEqualTo(json("{\"previous_message_id\":null}"));
    }

    @Test
    void asksForTheBetaOfTheFormInWhichServersOfToolsAreGiven() {
        AnthropicOptions own = AnthropicOptions.builder()
                .mcpServer(McpServer.of("wiki", "https://mcp.example"))
                .serverTool(ServerTool.mcpTools("wiki"))
                .build();
        ModelRequest request = ModelRequest.of("Hi")
                .withOptions(GenerationOptions.builder().providerOptions(own).build());

        WireRequest wire = encode(request);

        assertThat(wire.headers()).containsEntry("anthropic-beta", "mcp-client-2025-11-20");
        assertThat(wire.body().path("tools")).isEqualTo(json("""
                [{"type":"mcp_toolset","mcp_server_name":"wiki"}]"""));
    }
}
