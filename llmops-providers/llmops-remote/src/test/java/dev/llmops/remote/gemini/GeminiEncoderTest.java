package dev.llmops.remote.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
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
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiEncoderTest {
    private static final GeminiPlace STUDIO = new GeminiPlace("gemini", "/models", "", false, Framing.SSE);
    private static final GeminiPlace VERTEX = new GeminiPlace("vertex", "/x/models", "/x", true, Framing.SSE);

    @Test
    void writesRolesAndPutsInstructionsBesideThem() {
        ModelRequest request = ModelRequest.of(List.of(
                Message.system("Be brief."),
                Message.user("Hi"),
                Message.assistant("Hello."),
                Message.system("In verse."),
                Message.user("Again")));

        assertThat(body(request)).isEqualTo(json("""
                {"contents":[
                   {"role":"user","parts":[{"text":"Hi"}]},
                   {"role":"model","parts":[{"text":"Hello."}]},
                   {"role":"user","parts":[{"text":"Again"}]}],
                 "systemInstruction":{"parts":[{"text":"Be brief."},{"text":"In verse."}]}}"""));
    }

    @Test
    void writesSampling() {
        Sampling sampling = Sampling.builder()
                .maxOutputTokens(9)
                .temperature(0.5)
                .topP(0.9)
                .topK(40)
                .seed(3)
                .frequencyPenalty(0.25)
                .presencePenalty(-0.5)
                .stop("END", "STOP")
                .build();

        assertThat(generation(GenerationOptions.builder()
                        .sampling(sampling)
                        .logprobs(2)
                        .build()))
                .isEqualTo(json("""
                        {"maxOutputTokens":9,"temperature":0.5,"topP":0.9,"topK":40,"seed":3,
                         "stopSequences":["END","STOP"],"frequencyPenalty":0.25,"presencePenalty":-0.5,
                         "responseLogprobs":true,"logprobs":2}"""));
    }

    @Test
    void refusesWhatTheFormatCannotSay() {
        assertThatThrownBy(() ->
                        generation(sampling(Sampling.builder().seed(1L << 40).build())))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("seed");
        assertThatThrownBy(() -> generation(sampling(
                        Sampling.builder().stop("a", "b", "c", "d", "e", "f").build())))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> body(ModelRequest.of("Hi")
                        .withOptions(GenerationOptions.builder()
                                .tools(List.of(ToolSpec.of("t", "", "{}")))
                                .parallelToolCalls(false)
                                .build())))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> generation(GenerationOptions.builder()
                        .outputModalities(Modality.VIDEO)
                        .build()))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() ->
                        body(options(GeminiOptions.builder().label("a", "b").build())))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("Vertex");
    }

    @Test
    void leavesOutWithAWarningWhenTold() {
        Encoding encoding = new Encoding(info("gemini-2.5-flash"), false, true);

        JsonNode body = new GeminiEncoder(STUDIO, encoding)
                .encode(ModelRequest.of("Hi")
                        .withOptions(GenerationOptions.builder()
                                .sampling(Sampling.builder().seed(1L << 40).build())
                                .metadata("user", "7")
                                .build()));

        assertThat(body.has("generationConfig")).isFalse();
        assertThat(encoding.warnings()).hasSize(2);
    }

    @Test
    void writesToolsAndWhichMustBeCalled() {
        ToolSpec tool = ToolSpec.of("find", "Finds.", "{\"type\":\"object\"}");
        GenerationOptions.Builder options = GenerationOptions.builder().tools(List.of(tool));

        assertThat(body(options).path("tools")).isEqualTo(json("""
                [{"functionDeclarations":[{"name":"find","description":"Finds.",
                   "parametersJsonSchema":{"type":"object"}}]}]"""));
        assertThat(body(options).has("toolConfig")).isFalse();
        assertThat(calling(options.toolChoice(ToolChoice.none()))).isEqualTo(json("{\"mode\":\"NONE\"}"));
        assertThat(calling(options.toolChoice(ToolChoice.required()))).isEqualTo(json("{\"mode\":\"ANY\"}"));
        assertThat(calling(options.toolChoice(ToolChoice.named("find"))))
                .isEqualTo(json("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"find\"]}"));
        assertThat(calling(GenerationOptions.builder().tools(List.of(new ToolSpec("f", "", "{}", true)))))
                .isEqualTo(json("{\"mode\":\"VALIDATED\"}"));
    }

    @Test
    void writesTheFormOfTheAnswer() {
        assertThat(generation(GenerationOptions.builder()
                        .responseFormat(new ResponseFormat.Json())
                        .build()))
                .isEqualTo(json("{\"responseMimeType\":\"application/json\"}"));
        assertThat(generation(GenerationOptions.builder()
                        .responseFormat(ResponseFormat.schema("x", "{\"type\":\"array\"}".replace("array", "object")))
                        .build()))
                .isEqualTo(json(
                        "{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":{\"type\":\"object\"}}"));
        assertThat(generation(GenerationOptions.builder()
                        .outputModalities(Modality.IMAGE, Modality.TEXT)
                        .build()))
                .isEqualTo(json("{\"responseModalities\":[\"TEXT\",\"IMAGE\"]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, NONE, thinkingBudget, 0",
        "gemini-2.5-flash, HIGH, thinkingBudget, 24576",
        "gemini-2.5-pro, NONE, thinkingBudget, 128",
        "gemini-2.5-pro, MAX, thinkingBudget, 32768",
        "gemini-3-flash-preview, NONE, thinkingLevel, MINIMAL",
        "gemini-3-flash-preview, MEDIUM, thinkingLevel, MEDIUM",
        "gemini-3-pro-preview, MINIMAL, thinkingLevel, LOW",
        "gemini-3-pro-preview, MEDIUM, thinkingLevel, HIGH",
        "gemini-3-pro-preview, MAX, thinkingLevel, HIGH"
    })
    void measuresThinkingAsTheModelDoes(String model, Effort effort, String member, String value) {
        JsonNode config = GeminiThinking.config(model, ReasoningOptions.of(effort));

        assertThat(config.size()).isEqualTo(1);
        assertThat(config.path(member).asText()).isEqualTo(value);
    }

    @Test
    void aBudgetGoesBeforeTheEffort() {
        assertThat((JsonNode) GeminiThinking.config("gemini-3-flash", new ReasoningOptions(Effort.LOW, 100, true)))
                .isEqualTo(json("{\"thinkingBudget\":100,\"includeThoughts\":true}"));
    }

    @Test
    void writesMediaByBytesAddressOrUpload() {
        Message message = Message.of(
                Role.USER,
                List.of(
                        new Content.Attachment(Media.of("image/png", new byte[] {1, 2, 3})),
                        new Content.Attachment(Media.at("video/mp4", URI.create("gs://b/v.mp4"))),
                        new Content.Attachment(Media.uploaded("application/pdf", "files/7"))));

        assertThat(body(ModelRequest.of(List.of(message)))
                        .path("contents")
                        .path(0)
                        .path("parts"))
                .isEqualTo(json("""
                        [{"inlineData":{"mimeType":"image/png","data":"AQID"}},
                         {"fileData":{"mimeType":"video/mp4","fileUri":"gs://b/v.mp4"}},
                         {"fileData":{"mimeType":"application/pdf","fileUri":"files/7"}}]"""));
    }

    @Test
    void resultsOfOneTurnGoTogetherInTheOrderOfTheirCalls() {
        ToolCall first = new ToolCall("made-up-r-0", "a", "{}");
        ToolCall second = new ToolCall("made-up-r-1", "b", "{\"x\":1}");
        List<Message> messages = List.of(
                Message.user("Go"),
                Message.of(Role.ASSISTANT, List.of(new Content.ToolUse(first, "c2ln"), new Content.ToolUse(second))),
                Message.tool(Content.ToolResult.of(second, "{\"y\":2}")),
                Message.tool(Content.ToolResult.failed(first, "no such file")));

        JsonNode contents = body(ModelRequest.of(messages)).path("contents");

        assertThat(contents.path(1).path("parts")).isEqualTo(json("""
                [{"functionCall":{"name":"a","args":{}},"thoughtSignature":"c2ln"},
                 {"functionCall":{"name":"b","args":{"x":1}}}]"""));
        assertThat(contents.size()).isEqualTo(3);
        assertThat(contents.path(2)).isEqualTo(json("""
                {"role":"user","parts":[
                  {"functionResponse":{"name":"a","response":{"error":"no such file"}}},
                  {"functionResponse":{"name":"b","response":{"y":2}}}]}"""));
    }

    @Test
    void idsOfTheProviderAndPicturesOfToolsGoBack() {
        Content.ToolResult result = new Content.ToolResult(
                "id7",
                "draw",
                List.of(new Content.Text("done", Trust.TOOL), new Content.Attachment(Media.of("image/png", new byte[] {1
                }))),
                false);
        List<Message> messages = List.of(
                Message.of(Role.ASSISTANT, List.of(new Content.ToolUse(new ToolCall("id7", "draw", "not json")))),
                Message.tool(result));

        JsonNode contents = body(ModelRequest.of(messages)).path("contents");

        assertThat(contents.path(0).path("parts").path(0)).isEqualTo(json("""
                {"functionCall":{"id":"id7","name":"draw","args":{"malformed":"not json"}}}"""));
        assertThat(contents.path(1).path("parts").path(0).path("functionResponse"))
                .isEqualTo(json("""
                        {"id":"id7","name":"draw","response":{"result":"done"},
                         "parts":[{"inlineData":{"mimeType":"image/png","data":"AQ=="}}]}"""));
    }

    @Test
    void callsOfOtherModelsAreSignedForModelsThatInsist() {
        Message message = Message.of(
                Role.ASSISTANT,
                List.of(
                        new Content.ToolUse(new ToolCall("1", "a", "{}")),
                        new Content.ToolUse(new ToolCall("2", "b", "{}"))));
        Encoding encoding = new Encoding(info("gemini-3-flash-preview"), false, false);

        JsonNode parts = new GeminiEncoder(STUDIO, encoding)
                .encode(ModelRequest.of(List.of(message)))
                .path("contents")
                .path(0)
                .path("parts");

        assertThat(parts.path(0).path("thoughtSignature").asText()).isNotEmpty();
        assertThat(parts.path(1).has("thoughtSignature")).isFalse();
    }

    @Test
    void whatOtherProvidersSignedOrKeptIsLeftOut() {
        Message message = Message.of(
                Role.ASSISTANT,
                List.of(
                        new Content.Reasoning("theirs", "signed-elsewhere"),
                        new Content.Opaque("anthropic", "redacted_thinking", "{\"data\":\"x\"}"),
                        new Content.Reasoning("ours", ""),
                        new Content.Text("So.", Trust.MODEL),
                        new Content.Opaque("gemini", "members", "{\"thoughtSignature\":\"c2ln\"}"),
                        new Content.Opaque("gemini", "executableCode", "{\"executableCode\":{\"code\":\"1\"}}"),
                        new Content.Refusal("No.")));

        assertThat(body(ModelRequest.of(List.of(message)))
                        .path("contents")
                        .path(0)
                        .path("parts"))
                .isEqualTo(json("""
                        [{"text":"ours","thought":true},
                         {"text":"So.","thoughtSignature":"c2ln"},
                         {"executableCode":{"code":"1"}},
                         {"text":"No."}]"""));
    }

    @Test
    void anEmptyAnswerHasAPartAllTheSame() {
        Message message = Message.of(Role.ASSISTANT, List.of());

        assertThat(body(ModelRequest.of(List.of(message))).path("contents"))
                .isEqualTo(json("[{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]}]"));
    }

    @Test
    void refusesPicturesInInstructionsAndWordsAmongResults() {
        Content picture = new Content.Attachment(Media.of("image/png", new byte[] {1}));

        assertThatThrownBy(() -> body(ModelRequest.of(List.of(Message.of(Role.SYSTEM, List.of(picture))))))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> body(ModelRequest.of(List.of(Message.of(Role.TOOL, List.of(picture))))))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void writesItsOwnOptions() {
        GeminiOptions own = GeminiOptions.builder()
                .safety(GeminiOptions.SafetyCategory.HARASSMENT, GeminiOptions.SafetyThreshold.BLOCK_NONE)
                .cachedContent("cachedContents/1")
                .tool("googleSearch", "{}")
                .tool("fileSearch", "{\"fileSearchStoreNames\":[\"s\"]}")
                .allowedTools("a", "b")
                .thinkingLevel(GeminiOptions.ThinkingLevel.LOW)
                .includeThoughts()
                .mediaResolution(GeminiOptions.MediaResolution.HIGH)
                .voice("Kore")
                .label("team", "x")
                .member("generationConfig", "{\"candidateCount\":2}")
                .member("toolConfig", "{\"includeServerSideToolInvocations\":true}")
                .build();

        JsonNode body =
                new GeminiEncoder(VERTEX, new Encoding(info("gemini-3-flash"), false, false)).encode(options(own));

        assertThat(body).isEqualTo(json("""
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
                 "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],
                 "cachedContent":"cachedContents/1",
                 "tools":[{"googleSearch":{}},{"fileSearch":{"fileSearchStoreNames":["s"]}}],
                 "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["a","b"]},
                   "includeServerSideToolInvocations":true},
                 "generationConfig":{"thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true},
                   "mediaResolution":"MEDIA_RESOLUTION_HIGH",
                   "speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}},
                   "candidateCount":2},
                 "labels":{"team":"x"}}"""));
    }

    private static ModelRequest options(GeminiOptions own) {
        return ModelRequest.of("Hi")
                .withOptions(GenerationOptions.builder().providerOptions(own).build());
    }

    private static GenerationOptions sampling(Sampling sampling) {
        return GenerationOptions.builder().sampling(sampling).build();
    }

    private static JsonNode calling(GenerationOptions.Builder options) {
        return body(options).path("toolConfig").path("functionCallingConfig");
    }

    private static JsonNode generation(GenerationOptions options) {
        return body(ModelRequest.of("Hi").withOptions(options)).path("generationConfig");
    }

    private static JsonNode body(GenerationOptions.Builder options) {
        return body(ModelRequest.of("Hi").withOptions(options.build()));
    }

    /** The numbers are written and read, so that they compare as on the wire. */
    private static JsonNode body(ModelRequest request) {
        return Json.read(new GeminiEncoder(STUDIO, new Encoding(info("gemini-2.5-flash"), false, false))
                .encode(request)
                .toString());
    }

    private static ModelInfo info(String model) {
        return ModelInfo.builder("gemini", model).build();
    }

    private static JsonNode json(String text) {
        return Json.read(text);
    }
}
