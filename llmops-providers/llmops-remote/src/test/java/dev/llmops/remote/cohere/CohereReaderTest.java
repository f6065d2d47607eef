package dev.llmops.remote.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.http.Replay;
import dev.llmops.testing.TestCall;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohereReaderTest {
    private static final String[] STREAM = {
        "{\"type\":\"message-start\",\"id\":\"m1\",\"delta\":{\"message\":{\"role\":\"assistant\",\"content\":[]}}}",
        "{\"type\":\"tool-plan-delta\",\"delta\":{\"message\":{\"tool_plan\":\"I will \"}}}",
        "{\"type\":\"tool-plan-delta\",\"delta\":{\"message\":{\"tool_plan\":\"look.\"}}}",
        "{\"type\":\"tool-call-start\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":"
                + "{\"id\":\"c0\",\"type\":\"function\",\"function\":{\"name\":\"find\",\"arguments\":\"\"}}}}}",
        "{\"type\":\"tool-call-delta\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":"
                + "{\"function\":{\"arguments\":\"{\\n  \\\"q\\\": \"}}}}}",
        "{\"type\":\"tool-call-delta\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":"
                + "{\"function\":{\"arguments\":\"1}\"}}}}}",
        "{\"type\":\"tool-call-end\",\"index\":0}",
        "{\"type\":\"tool-call-start\",\"index\":1,\"delta\":{\"message\":{\"tool_calls\":"
                + "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"wave\",\"arguments\":\"{}\"}}}}}",
        "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"TOOL_CALL\",\"usage\":{\"billed_units\":"
                + "{\"input_tokens\":62,\"output_tokens\":35},\"tokens\":{\"input_tokens\":968,\"output_tokens\":90},"
                + "\"cached_tokens\":208}}}",
        "[DONE]"
    };

    @Test
    void readsPlanAndCallsFromAStream() {
        TestCall call = TestCall.create();

        ModelResponse response = CohereClientTest.client(Replay.sse(STREAM)).generate(ModelRequest.of("Hi"), call);

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Reasoning("I will look.", ""),
                        new Content.Opaque("cohere", "tool_plan", "{}"),
                        new Content.ToolUse(new ToolCall("c0", "find", "{\n  \"q\": 1}")),
                        new Content.ToolUse(new ToolCall("c1", "wave", "{}")));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.id()).isEqualTo("m1");
        assertThat(call.reasoning()).isEqualTo("I will look.");
    }

    @Test
    void billsWhatIsBilledAndNotWhatTheModelSaw() {
        ModelResponse response =
                CohereClientTest.client(Replay.sse(STREAM)).generate(ModelRequest.of("Hi"), TestCall.create());

        assertThat(response.usage().inputTokens()).hasValue(62);
        assertThat(response.usage().outputTokens()).hasValue(35);
        assertThat(response.usage().rawJson()).contains("\"cached_tokens\":208");
    }

    @Test
    void readsAWholeAnswer() {
        ModelResponse response = whole("""
                {"id":"m2","message":{"role":"assistant","tool_plan":"Plan.","content":[
                   {"type":"thinking","thinking":"Hm."},{"type":"text","text":"So."},{"type":"new","x":1}],
                   "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}],"mood":"good"},
                 "finish_reason":"COMPLETE","logprobs":[{"token_ids":[1,2],"text":"So.","logprobs":[-0.5,-0.25]}],
                 "usage":{"billed_units":{"search_units":2},"tokens":{"input_tokens":3}},"extra":{"a":1}}""");

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Reasoning("Plan.", ""),
                        new Content.Opaque("cohere", "tool_plan", "{}"),
                        new Content.Reasoning("Hm.", ""),
                        new Content.Text("So.", Trust.MODEL),
                        new Content.Opaque("cohere", "new", "{\"type\":\"new\",\"x\":1}"),
                        new Content.ToolUse(new ToolCall("c", "f", "{}")));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.metadata()).containsEntry("extra", "{\"a\":1}").containsEntry("message.mood", "good");
        assertThat(response.logprobs())
                .singleElement()
                .satisfies(token -> assertThat(token.logprob()).isEqualTo(-0.75));
        assertThat(response.usage().count(Unit.SEARCH_UNITS)).hasValue(2);
        assertThat(response.usage().inputTokens()).as("what was not told").isEmpty();
    }

    @Test
    void citesPassagesAtTheCharactersTheyBack() {
        Passage fuji = Passage.builder(new SourceSpan("fuji", 10, 30), "Mount Fuji: 3,776 m.")
                .title("Fuji")
                .build();
        Passage other = Passage.builder(new SourceSpan("other", 0, 5), "Other").build();
        ModelRequest request = ModelRequest.of("How high?")
                .withPassages(List.of(other, fuji))
                .withOptions(GenerationOptions.builder()
                        .providerOptions(
                                CohereOptions.builder().passagesAsDocuments().build())
                        .build());
        Replay replay = Replay.sse(
                delta(0, "😀 It is "),
                delta(0, "3,776 m high."),
                // The offset counts the emoji as one character.
                citation(8, 15, "3,776 m", "{\"type\":\"document\",\"id\":\"2\"}"),
                citation(0, 3, "not there", "{\"type\":\"document\",\"id\":\"2\"}"),
                citation(8, 15, "3,776 m", "{\"type\":\"tool\",\"id\":\"call:0\"}"),
                "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}");

        ModelResponse response = CohereClientTest.client(replay).generate(request, TestCall.create());

        assertThat(response.citations()).singleElement().satisfies(citation -> {
            assertThat(citation.number()).isEqualTo(2);
            assertThat(citation.source()).isEqualTo(fuji.span());
            assertThat(response.text().substring(citation.answerStart(), citation.answerEnd()))
                    .isEqualTo("3,776 m");
            assertThat(citation.support()).isEqualTo(Citation.Support.UNCHECKED);
        });
        assertThat(response.metadata().get("citations")).contains("call:0").contains("not there");
    }

    @Test
    void offsetsCountFromTheContentThatIsCited() {
        Passage passage = Passage.builder(new SourceSpan("d", 0, 4), "data").build();
        ModelRequest request = ModelRequest.of("Q")
                .withPassages(List.of(passage))
                .withOptions(GenerationOptions.builder()
                        .providerOptions(
                                CohereOptions.builder().passagesAsDocuments().build())
                        .build());
        String json = """
                {"id":"x","message":{"role":"assistant","content":[{"type":"text","text":"First. "},
                  {"type":"text","text":"Second."}],"citations":[{"start":0,"end":6,"text":"Second","content_index":1,
                  "type":"TEXT_CONTENT","sources":[{"type":"document","id":"doc:0","document":{"id":"1"}}]}]},
                 "finish_reason":"COMPLETE"}""";

        ModelResponse response = CohereClientTest.client(Replay.of("application/json", json))
                .generate(request, TestCall.builder().silent().build());

        assertThat(response.citations()).singleElement().satisfies(citation -> {
            assertThat(citation.answerStart()).isEqualTo(7);
            assertThat(citation.answerEnd()).isEqualTo(13);
        });
    }

    @Test
    void passesEventsItDoesNotKnowOn() {
        TestCall call = TestCall.create();
        Replay replay = Replay.sse(
                "{\"type\":\"debug\",\"prompt\":\"p\"}",
                delta(0, "x"),
                "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"NEW\"}}");

        ModelResponse response = CohereClientTest.client(replay).generate(ModelRequest.of("Hi"), call);

        assertThat(call.events(ModelEvent.Opaque.class))
                .singleElement()
                .satisfies(event -> assertThat(event.type()).isEqualTo("debug"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.UNKNOWN);
    }

    @Test
    void anErrorInTheStreamIsAFailure() {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> CohereClientTest.client(Replay.sse(delta(0, "x"), "{\"message\":\"too many tokens\"}"))
                        .generate(ModelRequest.of("Hi"), TestCall.create()));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONTEXT_TOO_LONG);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("x");
    }

    @Test
    void anAnswerWithoutAMessageIsMalformed() {
        assertThatThrownBy(() -> whole("{\"id\":\"x\"}"))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }

    @Test
    void onlyTheLastEventMakesAStreamWhole() {
        String stream = "event: content-delta\ndata: " + delta(0, "Grüße 😀")
                + "\n\nevent: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}";
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);

        for (int end = 0; end < bytes.length; end++) {
            Replay replay = Replay.of(200, Map.of(), Arrays.copyOf(bytes, end), 5);
            assertThatThrownBy(() -> CohereClientTest.client(replay).generate(ModelRequest.of("Hi"), TestCall.create()))
                    .as("cut after %d bytes", end)
                    .isInstanceOf(ProviderException.class);
        }
        assertThat(CohereClientTest.client(Replay.of(200, Map.of(), bytes, 5))
                        .generate(ModelRequest.of("Hi"), TestCall.create())
                        .text())
                .isEqualTo("Grüße 😀");
    }

    private static String delta(int index, String text) {
        return "{\"type\":\"content-delta\",\"index\":" + index + ",\"delta\":{\"message\":{\"content\":{\"text\":\""
                + text + "\"}}}}";
    }

    private static String citation(int start, int end, String text, String source) {
        return "{\"type\":\"citation-start\",\"index\":0,\"delta\":{\"message\":{\"citations\":{\"start\":" + start
                + ",\"end\":" + end + ",\"text\":\"" + text + "\",\"sources\":[" + source + "]}}}}";
    }

    private static ModelResponse whole(String json) {
        return CohereClientTest.client(Replay.of("application/json", json))
                .generate(ModelRequest.of("Hi"), TestCall.builder().silent().build());
    }
}
