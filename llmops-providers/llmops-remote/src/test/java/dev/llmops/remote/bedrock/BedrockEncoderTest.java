package dev.llmops.remote.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.Trust;
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
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockEncoderTest {
    private static final String NOVA = "us.amazon.nova-2-lite-v1:0";
    private static final String CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final ToolSpec ADD = ToolSpec.of("add", "Adds.", "{\"type\":\"object\"}");
    private static final ToolCall CALL = new ToolCall("t1", "add", "{\"a\":1}");

    private static Encoding encoding(String model, boolean streaming, boolean lenient) {
        return new Encoding(ModelInfo.builder("bedrock", model).build(), streaming, lenient);
    }

    private static JsonNode body(String model, ModelRequest request) {
        return new BedrockProtocol()
                .encode(request, encoding(model, false, false))
                .body();
    }

    private static JsonNode body(String model, GenerationOptions options) {
        return body(model, ModelRequest.of("Hi").withOptions(options));
    }

    private static JsonNode messages(Message... messages) {
        return body(CLAUDE, ModelRequest.of(List.of(messages))).path("messages");
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

    private static GenerationOptions sampling(Sampling.Builder sampling) {
        return GenerationOptions.builder().sampling(sampling.build()).build();
    }

    @Test
    void writesTheLeastThereIs() {
        assertThat(body(NOVA, GenerationOptions.defaults()))
                .isEqualTo(json("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}"));
    }

    @Test
    void writesSampling() {
        JsonNode body = body(
                NOVA,
                sampling(Sampling.builder()
                        .maxOutputTokens(77)
                        .temperature(0.5)
                        .topP(0.9)
                        .stop("A", "B")));

        assertThat(body.path("inferenceConfig"))
                .hasToString("{\"maxTokens\":77,\"temperature\":0.5,\"topP\":0.9,\"stopSequences\":[\"A\",\"B\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CLAUDE + "|{\"top_k\":5}",
                NOVA + "|{\"inferenceConfig\":{\"topK\":5}}",
                "cohere.command-r-v1:0|{\"k\":5}",
                "mistral.pixtral-large-2502-v1:0|{\"top_k\":5}"
            })
    void writesTopKAsTheModelTakesIt(String model, String fields) {
        JsonNode body = body(model, sampling(Sampling.builder().topK(5)));

        assertThat(body.path("additionalModelRequestFields")).isEqualTo(json(fields));
    }

    @Test
    void refusesOptionsThatItCannotExpress() {
        for (GenerationOptions options : List.of(
                sampling(Sampling.builder().seed(1)),
                sampling(Sampling.builder().frequencyPenalty(1)),
                sampling(Sampling.builder().presencePenalty(1)),
                sampling(Sampling.builder().topK(1)),
                GenerationOptions.builder().logprobs(0).build(),
                GenerationOptions.builder()
                        .reasoning(ReasoningOptions.of(Effort.LOW))
                        .build(),
                GenerationOptions.builder()
                        .responseFormat(new ResponseFormat.Json())
                        .build(),
                GenerationOptions.builder()
                        .tools(List.of(ADD))
                        .parallelToolCalls(false)
                        .build())) {
            assertThatThrownBy(() -> body("meta.llama3-2-1b-instruct-v1:0", options))
                    .isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @Test
    void leavesOutWhatItCannotExpressIfTold() {
        Encoding lenient = encoding(NOVA, false, true);

        JsonNode body = new BedrockProtocol()
                .encode(
                        ModelRequest.of("Hi")
                                .withOptions(sampling(Sampling.builder().seed(1))),
                        lenient)
                .body();

        assertThat(body.has("inferenceConfig")).isFalse();
        assertThat(lenient.warnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CLAUDE + "|{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":8192}}",
                NOVA + "|{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"medium\"}}",
                "qwen.qwen3-32b-v1:0|{\"reasoning_config\":\"medium\"}",
                "openai.gpt-oss-120b-1:0|{\"reasoning_effort\":\"medium\"}"
            })
    void writesReasoningAsTheModelTakesIt(String model, String fields) {
        GenerationOptions options = GenerationOptions.builder()
                .reasoning(ReasoningOptions.of(Effort.MEDIUM))
                .build();

        assertThat(body(model, options).path("additionalModelRequestFields")).isEqualTo(json(fields));
    }

    @Test
    void writesTheEffortOfModelsThatThinkAdaptively() {
        GenerationOptions options = GenerationOptions.builder()
                .reasoning(ReasoningOptions.of(Effort.MAX))
                .build();

        JsonNode body = body("us.anthropic.claude-opus-4-6-v1", options);

        assertThat(body.path("outputConfig")).isEqualTo(json("{\"effort\":\"max\"}"));
        assertThat(body.path("additionalModelRequestFields")).isEqualTo(json("{\"thinking\":{\"type\":\"adaptive\"}}"));
    }

    @Test
    void switchesReasoningOff() {
        GenerationOptions none = GenerationOptions.builder()
                .reasoning(ReasoningOptions.of(Effort.NONE))
                .build();

        assertThat(body(NOVA, none).at("/additionalModelRequestFields/reasoningConfig"))
                .isEqualTo(json("{\"type\":\"disabled\"}"));
        assertThat(body("qwen.qwen3-32b-v1:0", none).has("additionalModelRequestFields"))
                .isFalse();
        assertThat(body("meta.llama3-2-1b-instruct-v1:0", none).has("additionalModelRequestFields"))
                .isFalse();
    }

    @Test
    void putsInstructionsAndPointsOfTheCacheWhereTheyBelong() {
        JsonNode body = body(
                CLAUDE,
                ModelRequest.of(List.of(
                        Message.system("One.").cachedUpToHere(CachePoint.LONG),
                        Message.user("Hi").cachedUpToHere(CachePoint.SHORT),
                        Message.system("Two."))));

        assertThat(body.path("system")).isEqualTo(json("""
                [{"text":"One."},{"cachePoint":{"type":"default","ttl":"1h"}},{"text":"Two."}]"""));
        assertThat(body.path("messages")).isEqualTo(json("""
                [{"role":"user","content":[{"text":"Hi"},{"cachePoint":{"type":"default"}}]}]"""));
    }

    @Test
    void joinsWhatOneSideSaysInATurn() {
        assertThat(messages(
                        Message.user("Add"),
                        Message.user("now"),
                        assistant(new Content.ToolUse(CALL)),
                        Message.tool(Content.ToolResult.of(CALL, "2")),
                        Message.user("Well?"),
                        Message.tool(Content.ToolResult.failed(new ToolCall("t2", "add", ""), "no"))))
                .isEqualTo(json("""
                        [{"role":"user","content":[{"text":"Add"},{"text":"now"}]},
                         {"role":"assistant","content":[
                           {"toolUse":{"toolUseId":"t1","name":"add","input":{"a":1}}}]},
                         {"role":"user","content":[
                           {"toolResult":{"toolUseId":"t1","content":[{"text":"2"}]}},
                           {"toolResult":{"toolUseId":"t2","content":[{"text":"no"}],"status":"error"}},
                           {"text":"Well?"}]}]"""));
    }

    @Test
    void sendsThoughtsBackAsTheyCame() {
        String hidden = "{\"reasoningContent\":{\"redactedContent\":\"a+/=\"}}";
        String cited = "{\"citationsContent\":{\"content\":[{\"text\":\"So\"}],\"citations\":[{}]}}";

        assertThat(messages(
                                Message.user("Hi"),
                                assistant(
                                        new Content.Reasoning("Hm", "sig+/=="),
                                        new Content.Reasoning("of another model", ""),
                                        new Content.Opaque("bedrock", "reasoningContent", hidden),
                                        new Content.Opaque("anthropic", "thinking", "{}"),
                                        new Content.Text("So", Trust.MODEL),
                                        new Content.Opaque("bedrock", "citationsContent+", cited),
                                        new Content.Text(" ", Trust.MODEL),
                                        new Content.Refusal("No.")))
                        .path(1))
                .isEqualTo(json("{\"role\":\"assistant\",\"content\":["
                        + "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm\",\"signature\":\"sig+/==\"}}},"
                        + hidden + "," + cited + ",{\"text\":\"No.\"}]}"));
    }

    @Test
    void sendsThoughtsWithoutASignatureToModelsThatHaveNone() {
        ModelRequest request = ModelRequest.of(
                List.of(Message.user("Hi"), assistant(new Content.Reasoning("Hm", "")), Message.user("So?")));

        assertThat(body("qwen.qwen3-32b-v1:0", request).at("/messages/1/content"))
                .isEqualTo(json("[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm\"}}}]"));
        assertThat(body("us.deepseek.r1-v1:0", request).path("messages")).hasSize(1);
    }

    @Test
    void writesMediaAsBytesOrTheirPlaceInS3() {
        byte[] bytes = {1, 2, 3};
        JsonNode sent = messages(user(
                new Content.Attachment(Media.of("image/jpg", bytes)),
                new Content.Attachment(Media.at("video/quicktime", URI.create("s3://bucket/a.mov"))),
                new Content.Attachment(Media.of("audio/mpeg", bytes)),
                new Content.Attachment(Media.of("application/pdf", bytes).named("Q3_report.pdf")),
                new Content.Attachment(Media.of("text/plain", bytes))));

        assertThat(sent.at("/0/content")).isEqualTo(json("""
                [{"image":{"format":"jpeg","source":{"bytes":"AQID"}}},
                 {"video":{"format":"mov","source":{"s3Location":{"uri":"s3://bucket/a.mov"}}}},
                 {"audio":{"format":"mp3","source":{"bytes":"AQID"}}},
                 {"document":{"format":"pdf","name":"Q3-report","source":{"bytes":"AQID"}}},
                 {"document":{"format":"txt","name":"Document 2","source":{"bytes":"AQID"}}}]"""));
    }

    @ParameterizedTest
    @CsvSource({
        "video/x-matroska, mkv",
        "video/3gpp, three_gp",
        "video/mp4, mp4",
        "audio/x-wav, wav",
        "audio/ogg, ogg",
        "text/csv, csv",
        "text/html, html",
        "text/markdown, md",
        "text/yaml, txt",
        "application/json, txt",
        "application/msword, doc",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, xlsx",
        "image/webp, webp"
    })
    void namesFormats(String mimeType, String format) {
        JsonNode block = messages(user(new Content.Attachment(Media.of(mimeType, new byte[1]))))
                .at("/0/content/0");

        assertThat(block.elements().next().path("format").textValue()).isEqualTo(format);
    }

    @Test
    void refusesMediaThatItCannotSend() {
        for (Content content : List.of(
                new Content.Attachment(Media.at("image/png", URI.create("https://example.org/a.png"))),
                new Content.Attachment(Media.uploaded("image/png", "file_1")),
                new Content.Attachment(Media.of("application/zip", new byte[1])),
                new Content.ToolUse(CALL))) {
            assertThatThrownBy(() -> messages(user(content))).isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @Test
    void writesToolsAndHowToChooseThem() {
        GenerationOptions.Builder tools = GenerationOptions.builder()
                .tools(List.of(ADD, new ToolSpec("b", "", "{}", true)))
                .providerOptions(BedrockOptions.builder()
                        .systemTool("nova_code_interpreter")
                        .cacheTools(CachePoint.SHORT)
                        .build());

        JsonNode free = body(NOVA, tools.build()).path("toolConfig");
        JsonNode must = body(NOVA, tools.toolChoice(ToolChoice.required()).build());
        JsonNode named = body(NOVA, tools.toolChoice(ToolChoice.named("b")).build());
        JsonNode none = body(NOVA, tools.toolChoice(ToolChoice.none()).build());

        assertThat(free).isEqualTo(json("""
                {"tools":[
                  {"toolSpec":{"name":"add","description":"Adds.","inputSchema":{"json":{"type":"object"}}}},
                  {"toolSpec":{"name":"b","inputSchema":{"json":{}},"strict":true}},
                  {"systemTool":{"name":"nova_code_interpreter"}},
                  {"cachePoint":{"type":"default"}}]}"""));
        assertThat(must.at("/toolConfig/toolChoice")).isEqualTo(json("{\"any\":{}}"));
        assertThat(named.at("/toolConfig/toolChoice")).isEqualTo(json("{\"tool\":{\"name\":\"b\"}}"));
        assertThat(none.has("toolConfig")).isFalse();
    }

    @Test
    void declaresToolsThatTheConversationHasCalled() {
        ModelRequest request = ModelRequest.of(List.of(
                Message.user("Add"),
                assistant(new Content.ToolUse(CALL)),
                Message.tool(Content.ToolResult.of(CALL, "2"))));

        assertThat(body(NOVA, request).path("toolConfig"))
                .isEqualTo(
                        json(
                                "{\"tools\":[{\"toolSpec\":{\"name\":\"add\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writesWhatOnlyBedrockHas(boolean streaming) {
        BedrockOptions own = BedrockOptions.builder()
                .guardrail(new Guardrail("g", "1", Guardrail.Trace.ENABLED_FULL, Guardrail.Streaming.ASYNC))
                .latency(BedrockOptions.Latency.OPTIMIZED)
                .serviceTier(BedrockOptions.ServiceTier.FLEX)
                .responseFields("/stop_sequence")
                .modelField("top_k", "3")
                .member("additionalModelRequestFields", "{\"other\":true}")
                .member("promptVariables", "{\"a\":{\"text\":\"b\"}}")
                .build();
        GenerationOptions options = GenerationOptions.builder()
                .metadata("team", "blue")
                .providerOptions(own)
                .build();

        JsonNode body = new BedrockProtocol()
                .encode(ModelRequest.of("Hi").withOptions(options), encoding(NOVA, streaming, false))
                .body();

        assertThat(body.path("guardrailConfig").has("streamProcessingMode")).isEqualTo(streaming);
        assertThat(body.path("guardrailConfig").path("trace").textValue()).isEqualTo("enabled_full");
        assertThat(body.path("performanceConfig")).isEqualTo(json("{\"latency\":\"optimized\"}"));
        assertThat(body.path("serviceTier")).isEqualTo(json("{\"type\":\"flex\"}"));
        assertThat(body.path("additionalModelResponseFieldPaths")).isEqualTo(json("[\"/stop_sequence\"]"));
        assertThat(body.path("additionalModelRequestFields")).isEqualTo(json("{\"top_k\":3,\"other\":true}"));
        assertThat(body.path("promptVariables")).isEqualTo(json("{\"a\":{\"text\":\"b\"}}"));
        assertThat(body.path("requestMetadata")).isEqualTo(json("{\"team\":\"blue\"}"));
    }

    @Test
    void writesASchemaForTheAnswerAsText() {
        JsonNode body = body(
                NOVA,
                GenerationOptions.builder()
                        .responseFormat(ResponseFormat.schema("city", "{\"type\":\"object\"}"))
                        .build());

        assertThat(body.path("outputConfig")).isEqualTo(json("""
                {"textFormat":{"type":"json_schema","structure":{"jsonSchema":
                  {"name":"city","schema":"{\\"type\\":\\"object\\"}"}}}}"""));
    }
}
