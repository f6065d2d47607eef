package dev.llmops.remote.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesEncoderTest {
    private static final ToolSpec WEATHER = ToolSpec.of("weather", "Tells the weather.", "{\"type\":\"object\"}");

    @Test
    void sendsModelAndWordsOnly() {
        WireRequest request = wire(ModelRequest.of("Hello"), false, false);

        assertThat(request.path()).isEqualTo("/responses");
        assertThat(request.framing()).isEqualTo(Framing.WHOLE);
        assertThat(request.body()).isEqualTo(json("{'model':'m-1','input':[{'role':'user','content':'Hello'}]}"));
    }

    @Test
    void asksForAStream() {
        WireRequest request = wire(ModelRequest.of("Hello"), true, false);

        assertThat(request.framing()).isEqualTo(Framing.SSE);
        assertThat(request.body().path("stream").asBoolean()).isTrue();
    }

    @Test
    void followsARunInTheBackgroundAsAStream() {
        ResponsesProtocol protocol = new ResponsesProtocol(
                ResponsesDialect.common("acme").extendedBy((options, body, encoding) -> body.put("background", true)));

        WireRequest request = protocol.encode(ModelRequest.of("Hello"), encoding(false, false));

        assertThat(request.framing()).isEqualTo(Framing.SSE);
        assertThat(request.body().path("stream").asBoolean()).isTrue();
    }

    @Test
    void hoistsTheFirstInstructionsOnly() {
        ModelRequest request = ModelRequest.of(
                List.of(Message.system("Be brief."), Message.user("Hello"), Message.system("Be kind.")));

        ObjectNode body = body(request.options(), request.messages());

        assertThat(body)
                .isEqualTo(json("{'model':'m-1','instructions':'Be brief.','input':["
                        + "{'role':'user','content':'Hello'},{'role':'system','content':'Be kind.'}]}"));
    }

    @Test
    void keepsInstructionsThatStandAloneAsInput() {
        ObjectNode body = body(GenerationOptions.defaults(), List.of(Message.system("Tell a joke.")));

        assertThat(body).isEqualTo(json("{'model':'m-1','input':[{'role':'system','content':'Tell a joke.'}]}"));
    }

    @Test
    void sendsSampling() {
        Sampling sampling = Sampling.builder()
                .maxOutputTokens(50)
                .temperature(0.5)
                .topP(0.25)
                .build();

        assertThat(added(GenerationOptions.builder().sampling(sampling)))
                .isEqualTo(json("{'max_output_tokens':50,'temperature':0.5,'top_p':0.25}"));
    }

    @ParameterizedTest
    @CsvSource({"topK", "stop", "seed", "frequencyPenalty", "presencePenalty"})
    void refusesWhatTheFormatCannotSayUnlessLenient(String option) {
        Sampling.Builder sampling = Sampling.builder();
        switch (option) {
            case "topK" -> sampling.topK(3);
            case "stop" -> sampling.stop("END");
            case "seed" -> sampling.seed(7);
            case "frequencyPenalty" -> sampling.frequencyPenalty(1);
            default -> sampling.presencePenalty(1);
        }
        ModelRequest request = ModelRequest.of("Hello")
                .withOptions(
                        GenerationOptions.builder().sampling(sampling.build()).build());

        assertThatThrownBy(() -> wire(request, false, false))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining(option)
                .hasMessageNotContaining("Hello");
        Encoding lenient = encoding(false, true);
        assertThat(protocol().encode(request, lenient).body().size()).isEqualTo(2);
        assertThat(lenient.warnings()).singleElement().asString().startsWith(option + " was left out");
    }

    @Test
    void writesToolsFlatAndAlwaysSaysWhetherTheyAreStrict() {
        ToolSpec strict = new ToolSpec("find", "", "{\"type\":\"object\"}", true);

        assertThat(added(GenerationOptions.builder().tools(List.of(WEATHER, strict))))
                .isEqualTo(json("{'tools':[{'type':'function','name':'weather','description':'Tells the weather.',"
                        + "'parameters':{'type':'object'},'strict':false},{'type':'function','name':'find',"
                        + "'parameters':{'type':'object'},'strict':true}]}"));
    }

    @Test
    void sendsHowToolsAreToBeCalled() {
        GenerationOptions.Builder options =
                GenerationOptions.builder().tools(List.of(WEATHER)).parallelToolCalls(false);

        assertThat(added(options.toolChoice(ToolChoice.none())).path("tool_choice"))
                .isEqualTo(json("'none'"));
        assertThat(added(options.toolChoice(ToolChoice.required())).path("tool_choice"))
                .isEqualTo(json("'required'"));
        ObjectNode named = added(options.toolChoice(ToolChoice.named("weather")));
        assertThat(named.path("tool_choice")).isEqualTo(json("{'type':'function','name':'weather'}"));
        assertThat(named.path("parallel_tool_calls")).isEqualTo(json("false"));
        assertThat(added(options.toolChoice(ToolChoice.auto())).has("tool_choice"))
                .isFalse();
    }

    @Test
    void sendsTheFormOfTheAnswer() {
        assertThat(added(GenerationOptions.builder().responseFormat(new ResponseFormat.Json())))
                .isEqualTo(json("{'text':{'format':{'type':'json_object'}}}"));
        assertThat(added(GenerationOptions.builder()
                        .responseFormat(ResponseFormat.schema("A city!", "{\"type\":\"object\"}"))))
                .isEqualTo(json("{'text':{'format':{'type':'json_schema','name':'A_city_',"
                        + "'schema':{'type':'object'},'strict':true}}}"));
        assertThat(added(GenerationOptions.builder()
                                .responseFormat(new ResponseFormat.JsonSchema("city", "{\"type\":\"object\"}", false)))
                        .at("/text/format")
                        .has("strict"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NONE,none", "MINIMAL,minimal", "LOW,low", "MEDIUM,medium", "HIGH,high", "MAX,xhigh"})
    void sendsTheEffortOfReasoning(ReasoningOptions.Effort effort, String word) {
        assertThat(added(GenerationOptions.builder().reasoning(ReasoningOptions.of(effort))))
                .isEqualTo(json("{'reasoning':{'effort':'" + word + "'}}"));
    }

    @Test
    void asksForASummaryOfVisibleReasoning() {
        ReasoningOptions visible = new ReasoningOptions(ReasoningOptions.Effort.LOW, 0, true);

        assertThat(added(GenerationOptions.builder().reasoning(visible)))
                .isEqualTo(json("{'reasoning':{'effort':'low','summary':'auto'}}"));
    }

    @Test
    void refusesABudgetOfReasoning() {
        GenerationOptions options = GenerationOptions.builder()
                .reasoning(new ReasoningOptions(ReasoningOptions.Effort.LOW, 100, false))
                .build();

        assertThatThrownBy(() -> wire(ModelRequest.of("Hello").withOptions(options), false, false))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("budget");
    }

    @Test
    void asksForLogprobsCacheAndMetadata() {
        assertThat(added(GenerationOptions.builder()
                        .logprobs(3)
                        .cacheKey("tenant-7")
                        .metadata("run", "42")))
                .isEqualTo(json("{'include':['message.output_text.logprobs'],'top_logprobs':3,"
                        + "'prompt_cache_key':'tenant-7','metadata':{'run':'42'}}"));
    }

    @Test
    void answersInPicturesByATool() {
        assertThat(added(GenerationOptions.builder().outputModalities(Modality.TEXT, Modality.IMAGE)))
                .isEqualTo(json("{'tools':[{'type':'image_generation'}]}"));
    }

    @Test
    void refusesToAnswerInSound() {
        GenerationOptions options =
                GenerationOptions.builder().outputModalities(Modality.AUDIO).build();

        assertThatThrownBy(() -> wire(ModelRequest.of("Hello").withOptions(options), false, true))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("audio");
    }

    private static ObjectNode added(GenerationOptions.Builder options) {
        ObjectNode body = body(options.build(), List.of(Message.user("Hello")));
        body.remove(List.of("model", "input"));
        // As read by the server: numbers have no Java types there.
        return (ObjectNode) Json.read(body.toString());
    }

    private static ObjectNode body(GenerationOptions options, List<Message> messages) {
        return wire(ModelRequest.of(messages).withOptions(options), false, false)
                .body();
    }

    private static WireRequest wire(ModelRequest request, boolean streaming, boolean lenient) {
        return protocol().encode(request, encoding(streaming, lenient));
    }

    private static ResponsesProtocol protocol() {
        return new ResponsesProtocol(ResponsesDialect.common("acme"));
    }

    private static Encoding encoding(boolean streaming, boolean lenient) {
        return new Encoding(ModelInfo.builder("acme", "m-1").build(), streaming, lenient);
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }
}
