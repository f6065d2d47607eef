package dev.llmops.remote.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.Usage;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesReaderTest {
    private static final String MESSAGE =
            "{'type':'message','id':'msg_1','role':'assistant','status':'completed','content':"
                    + "[{'type':'output_text','text':'Hello','annotations':[],'logprobs':[]}]}";
    private static final String CALL =
            "{'type':'function_call','id':'fc_1','call_id':'call_1','name':'find','arguments':'{\\\"q\\\":1}',"
                    + "'status':'completed'}";
    private static final String OTHER_CALL =
            "{'type':'function_call','id':'fc_2','call_id':'call_2','name':'tell','arguments':'{}',"
                    + "'status':'completed'}";

    private final List<ModelEvent> events = new ArrayList<>();
    private final ResponseAssembly assembly = new ResponseAssembly("acme", events::add);
    private final AnswerReader reader =
            new ResponsesProtocol(ResponsesDialect.common("acme")).reader(ModelRequest.of("?"), assembly);

    @Test
    void readsAWholeAnswer() {
        ModelResponse response = whole(answer(MESSAGE)
                .replace("'status':'completed','output'", "'status':'completed','service_tier':'flex','output'"));

        assertThat(response.text()).isEqualTo("Hello");
        assertThat(response.id()).isEqualTo("resp_1");
        assertThat(response.model()).isEqualTo("m-1-2025");
        assertThat(response.provider()).isEqualTo("acme");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.rawFinishReason()).isEqualTo("completed");
        assertThat(response.usage().inputTokens()).hasValue(3);
        assertThat(response.usage().outputTokens()).hasValue(2);
        assertThat(response.usage().source()).isEqualTo(Usage.Source.PROVIDER);
        assertThat(response.metadata()).containsOnlyKeys("service_tier");
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void readsAStreamAsItReadsTheWhole() {
        event("{'type':'response.created','response':{'id':'resp_1','model':'m-1-2025','status':'in_progress'}}");
        event("{'type':'response.output_item.added','output_index':0,'item':"
                + "{'type':'message','id':'msg_1','role':'assistant','status':'in_progress','content':[]}}");
        event("{'type':'response.content_part.added','output_index':0,'item_id':'msg_1','content_index':0,"
                + "'part':{'type':'output_text','text':'','annotations':[]}}");
        event("{'type':'response.output_text.delta','output_index':0,'content_index':0,'delta':'Hel'}");
        event("{'type':'response.output_text.delta','output_index':0,'content_index':0,'delta':'lo'}");
        event("{'type':'response.output_text.done','output_index':0,'content_index':0,'text':'Hello'}");
        event("{'type':'response.output_item.done','output_index':0,'item':" + MESSAGE + "}");
        boolean done = event("{'type':'response.completed','response':" + answer(MESSAGE) + "}");
        ModelResponse streamed = assembly.build();

        assertThat(done).isTrue();
        assertThat(events)
                .filteredOn(ModelEvent.TextDelta.class::isInstance)
                .containsExactly(new ModelEvent.TextDelta("Hel"), new ModelEvent.TextDelta("lo"));
        assertSame(streamed, new ResponsesReaderTest().whole(answer(MESSAGE)));
    }

    @Test
    void takesTheTypeFromTheFramingWhereTheDataHasNone() {
        reader.event(WireEvent.of("response.output_text.delta", "{\"output_index\":0,\"delta\":\"Hi\"}"));

        assertThat(assembly.build().text()).isEqualTo("Hi");
    }

    @Test
    void needsNoPiecesBeforeTheLastEvent() {
        event("{'type':'response.completed','response':" + answer(MESSAGE + "," + CALL) + "}");
        ModelResponse response = assembly.build();

        assertThat(response.text()).isEqualTo("Hello");
        assertThat(response.toolCalls()).containsExactly(new ToolCall("call_1", "find", "{\"q\":1}"));
        assertThat(events).contains(new ModelEvent.TextDelta("Hello"), new ModelEvent.ToolCallDelta(0, "{\"q\":1}"));
    }

    @Test
    void joinsToolCallsThatComeSideBySide() {
        begun(0, CALL);
        begun(1, OTHER_CALL);
        event("{'type':'response.function_call_arguments.delta','output_index':0,'delta':'{\\\"q\\\"'}");
        event("{'type':'response.function_call_arguments.delta','output_index':1,'delta':'{'}");
        event("{'type':'response.function_call_arguments.delta','output_index':0,'delta':':1}'}");
        event("{'type':'response.function_call_arguments.delta','output_index':1,'delta':'}'}");
        event("{'type':'response.function_call_arguments.done','output_index':0,'arguments':'{\\\"q\\\":1}'}");
        event("{'type':'response.output_item.done','output_index':0,'item':" + CALL + "}");
        event("{'type':'response.output_item.done','output_index':1,'item':" + OTHER_CALL + "}");
        event("{'type':'response.completed','response':" + answer(CALL + "," + OTHER_CALL) + "}");
        ModelResponse response = assembly.build();

        assertThat(response.toolCalls())
                .containsExactly(new ToolCall("call_1", "find", "{\"q\":1}"), new ToolCall("call_2", "tell", "{}"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.warnings()).isEmpty();
        assertThat(events)
                .filteredOn(ModelEvent.ToolCallStarted.class::isInstance)
                .containsExactly(
                        new ModelEvent.ToolCallStarted(0, "call_1", "find"),
                        new ModelEvent.ToolCallStarted(1, "call_2", "tell"));
    }

    @Test
    void findsTheItemByItsIdWhereItsPlaceIsMissing() {
        event("{'type':'response.output_item.added','output_index':4,'item':" + CALL.replace("{\\\"q\\\":1}", "")
                + "}");
        event("{'type':'response.function_call_arguments.delta','item_id':'fc_1','delta':'{\\\"q\\\":1}'}");
        event("{'type':'response.completed','response':" + answer(CALL) + "}");
        ModelResponse response = assembly.build();

        assertThat(response.toolCalls()).containsExactly(new ToolCall("call_1", "find", "{\"q\":1}"));
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void keepsTheRestOfItemsBesideWhatTheySay() {
        ModelResponse response = whole(answer(MESSAGE + "," + CALL));

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Text("Hello", Trust.MODEL),
                        opaque(
                                "message",
                                "{'type':'message','id':'msg_1','role':'assistant','status':'completed',"
                                        + "'content':[{'type':'output_text','annotations':[],'logprobs':[]}]}"),
                        new Content.ToolUse(new ToolCall("call_1", "find", "{\"q\":1}")),
                        opaque(
                                "function_call",
                                "{'type':'function_call','id':'fc_1','call_id':'call_1','status':'completed'}"));
    }

    @Test
    void readsReasoningAndKeepsItsItemAsItCame() {
        String item = "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'First.'},"
                + "{'type':'summary_text','text':'Then.'}],'encrypted_content':'gAAA+/=='}";
        event("{'type':'response.reasoning_summary_part.added','output_index':0,'summary_index':0}");
        event("{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':0,'delta':'Fir'}");
        event("{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':0,'delta':'st.'}");
        event("{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':1,'delta':'Then.'}");
        event("{'type':'response.output_item.done','output_index':0,'item':" + item + "}");
        event("{'type':'response.output_item.done','output_index':1,'item':" + MESSAGE + "}");
        event("{'type':'response.completed','response':" + answer(item + "," + MESSAGE) + "}");
        ModelResponse response = assembly.build();

        assertThat(response.message().contents())
                .startsWith(
                        new Content.Reasoning("First.", ""),
                        new Content.Reasoning("Then.", ""),
                        opaque("reasoning", item),
                        new Content.Text("Hello", Trust.MODEL));
        assertThat(response.warnings()).isEmpty();
    }

    @Test
    void readsThoughtsThatAreShownInFull() {
        String item = "{'type':'reasoning','id':'r','summary':[],'content':[{'type':'reasoning_text','text':'Hm.'}]}";
        event("{'type':'response.reasoning_text.delta','output_index':0,'content_index':0,'delta':'H'}");
        event("{'type':'response.completed','response':" + answer(item) + "}");

        assertThat(assembly.build().reasoning()).isEqualTo("Hm.");
    }

    @Test
    void readsARefusal() {
        event("{'type':'response.refusal.delta','output_index':0,'content_index':0,'delta':'I will '}");
        event("{'type':'response.refusal.delta','output_index':0,'content_index':0,'delta':'not.'}");
        event("{'type':'response.completed','response':"
                + answer("{'type':'message','id':'m','role':'assistant','status':'completed',"
                        + "'content':[{'type':'refusal','refusal':'I will not.'}]}")
                + "}");
        ModelResponse response = assembly.build();

        assertThat(response.message().contents()).first().isEqualTo(new Content.Refusal("I will not."));
        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.rawFinishReason()).isEqualTo("completed");
    }

    @Test
    void makesCitationsOfAnnotations() {
        String text = "\uD83D\uDE00 It is tall.";
        String message = "{'type':'message','id':'m','role':'assistant','status':'completed','content':["
                + "{'type':'output_text','text':'So: ','annotations':[]},{'type':'output_text','text':'" + text
                + "','annotations':[{'type':'url_citation','url':'https://example.org/a','title':'A','start_index':2,"
                + "'end_index':4},{'type':'file_citation','file_id':'file-1','filename':'b.txt','index':99},"
                + "{'type':'url_citation','url':'https://example.org/a','title':'A','start_index':5,'end_index':7},"
                + "{'type':'file_path','index':0}]}]}";

        List<Citation> citations = whole(answer(message)).citations();

        assertThat(citations).hasSize(3);
        Citation first = citations.get(0);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.source().documentId()).isEqualTo("https://example.org/a");
        assertThat(("So: " + text).substring(first.answerStart(), first.answerEnd()))
                .isEqualTo("It");
        assertThat(citations.get(1).title()).isEqualTo("b.txt");
        assertThat(citations.get(1).number()).isEqualTo(2);
        assertThat(citations.get(1).answerEnd()).isEqualTo(("So: " + text).length());
        assertThat(citations.get(2).number()).isEqualTo(1);
    }

    @Test
    void makesMediaOfGeneratedPictures() {
        String item = "{'type':'image_generation_call','id':'ig_1','status':'completed','output_format':'webp',"
                + "'result':'AQID'}";
        Media picture = Media.of("image/webp", new byte[] {1, 2, 3});
        event("{'type':'response.image_generation_call.partial_image','output_index':0,'partial_image_b64':'AQ=='}");
        event("{'type':'response.output_item.done','output_index':0,'item':" + item + "}");
        event("{'type':'response.completed','response':" + answer(item) + "}");
        ModelResponse response = assembly.build();

        assertThat(response.message().contents())
                .containsExactly(
                        new Content.Attachment(picture),
                        opaque(
                                "image_generation_call",
                                "{'type':'image_generation_call','id':'ig_1','status':'completed',"
                                        + "'output_format':'webp'}"));
        assertThat(events).contains(new ModelEvent.MediaDelta(picture));
    }

    @Test
    void readsCustomToolCalls() {
        String item = "{'type':'custom_tool_call','id':'ctc_1','call_id':'call_9','name':'sql','input':'select 1'}";
        begun(0, "{'type':'custom_tool_call','id':'ctc_1','call_id':'call_9','name':'sql','input':''}");
        event("{'type':'response.custom_tool_call_input.delta','output_index':0,'delta':'select'}");
        event("{'type':'response.completed','response':" + answer(item) + "}");
        ModelResponse response = assembly.build();

        assertThat(response.toolCalls()).containsExactly(new ToolCall("call_9", "sql", "select 1"));
        assertThat(response.message().contents())
                .contains(opaque("custom_tool_call", "{'type':'custom_tool_call','id':'ctc_1','call_id':'call_9'}"));
    }

    @Test
    void keepsItemsPartsAndEventsItDoesNotKnow() {
        String item = "{'type':'quantum_call','id':'q_1','n':1.50}";
        String message = "{'type':'message','id':'m','role':'assistant','status':'completed',"
                + "'content':[{'type':'chart','v':1}]}";
        String progress = "{'type':'response.quantum_call.searching','output_index':0}";
        event(progress);
        event("{'type':'response.completed','response':" + answer(item + "," + message) + "}");

        assertThat(assembly.build().message().contents())
                .contains(opaque("quantum_call", item), opaque("message.chart", "{'type':'chart','v':1}"));
        assertThat(events)
                .contains(
                        new ModelEvent.Opaque("response.quantum_call.searching", json(progress)),
                        new ModelEvent.Opaque("quantum_call", json(item)));
    }

    @Test
    void believesTheEndWhereItIsNotWhatThePiecesWere() {
        event("{'type':'response.output_text.delta','output_index':0,'content_index':0,'delta':'Help'}");
        event("{'type':'response.completed','response':" + answer(MESSAGE) + "}");
        ModelResponse response = assembly.build();

        assertThat(response.text()).isEqualTo("Hello");
        assertThat(response.warnings()).singleElement().asString().contains("text");
    }

    @Test
    void readsLogprobs() {
        String message = "{'type':'message','id':'m','role':'assistant','status':'completed','content':["
                + "{'type':'output_text','text':'Hi','annotations':[],'logprobs':[{'token':'Hi','logprob':-0.25,"
                + "'top_logprobs':[{'token':'Ho','logprob':-1.5}]}]}]}";
        event("{'type':'response.output_item.done','output_index':0,'item':" + message + "}");
        event("{'type':'response.completed','response':" + answer(message) + "}");

        assertThat(assembly.build().logprobs()).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo("Hi");
            assertThat(token.logprob()).isEqualTo(-0.25);
            assertThat(token.alternatives().get(0).token()).isEqualTo("Ho");
        });
    }

    @ParameterizedTest
    @CsvSource({"max_output_tokens,LENGTH", "content_filter,CONTENT_FILTER", "boredom,UNKNOWN"})
    void tellsWhyAnAnswerIsIncomplete(String cause, FinishReason reason) {
        event("{'type':'response.incomplete','response':"
                + answer(MESSAGE)
                        .replace(
                                "'status':'completed','output'",
                                "'status':'incomplete'," + "'incomplete_details':{'reason':'" + cause + "'},'output'")
                + "}");
        ModelResponse response = assembly.build();

        assertThat(response.finishReason()).isEqualTo(reason);
        assertThat(response.rawFinishReason()).isEqualTo("incomplete");
        assertThat(response.metadata()).containsEntry("incomplete_details.reason", cause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'server_error'}}}",
                "{'type':'error','code':'rate_limit_exceeded','message':'slow down','param':null}",
                "{'error':{'message':'no','code':500}}",
                "{'type':'response.completed','response':{'status':'failed','output':[]}}"
            })
    void throwsWhatFailsInAStream(String data) {
        assertThatThrownBy(() -> event(data)).isInstanceOf(InStreamFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'r','status':'failed','error':{'code':'server_error','message':'x'},'output':[]}",
                "{'error':{'message':'no'}}"
            })
    void throwsWhatFailsWhole(String answer) {
        assertThatThrownBy(() -> whole(answer)).isInstanceOf(InStreamFailure.class);
    }

    @Test
    void refusesWhatIsNoAnswer() {
        assertThatThrownBy(() -> whole("{}")).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void saysThatAnAnswerHasNotBegun() {
        ModelResponse response = whole("{'id':'resp_1','model':'m','status':'queued','output':[],'usage':null}");

        assertThat(response.finishReason()).isEqualTo(FinishReason.UNKNOWN);
        assertThat(response.rawFinishReason()).isEqualTo("queued");
        assertThat(response.warnings()).singleElement().asString().contains("resp_1");
        assertThat(response.usage().inputTokens()).isEmpty();
    }

    @Test
    void isNotCompleteWithoutTheLastEvent() {
        event("{'type':'response.output_item.done','output_index':0,'item':" + MESSAGE + "}");
        boolean done = reader.event(WireEvent.of("", "[DONE]"));

        assertThat(done).isFalse();
        assertThat(reader.isComplete()).isFalse();
    }

    private void begun(int place, String item) {
        String empty = item.replaceAll("'arguments':'[^']*'", "'arguments':''");
        event("{'type':'response.output_item.added','output_index':" + place + ",'item':" + empty + "}");
    }

    private boolean event(String data) {
        return reader.event(WireEvent.of("", json(data)));
    }

    private ModelResponse whole(String answer) {
        reader.whole(Json.read(json(answer)));
        return assembly.build();
    }

    private static String answer(String items) {
        return "{'id':'resp_1','object':'response','model':'m-1-2025','status':'completed','output':[" + items
                + "],'usage':{'input_tokens':3,'output_tokens':2,'total_tokens':5},'error':null,'temperature':1.0}";
    }

    private static Content.Opaque opaque(String type, String json) {
        return new Content.Opaque("acme", type, json(json));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static void assertSame(ModelResponse one, ModelResponse other) {
        assertThat(one.message()).isEqualTo(other.message());
        assertThat(one.finishReason()).isEqualTo(other.finishReason());
        assertThat(one.usage()).isEqualTo(other.usage());
        assertThat(one.id()).isEqualTo(other.id());
        assertThat(one.metadata()).isEqualTo(other.metadata());
    }
}
