package dev.llmops.remote.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ReasoningOptions.Effort;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.chat.ChatDialect.Thinking;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.Encoding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatEncoderTest {
    private static final ToolSpec TOOL = ToolSpec.of("f", "Does it.", "{\"type\":\"object\"}");

    private final ChatTrial trial = ChatTrial.common();

    private static GenerationOptions sampling(Sampling.Builder sampling) {
        return GenerationOptions.builder().sampling(sampling.build()).build();
    }

    private static GenerationOptions tools(ToolChoice choice) {
        return GenerationOptions.builder()
                .tools(List.of(TOOL))
                .toolChoice(choice)
                .build();
    }

    private static GenerationOptions thinking(Effort effort, int budget, boolean visible) {
        return GenerationOptions.builder()
                .reasoning(new ReasoningOptions(effort, budget, visible))
                .build();
    }

    @Test
    void sendsModelAndMessagesAndNothingElse() {
        assertThat(trial.body(ModelRequest.of("Hello")))
                .hasToString("{\"model\":\"model-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    }

    @Test
    void asksForUsageInStreamsWhereThatIsKnown() {
        ChatTrial without = new ChatTrial(ChatDialect.common("test").without(Trait.STREAM_USAGE));

        JsonNode body = trial.body(ModelRequest.of("Hello"), ChatTrial.streaming());

        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
        assertThat(without.body(ModelRequest.of("Hello"), ChatTrial.streaming()).has("stream_options"))
                .isFalse();
    }

    @Test
    void sendsEachWayOfSampling() {
        JsonNode body = trial.body(sampling(Sampling.builder()
                .temperature(0.5)
                .topP(0.9)
                .maxOutputTokens(10)
                .seed(7)
                .frequencyPenalty(0.25)
                .presencePenalty(-0.5)
                .stop("END", "STOP")));

        assertThat(body.toString())
                .contains("\"max_tokens\":10,\"temperature\":0.5,\"top_p\":0.9,\"stop\":[\"END\",\"STOP\"],\"seed\":7,"
                        + "\"frequency_penalty\":0.25,\"presence_penalty\":-0.5");
    }

    @Test
    void namesMembersAsTheServerDoes() {
        ChatTrial other = new ChatTrial(
                ChatDialect.common("test").naming("max_completion_tokens", "developer", "random_seed", "any"));

        JsonNode body = other.body(GenerationOptions.builder()
                .sampling(Sampling.builder().maxOutputTokens(10).seed(7).build())
                .tools(List.of(TOOL))
                .toolChoice(ToolChoice.required())
                .build());

        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(10);
        assertThat(body.path("random_seed").asInt()).isEqualTo(7);
        assertThat(body.path("tool_choice").asText()).isEqualTo("any");
    }

    @Test
    void failsForWhatTheServerDoesNotTake() {
        ChatTrial poor = new ChatTrial(ChatDialect.common("test")
                .naming("max_tokens", "system", "", "required")
                .thinking(Thinking.NONE, "")
                .without(Trait.LOGPROBS, Trait.PENALTIES, Trait.PARALLEL_TOOL_CALLS));

        for (GenerationOptions options : List.of(
                sampling(Sampling.builder().topK(3)),
                sampling(Sampling.builder().seed(3)),
                sampling(Sampling.builder().presencePenalty(1)),
                sampling(Sampling.builder().frequencyPenalty(1)),
                GenerationOptions.builder().logprobs(2).build(),
                thinking(Effort.LOW, 0, false),
                GenerationOptions.builder()
                        .tools(List.of(TOOL))
                        .parallelToolCalls(false)
                        .build())) {
            assertThatThrownBy(() -> poor.body(options)).isInstanceOf(UnsupportedCapabilityException.class);
        }
    }

    @Test
    void leavesOutWithAWarningWhatTheServerDoesNotTakeIfToldSo() {
        Encoding lenient = ChatTrial.encoding(true);

        JsonNode body = trial.body(
                ModelRequest.of("Hello").withOptions(sampling(Sampling.builder().topK(3))), lenient);

        assertThat(body.has("top_k")).isFalse();
        assertThat(lenient.warnings()).hasSize(1);
    }

    @Test
    void warnsWhenItCannotSendWhatOnlyHelps() {
        Encoding encoding = ChatTrial.encoding(false);

        JsonNode body = trial.body(
                ModelRequest.of("Hello")
                        .withOptions(GenerationOptions.builder()
                                .cacheKey("k")
                                .metadata("user", "u")
                                .build()),
                encoding);

        assertThat(body.size()).isEqualTo(2);
        assertThat(encoding.warnings()).hasSize(2);
    }

    @Test
    void sendsTools() {
        JsonNode body = trial.body(GenerationOptions.builder()
                .tools(List.of(TOOL, new ToolSpec("g", "", "{\"type\":\"object\"}", true)))
                .parallelToolCalls(false)
                .build());

        assertThat(body.path("tools"))
                .hasToString("[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"Does it.\","
                        + "\"parameters\":{\"type\":\"object\"}}},{\"type\":\"function\",\"function\":{\"name\":\"g\","
                        + "\"parameters\":{\"type\":\"object\"},\"strict\":true}}]");
        assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();
        assertThat(body.has("tool_choice")).isFalse();
    }

    @Test
    void sendsWhichToolMustBeCalled() {
        assertThat(trial.body(tools(ToolChoice.none())).path("tool_choice")).hasToString("\"none\"");
        assertThat(trial.body(tools(ToolChoice.required())).path("tool_choice")).hasToString("\"required\"");
        assertThat(trial.body(tools(ToolChoice.named("f"))).path("tool_choice"))
                .hasToString("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
    }

    @Test
    void sendsTheFormOfTheAnswer() {
        assertThat(trial.body(GenerationOptions.builder()
                                .responseFormat(new ResponseFormat.Json())
                                .build())
                        .path("response_format"))
                .hasToString("{\"type\":\"json_object\"}");
        assertThat(trial.body(GenerationOptions.builder()
                                .responseFormat(ResponseFormat.schema("my answer", "{\"type\":\"object\"}"))
                                .build())
                        .path("response_format"))
                .hasToString("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"my_answer\","
                        + "\"schema\":{\"type\":\"object\"},\"strict\":true}}");
    }

    @Test
    void asksForReasoningByAWord() {
        ChatTrial openAi = new ChatTrial(ChatDialect.common("test").thinking(Thinking.EFFORT, ""));

        assertThat(openAi.body(thinking(Effort.MINIMAL, 0, false))
                        .path("reasoning_effort")
                        .asText())
                .isEqualTo("minimal");
        assertThat(openAi.body(thinking(Effort.MAX, 0, false))
                        .path("reasoning_effort")
                        .asText())
                .isEqualTo("xhigh");
        assertThat(trial.body(thinking(Effort.MINIMAL, 0, false))
                        .path("reasoning_effort")
                        .asText())
                .isEqualTo("low");
        assertThat(trial.body(thinking(Effort.MAX, 0, false))
                        .path("reasoning_effort")
                        .asText())
                .isEqualTo("high");
    }

    @Test
    void warnsWhereThoughtsAreNotShown() {
        ChatTrial openAi = new ChatTrial(ChatDialect.common("test").thinking(Thinking.EFFORT, ""));
        Encoding visible = ChatTrial.encoding(false);
        Encoding hidden = ChatTrial.encoding(false);

        openAi.body(ModelRequest.of("Hello").withOptions(thinking(Effort.LOW, 0, true)), visible);
        openAi.body(ModelRequest.of("Hello").withOptions(thinking(Effort.LOW, 0, false)), hidden);

        assertThat(visible.warnings()).hasSize(1);
        assertThat(hidden.warnings()).isEmpty();
    }

    @Test
    void asksForReasoningInEachOtherWay() {
        ChatDialect common = ChatDialect.common("test");

        assertThat(new ChatTrial(common.thinking(Thinking.OBJECT, ""))
                        .body(thinking(Effort.HIGH, 500, false))
                        .path("reasoning"))
                .hasToString("{\"max_tokens\":500,\"exclude\":true}");
        assertThat(new ChatTrial(common.thinking(Thinking.OBJECT, ""))
                        .body(thinking(Effort.NONE, 0, false))
                        .path("reasoning"))
                .hasToString("{\"effort\":\"none\"}");
        assertThat(new ChatTrial(common.thinking(Thinking.TEMPLATE, ""))
                        .body(thinking(Effort.NONE, 0, false))
                        .path("chat_template_kwargs"))
                .hasToString("{\"enable_thinking\":false}");
        JsonNode switched =
                new ChatTrial(common.thinking(Thinking.SWITCH_AND_EFFORT, "")).body(thinking(Effort.HIGH, 0, true));
        assertThat(switched.path("thinking")).hasToString("{\"type\":\"enabled\"}");
        assertThat(switched.path("reasoning_effort").asText()).isEqualTo("high");
        assertThat(new ChatTrial(common.thinking(Thinking.SWITCH, ""))
                        .body(thinking(Effort.HIGH, 0, true))
                        .has("reasoning_effort"))
                .isFalse();
    }

    @Test
    void failsForABudgetOfReasoningWhereThereIsNone() {
        assertThatThrownBy(() -> trial.body(thinking(Effort.HIGH, 500, true)))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void asksForLogprobs() {
        assertThat(trial.body(GenerationOptions.builder().logprobs(0).build()).toString())
                .contains("\"logprobs\":true")
                .doesNotContain("top_logprobs");
        assertThat(trial.body(GenerationOptions.builder().logprobs(3).build())
                        .path("top_logprobs")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void asksForSound() {
        assertThat(trial.body(GenerationOptions.builder()
                                .outputModalities(Modality.TEXT, Modality.AUDIO)
                                .build())
                        .path("modalities"))
                .hasToString("[\"text\",\"audio\"]");
    }
}
