package dev.llmops.remote.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohereEncoderTest {
    @Test
    void writesMessages() {
        ToolCall call = new ToolCall("c1", "find", "{\"q\":1}");
        List<Message> messages = List.of(
                Message.system("Be brief."),
                Message.of(
                        Role.USER,
                        List.of(Content.text("See"), new Content.Attachment(Media.of("image/png", new byte[] {1})))),
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                new Content.Reasoning("I will look.", ""),
                                new Content.Opaque("cohere", "tool_plan", "{}"),
                                new Content.ToolUse(call))),
                Message.tool(Content.ToolResult.of(call, "found")),
                Message.of(
                        Role.ASSISTANT,
                        List.of(
                                new Content.Reasoning("Hm.", ""),
                                new Content.Reasoning("theirs", "signed-elsewhere"),
                                new Content.Text("So.", Trust.MODEL),
                                new Content.Opaque("cohere", "new", "{\"type\":\"new\"}"),
                                new Content.Opaque("gemini", "members", "{}"))));

        assertThat(body(ModelRequest.of(messages)).path("messages")).isEqualTo(json("""
                [{"role":"system","content":"Be brief."},
                 {"role":"user","content":[{"type":"text","text":"See"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,AQ=="}}]},
                 {"role":"assistant","tool_plan":"I will look.","tool_calls":[
                    {"id":"c1","type":"function","function":{"name":"find","arguments":"{\\"q\\":1}"}}]},
                 {"role":"tool","tool_call_id":"c1","content":"found"},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"Hm."},
                    {"type":"text","text":"So."},{"type":"new"}]}]"""));
    }

    @Test
    void writesSampling() {
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
        JsonNode body = body(GenerationOptions.builder().sampling(sampling).logprobs(0));

        assertThat(without(body, "model", "messages")).isEqualTo(json("""
                {"max_tokens":9,"temperature":0.5,"p":0.75,"k":40,"stop_sequences":["END"],"seed":3,
                 "frequency_penalty":0.25,"presence_penalty":0.5,"logprobs":true}"""));
    }

    @Test
    void refusesWhatTheFormatCannotSay() {
        refuses(
                GenerationOptions.builder()
                        .sampling(Sampling.builder().temperature(1.5).build()),
                "temperature");
        refuses(
                GenerationOptions.builder()
                        .sampling(Sampling.builder().presencePenalty(-1).build()),
                "presence_penalty");
        refuses(
                GenerationOptions.builder()
                        .sampling(Sampling.builder().topK(501).build()),
                "topK");
        refuses(GenerationOptions.builder().sampling(Sampling.builder().seed(-1).build()), "seed");
        refuses(
                GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .stop("1", "2", "3", "4", "5", "6")
                                .build()),
                "stop");
        refuses(GenerationOptions.builder().logprobs(3), "log-probabilities");
        refuses(GenerationOptions.builder().outputModalities(Modality.IMAGE), "answer");
        refuses(
                GenerationOptions.builder()
                        .tools(List.of(ToolSpec.of("t", "", "{}")))
                        .parallelToolCalls(false),
                "parallelToolCalls");
        Message picture =
                Message.of(Role.SYSTEM, List.of(new Content.Attachment(Media.of("image/png", new byte[] {1}))));
        assertThatThrownBy(() -> body(ModelRequest.of(List.of(picture))))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    private static void refuses(GenerationOptions.Builder options, String what) {
        assertThatThrownBy(() -> body(options))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining(what);
    }

    @Test
    void takesTheNearestShareOfProbability() {
        Encoding encoding = encoding(false);

        JsonNode body = new CohereEncoder(encoding)
                .encode(ModelRequest.of("Hi")
                        .withOptions(GenerationOptions.builder()
                                .sampling(Sampling.builder().topP(1).build())
                                .build()));

        assertThat(body.path("p").asDouble()).isEqualTo(0.99);
        assertThat(encoding.warnings()).singleElement().asString().contains("topP");
    }

    @Test
    void aNamedToolIsTheOnlyOneAndRequired() {
        List<ToolSpec> tools =
                List.of(ToolSpec.of("a", "", "{}"), new ToolSpec("b", "B.", "{\"type\":\"object\"}", true));

        JsonNode named = body(GenerationOptions.builder().tools(tools).toolChoice(ToolChoice.named("b")));
        JsonNode none = body(GenerationOptions.builder().tools(tools).toolChoice(ToolChoice.none()));

        assertThat(without(named, "model", "messages")).isEqualTo(json("""
                {"tools":[{"type":"function","function":{"name":"b","description":"B.","parameters":{"type":"object"}}}],
                 "strict_tools":true,"tool_choice":"REQUIRED"}"""));
        assertThat(none.path("tools").size()).isEqualTo(2);
        assertThat(none.path("tool_choice").asText()).isEqualTo("NONE");
    }

    @Test
    void writesFormThinkingAndItsOwnOptions() {
        JsonNode body = body(GenerationOptions.builder()
                .responseFormat(ResponseFormat.schema("x", "{\"type\":\"object\"}"))
                .reasoning(new ReasoningOptions(ReasoningOptions.Effort.LOW, 500, true))
                .providerOptions(CohereOptions.builder()
                        .citations(CohereOptions.CitationMode.ACCURATE)
                        .safetyMode(CohereOptions.SafetyMode.STRICT)
                        .priority(7)
                        .member("raw_prompting", "true")
                        .build()));

        assertThat(without(body, "model", "messages")).isEqualTo(json("""
                {"response_format":{"type":"json_object","json_schema":{"type":"object"}},
                 "thinking":{"type":"enabled","token_budget":500},
                 "citation_options":{"mode":"ACCURATE"},"safety_mode":"STRICT","priority":7,"raw_prompting":true}"""));
        assertThat(body(GenerationOptions.builder()
                                .reasoning(ReasoningOptions.of(ReasoningOptions.Effort.NONE))
                                .responseFormat(new ResponseFormat.Json()))
                        .path("thinking"))
                .isEqualTo(json("{\"type\":\"disabled\"}"));
    }

    @Test
    void passagesGoAsDocumentsInPlaceOfTheirQuotations() {
        Passage passage = Passage.builder(new SourceSpan("d", 5, 21), "Mount Fuji is high")
                .title("Mountains")
                .build();
        Message question = Message.of(
                Role.USER,
                List.of(
                        new Content.Text("<source>\n[1] Mountains\nMount Fuji is high\n</source>", Trust.RETRIEVED),
                        new Content.Text("A fact without a passage", Trust.RETRIEVED),
                        Content.text("How high is Mount Fuji?")));
        ModelRequest request = ModelRequest.of(List.of(question)).withPassages(List.of(passage));

        JsonNode with = body(request.withOptions(GenerationOptions.builder()
                .providerOptions(CohereOptions.builder().passagesAsDocuments().build())
                .build()));

        assertThat(with.path("documents")).isEqualTo(json("""
                [{"id":"1","data":{"title":"Mountains","text":"Mount Fuji is high"}}]"""));
        assertThat(with.path("messages").path(0).path("content").size()).isEqualTo(2);
        assertThat(body(request).has("documents")).isFalse();
        assertThat(body(request).path("messages").path(0).path("content").size())
                .isEqualTo(3);
    }

    @Test
    void saysWhenAStreamIsWanted() {
        JsonNode body = new CohereEncoder(encoding(true)).encode(ModelRequest.of("Hi"));

        assertThat(body).isEqualTo(json("""
                {"model":"command-x","messages":[{"role":"user","content":"Hi"}],"stream":true}"""));
    }

    private static JsonNode without(JsonNode body, String... members) {
        return ((com.fasterxml.jackson.databind.node.ObjectNode) body).without(List.of(members));
    }

    private static JsonNode body(GenerationOptions.Builder options) {
        return body(ModelRequest.of("Hi").withOptions(options.build()));
    }

    private static JsonNode body(ModelRequest request) {
        return Json.read(new CohereEncoder(encoding(false)).encode(request).toString());
    }

    private static Encoding encoding(boolean streaming) {
        return new Encoding(ModelInfo.builder("cohere", "command-x").build(), streaming, false);
    }

    private static JsonNode json(String text) {
        return Json.read(text);
    }
}
