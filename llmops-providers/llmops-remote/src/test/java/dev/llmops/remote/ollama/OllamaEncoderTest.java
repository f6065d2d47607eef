package dev.llmops.remote.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.llmops.remote.wire.Json;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaEncoderTest {
    @Test
    void writesMessages() {
        ToolCall call = new ToolCall("made-up-after1-0", "find", "{\"q\":1}");
        ToolCall known = new ToolCall("call_7", "wave", "no json");
        List<Message> messages = List.of(
                Message.system("Be brief."),
                Message.of(
                        Role.USER,
                        List.of(Content.text("See"), new Content.Attachment(Media.of("image/png", new byte[] {1})))),
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                new Content.Reasoning("Hm.", ""),
                                new Content.Reasoning("theirs", "signed-elsewhere"),
                                new Content.Opaque("openai", "x", "{}"),
                                new Content.ToolUse(call),
                                new Content.ToolUse(known))),
                Message.tool(Content.ToolResult.of(call, "found"), Content.ToolResult.failed(known, "no hand")));

        assertThat(body(ModelRequest.of(messages)).path("messages")).isEqualTo(json("""
                [{"role":"system","content":"Be brief."},
                 {"role":"user","images":["AQ=="],"content":"See"},
                 {"role":"assistant","tool_calls":[{"function":{"name":"find","arguments":{"q":1}}},
                    {"id":"call_7","function":{"name":"wave","arguments":{"malformed":"no json"}}}],
                  "content":"","thinking":"Hm."},
                 {"role":"tool","tool_name":"find","content":"found"},
                 {"role":"tool","tool_name":"wave","tool_call_id":"call_7","content":"no hand"}]"""));
    }

    @Test
    void writesSamplingAndItsOwnOptions() {
        Sampling sampling = Sampling.builder()
                .maxOutputTokens(9)
                .temperature(0.5)
                .topP(0.75)
                .topK(40)
                .seed(3)
                .frequencyPenalty(0.25)
                .presencePenalty(0.5)
                .stop("END")
                .build();
        OllamaOptions own = OllamaOptions.builder()
                .contextLength(8192)
                .minP(0.05)
                .repeatPenalty(1.1)
                .keepAlive(Duration.ofMinutes(5))
                .setting("num_gpu", "1")
                .member("shift", "false")
                .build();

        JsonNode body =
                body(GenerationOptions.builder().sampling(sampling).logprobs(2).providerOptions(own));

        assertThat(rest(body)).isEqualTo(json("""
                {"logprobs":true,"top_logprobs":2,"keep_alive":"300s","shift":false,
                 "options":{"num_predict":9,"temperature":0.5,"top_p":0.75,"top_k":40,"seed":3,
                   "frequency_penalty":0.25,"presence_penalty":0.5,"stop":["END"],
                   "num_ctx":8192,"min_p":0.05,"repeat_penalty":1.1,"num_gpu":1}}"""));
        assertThat(rest(body(GenerationOptions.builder()
                        .providerOptions(OllamaOptions.builder().keptForever().build()))))
                .isEqualTo(json("{\"keep_alive\":\"-1s\"}"));
    }

    @Test
    void writesToolsAndTheForm() {
        GenerationOptions.Builder options = GenerationOptions.builder()
                .tools(List.of(ToolSpec.of("find", "Finds.", "{\"type\":\"object\"}")))
                .responseFormat(ResponseFormat.schema("x", "{\"type\":\"object\"}"));

        assertThat(rest(body(options))).isEqualTo(json("""
                {"tools":[{"type":"function","function":{"name":"find","description":"Finds.",
                   "parameters":{"type":"object"}}}],"format":{"type":"object"}}"""));
        assertThat(body(options.toolChoice(ToolChoice.none())).has("tools")).isFalse();
        assertThat(body(GenerationOptions.builder().responseFormat(new ResponseFormat.Json()))
                        .path("format")
                        .asText())
                .isEqualTo("json");
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3, NONE, false",
        "qwen3, HIGH, true",
        "gpt-oss:20b, NONE, low",
        "gpt-oss:20b, MEDIUM, medium",
        "gpt-oss:20b, MAX, high"
    })
    void tellsToThinkAsTheModelTakesIt(String model, Effort effort, String think) {
        Encoding encoding = new Encoding(ModelInfo.builder("ollama", model).build(), false, false);

        JsonNode body = new OllamaEncoder(encoding)
                .encode(ModelRequest.of("Hi")
                        .withOptions(GenerationOptions.builder()
                                .reasoning(ReasoningOptions.of(effort))
                                .build()));

        assertThat(body.path("think").asText()).isEqualTo(think);
        assertThat(body.path("think").isBoolean()).isEqualTo(model.equals("qwen3"));
    }

    @Test
    void refusesWhatTheServerCannotDo() {
        List<ToolSpec> tools = List.of(ToolSpec.of("t", "", "{}"));
        refuses(GenerationOptions.builder().tools(tools).toolChoice(ToolChoice.required()));
        refuses(GenerationOptions.builder().tools(tools).toolChoice(ToolChoice.named("t")));
        refuses(GenerationOptions.builder().tools(tools).parallelToolCalls(false));
        refuses(GenerationOptions.builder().reasoning(new ReasoningOptions(Effort.LOW, 100, false)));
        refuses(GenerationOptions.builder().outputModalities(Modality.AUDIO));
        Message picture = Message.of(
                Role.USER, List.of(new Content.Attachment(Media.at("image/png", URI.create("https://x.test/a.png")))));
        assertThatThrownBy(() -> body(ModelRequest.of(List.of(picture))))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("bytes");
    }

    private static void refuses(GenerationOptions.Builder options) {
        assertThatThrownBy(() -> body(options)).isInstanceOf(UnsupportedCapabilityException.class);
    }

    private static JsonNode rest(JsonNode body) {
        return ((ObjectNode) body).without(List.of("model", "messages", "stream"));
    }

    private static JsonNode body(GenerationOptions.Builder options) {
        return body(ModelRequest.of("Hi").withOptions(options.build()));
    }

    private static JsonNode body(ModelRequest request) {
        Encoding encoding = new Encoding(ModelInfo.builder("ollama", "m").build(), false, false);
        return Json.read(new OllamaEncoder(encoding).encode(request).toString());
    }

    private static JsonNode json(String text) {
        return Json.read(text);
    }
}
