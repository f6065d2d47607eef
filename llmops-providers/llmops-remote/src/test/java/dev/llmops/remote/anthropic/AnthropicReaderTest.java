package dev.llmops.remote.anthropic;

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
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.testing.TestCall;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicReaderTest {
    private static final ModelRequest REQUEST = ModelRequest.of("Hi");

    private static ModelResponse whole(String body) {
        return ask(
                Replay.of("application/json", body),
                REQUEST,
                TestCall.builder().silent().build());
    }

    private static ModelResponse stream(String body) {
        return ask(Replay.of("text/event-stream", body), REQUEST, TestCall.create());
    }

    private static ModelResponse ask(Replay replay, ModelRequest request, TestCall call) {
        AnthropicClient client = AnthropicClient.builder("claude-sonnet-4-5")
                .connection(Connection.builder()
                        .key("no-key")
                        .transport(replay.transport())
                        .build())
                .build();
        return client.generate(request, call);
    }

    private static String answer(String content, String more) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-x\",\"content\":"
                + content + ",\"stop_reason\":\"end_turn\"" + more + "}";
    }

    @Test
    void readsAWholeMessage() {
        ModelResponse response = whole(AnthropicAnswers.WHOLE);

        assertThat(response.text()).isEqualTo("Hello there");
        assertThat(response.id()).isEqualTo("msg_1");
        assertThat(response.model()).isEqualTo("claude-sonnet-4-5-20250929");
        assertThat(response.provider()).isEqualTo("anthropic");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.rawFinishReason()).isEqualTo("end_turn");
        assertThat(response.rawJson()).isEqualTo(AnthropicAnswers.WHOLE);
        assertThat(response.usage().inputTokens()).hasValue(12);
        assertThat(response.usage().outputTokens()).hasValue(5);
    }

    @Test
    void joinsAStreamOfThoughtsTextAndToolCalls() {
        ModelResponse response = stream(AnthropicAnswers.stream());

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Reasoning("Grüße", "c2ln"),
                        new Content.Text("Hello 😀", Trust.MODEL),
                        new Content.ToolUse(new ToolCall("toolu_1", "add", "{\"a\": 1}")),
                        new Content.ToolUse(new ToolCall("toolu_2", "now", "{}")));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.usage().count(Unit.INPUT_UNCACHED)).hasValue(12);
        assertThat(response.usage().count(Unit.CACHE_READ)).hasValue(7);
        assertThat(response.usage().count(Unit.OUTPUT_TEXT)).hasValue(30);
    }

    @Test
    void readsTheSameHoweverTheStreamIsCut() {
        byte[] body = AnthropicAnswers.stream().getBytes(StandardCharsets.UTF_8);
        ModelResponse expected = stream(AnthropicAnswers.stream());

        for (int piece : new int[] {1, 2, 3, 7, 97}) {
            ModelResponse response = ask(Replay.of(200, Map.of(), body, piece), REQUEST, TestCall.create());

            assertThat(response.message()).isEqualTo(expected.message());
            assertThat(response.usage()).isEqualTo(expected.usage());
        }
    }

    @Test
    void noStreamThatBreaksOffBeforeItsLastEventSucceeds() {
        String text = AnthropicAnswers.events(
                AnthropicAnswers.START,
                AnthropicAnswers.TEXT_START,
                AnthropicAnswers.TEXT_DELTA,
                AnthropicAnswers.stop(0),
                AnthropicAnswers.END,
                AnthropicAnswers.STOP);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        int marker = text.indexOf(AnthropicAnswers.STOP) + AnthropicAnswers.STOP.length();

        for (int length = 0; length < marker; length++) {
            Replay replay = Replay.of(200, Map.of(), Arrays.copyOf(body, length), 8192);

            assertThatThrownBy(() -> ask(replay, REQUEST, TestCall.create()))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(ProviderException.class);
        }
        assertThat(stream(text).text()).isEqualTo("Hello");
    }

    @Test
    void tellsWhatHadComeWhenAStreamBreaksOff() {
        String text = AnthropicAnswers.events(
                AnthropicAnswers.START, AnthropicAnswers.TEXT_START, AnthropicAnswers.TEXT_DELTA);

        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> stream(text));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRUNCATED);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("Hello");
        assertThat(failure.failure().partial().orElseThrow().usage().source()).isEqualTo(Usage.Source.PARTIAL);
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error, OVERLOADED",
        "rate_limit_error, RATE_LIMITED",
        "api_error, SERVER",
        "authentication_error, AUTH"
    })
    void failsForAnErrorInsideAStream(String type, ErrorClass expected) {
        String text = AnthropicAnswers.events(
                AnthropicAnswers.START,
                AnthropicAnswers.TEXT_START,
                AnthropicAnswers.TEXT_DELTA,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"Sorry\"}}");

        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> stream(text));

        assertThat(failure.errorClass()).isEqualTo(expected);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("Hello");
    }

    @Test
    void failsForAnErrorUnderASuccess() {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";

        assertThatThrownBy(() -> whole(body))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.OVERLOADED));
    }

    @Test
    void failsForWhatIsNoMessage() {
        assertThatThrownBy(() -> whole("{}"))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }

    @Test
    void keepsBlocksThatItDoesNotKnow() {
        String block = "{\"type\":\"brand_new\",\"stuff\":[1,{\"a\":null}]}";

        ModelResponse response =
                whole(answer("[" + block + ",{\"type\":\"redacted_thinking\",\"data\":\"x+/=\"}]", ""));

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Opaque("anthropic", "brand_new", block),
                        new Content.Opaque(
                                "anthropic",
                                "redacted_thinking",
                                "{\"type\":\"redacted_thinking\",\"data\":\"x+/=\"}"));
    }

    @Test
    void joinsStreamedBlocksThatItDoesNotKnow() {
        String text = AnthropicAnswers.events(
                AnthropicAnswers.START,
                AnthropicAnswers.start(
                        0, "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\",\"input\":{}}"),
                AnthropicAnswers.delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"query\\\":\"}"),
                AnthropicAnswers.delta(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"tea\\\"}\"}"),
                AnthropicAnswers.stop(0),
                AnthropicAnswers.start(1, "{\"type\":\"compaction\",\"content\":null}"),
                AnthropicAnswers.delta(1, "{\"type\":\"compaction_delta\",\"content\":\"All \"}"),
                AnthropicAnswers.delta(1, "{\"type\":\"compaction_delta\",\"content\":\"so far\"}"),
                AnthropicAnswers.stop(1),
                AnthropicAnswers.END,
                AnthropicAnswers.STOP);
        TestCall call = TestCall.create();

        ModelResponse response = ask(Replay.of("text/event-stream", text), REQUEST, call);

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Opaque(
                                "anthropic",
                                "server_tool_use",
                                "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\","
                                        + "\"input\":{\"query\":\"tea\"}}"),
                        new Content.Opaque(
                                "anthropic", "compaction", "{\"type\":\"compaction\",\"content\":\"All so far\"}"));
        assertThat(call.events(ModelEvent.Opaque.class)).hasSize(2);
    }

    @Test
    void passesUnknownEventsOn() {
        TestCall call = TestCall.create();
        String text = AnthropicAnswers.events(
                AnthropicAnswers.START,
                "{\"type\":\"weather\",\"sky\":\"blue\"}",
                AnthropicAnswers.END,
                AnthropicAnswers.STOP);

        ask(Replay.of("text/event-stream", text), REQUEST, call);

        assertThat(call.events(ModelEvent.Opaque.class))
                .containsExactly(new ModelEvent.Opaque("weather", "{\"type\":\"weather\",\"sky\":\"blue\"}"));
    }

    @Test
    void keepsWhoCalledAToolUnlessTheModelDidItself() {
        ModelResponse response = whole(answer("""
                [{"type":"tool_use","id":"t1","name":"a","input":{"x":1},"caller":{"type":"direct"}},
                 {"type":"tool_use","id":"t2","name":"b","input":{},"caller":{"type":"code","tool_id":"s"}}]""", ""));

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.ToolUse(new ToolCall("t1", "a", "{\"x\":1}")),
                        new Content.ToolUse(new ToolCall("t2", "b", "{}")),
                        new Content.Opaque(
                                "anthropic", "tool_use+", "{\"caller\":{\"type\":\"code\",\"tool_id\":\"s\"}}"));
    }

    @Test
    void tellsFurtherFactsAsMetadata() {
        ModelResponse response = whole(answer(
                "[]",
                ",\"stop_sequence\":\"Paris\",\"container\":{\"id\":\"c1\"},\"stop_details\":null"
                        + ",\"diagnostics\":{\"why\":\"tools_changed\"}"));

        assertThat(response.metadata())
                .containsEntry("stop_sequence", "Paris")
                .containsEntry("container", "{\"id\":\"c1\"}")
                .containsEntry("diagnostics", "{\"why\":\"tools_changed\"}")
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "max_tokens, LENGTH",
        "stop_sequence, STOP",
        "refusal, CONTENT_FILTER",
        "pause_turn, PAUSE",
        "model_context_window_exceeded, CONTEXT",
        "bored, UNKNOWN"
    })
    void tellsWhyTheModelStopped(String raw, FinishReason expected) {
        String body = answer("[{\"type\":\"text\",\"text\":\"Hi\"}]", "").replace("end_turn", raw);

        ModelResponse response = whole(body);

        assertThat(response.finishReason()).isEqualTo(expected);
        assertThat(response.rawFinishReason()).isEqualTo(raw);
    }

    @Test
    void findsThePassagesThatAreCited() {
        ModelRequest request = REQUEST.withPassages(List.of(
                Passage.builder(new SourceSpan("a", 100, 109), "😀 is fine")
                        .title("Smileys")
                        .build(),
                Passage.builder(new SourceSpan("b", 0, 20), "Grass is green here.")
                        .title("Plants")
                        .build()));
        String body = answer("""
                [{"type":"text","text":"As is known, "},
                 {"type":"text","text":"grass is green","citations":[
                   {"type":"char_location","cited_text":"Grass is green","document_index":1,
                    "document_title":"Plants","start_char_index":0,"end_char_index":14},
                   {"type":"char_location","cited_text":"is fine","document_index":0,
                    "document_title":"Smileys","start_char_index":2,"end_char_index":9},
                   {"type":"page_location","cited_text":"elsewhere","document_index":2}]}]""", "");

        ModelResponse response = ask(
                Replay.of("application/json", body),
                request,
                TestCall.builder().silent().build());

        assertThat(response.citations())
                .containsExactly(
                        new Citation(
                                2,
                                new SourceSpan("b", 0, 14),
                                "Grass is green",
                                "Plants",
                                List.of(),
                                13,
                                27,
                                Citation.Support.UNCHECKED),
                        new Citation(
                                1,
                                new SourceSpan("a", 103, 110),
                                "is fine",
                                "Smileys",
                                List.of(),
                                13,
                                27,
                                Citation.Support.UNCHECKED));
        assertThat(response.message().contents())
                .hasSize(3)
                .last()
                .isInstanceOfSatisfying(
                        Content.Opaque.class,
                        opaque -> assertThat(opaque.type()).isEqualTo("text+"));
    }

    @Test
    void joinsStreamedCitations() {
        String text = AnthropicAnswers.events(
                AnthropicAnswers.START,
                AnthropicAnswers.start(0, "{\"type\":\"text\",\"text\":\"\",\"citations\":[]}"),
                AnthropicAnswers.delta(0, "{\"type\":\"citations_delta\",\"citation\":{\"cited_text\":\"a\"}}"),
                AnthropicAnswers.delta(0, "{\"type\":\"citations_delta\",\"citation\":{\"cited_text\":\"b\"}}"),
                AnthropicAnswers.delta(0, "{\"type\":\"text_delta\",\"text\":\"So it is\"}"),
                AnthropicAnswers.stop(0),
                AnthropicAnswers.END,
                AnthropicAnswers.STOP);

        ModelResponse response = stream(text);

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Text("So it is", Trust.MODEL),
                        new Content.Opaque(
                                "anthropic",
                                "text+",
                                "{\"citations\":[{\"cited_text\":\"a\"},{\"cited_text\":\"b\"}]}"));
        assertThat(response.citations()).isEmpty();
    }

    @Test
    void keepsNothingOfTextWithoutWords() {
        ModelResponse response = whole(answer("""
                [{"type":"text","text":"A"},{"type":"text","text":"","citations":[{"cited_text":"x"}]}]""", ""));

        assertThat(response.message().contents()).containsExactly(new Content.Text("A", Trust.MODEL));
    }

    @Test
    void splitsUsageIntoUnitsThatDoNotOverlap() {
        ModelResponse response = whole(answer("[]", """
                ,"usage":{"input_tokens":10,"cache_read_input_tokens":200,"cache_creation_input_tokens":50,
                 "cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":30},
                 "output_tokens":90,"output_tokens_details":{"thinking_tokens":40},
                 "server_tool_use":{"web_search_requests":2}}"""));

        Usage usage = response.usage();
        assertThat(usage.source()).isEqualTo(Usage.Source.PROVIDER);
        assertThat(usage.count(Unit.INPUT_UNCACHED)).hasValue(10);
        assertThat(usage.count(Unit.CACHE_READ)).hasValue(200);
        assertThat(usage.count(Unit.CACHE_WRITE_SHORT)).hasValue(20);
        assertThat(usage.count(Unit.CACHE_WRITE_LONG)).hasValue(30);
        assertThat(usage.count(Unit.OUTPUT_REASONING)).hasValue(40);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(50);
        assertThat(usage.count(Unit.SEARCH_UNITS)).hasValue(2);
        assertThat(usage.inputTokens()).hasValue(260);
        assertThat(usage.outputTokens()).hasValue(90);
    }

    @Test
    void leavesUsageUnknownThatDidNotCome() {
        Usage usage = whole(answer("[]", "")).usage();

        assertThat(usage.inputTokens()).isEmpty();
        assertThat(usage.outputTokens()).isEmpty();
    }

    @Test
    void costsWhatTheBillSaid() {
        Usage usage = whole(answer("[]", """
                ,"usage":{"input_tokens":3,"cache_creation_input_tokens":12304,"cache_read_input_tokens":0,
                 "output_tokens":550}""")).usage();

        BigDecimal cost = price(usage, Unit.INPUT_UNCACHED, "3")
                .add(price(usage, Unit.CACHE_WRITE_SHORT, "3.75"))
                .add(price(usage, Unit.CACHE_READ, "0.30"))
                .add(price(usage, Unit.OUTPUT_TEXT, "15"));

        assertThat(cost).isEqualByComparingTo("0.054399");
    }

    private static BigDecimal price(Usage usage, Unit unit, String perMillion) {
        return new BigDecimal(perMillion)
                .multiply(BigDecimal.valueOf(usage.count(unit).orElseThrow()))
                .movePointLeft(6);
    }
}
