package dev.llmops.remote.aimock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.SendPhase;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.testing.TestCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions, tools and failures, asked of every provider alike. */
@WithAimock
class ChatIT {
    private static final String ALL = "dev.llmops.remote.aimock.PlayedModels#all";
    private static final String GREETING = "Ahoy, crew of the Grönland 🐳! All aboard?";
    private static final String ROPE = "The rope is long, and nobody has seen both of its ends.";
    private static final ToolSpec TIDES = ToolSpec.of("tide_table", "Tells when the water is high.", """
            {"type": "object", "properties": {"port": {"type": "string"}, "days": {"type": "integer"}}, \
            "required": ["port", "days"]}""");

    private final AimockScope scope;

    ChatIT(AimockServer server) {
        this.scope = server.scope();
    }

    @AfterEach
    void leavesNoConnectionAtWork() {
        scope.close();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void answersWhole(PlayedModel model) {
        ModelResponse response = model.connect(scope).generate(greeting(), silent());

        isGreeting(response);
        hasUsage(response, model.has(PlayedModel.Gap.USAGE));
        JournalEntry seen = scope.onlyEntry();
        assertThat(seen.line()).isEqualTo("POST " + model.whole());
        assertThat(seen.body().path("stream").asBoolean()).isFalse();
        isAsked(model, seen);
        assertThat(response.requestId()).isEqualTo(seen.header("x-request-id")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void answersInAStream(PlayedModel model) {
        TestCall call = TestCall.create();

        ModelResponse response = model.connect(scope).generate(greeting(), call);

        isGreeting(response);
        hasUsage(response, model.has(PlayedModel.Gap.USAGE) && model.has(PlayedModel.Gap.STREAMED_USAGE));
        assertThat(call.text()).isEqualTo(GREETING);
        assertThat(call.events(ModelEvent.TextDelta.class)).hasSizeGreaterThan(5);
        JournalEntry seen = scope.onlyEntry();
        assertThat(seen.line()).isEqualTo("POST " + model.streamed());
        assertThat(seen.body().path("stream").asBoolean()).isTrue();
        isAsked(model, seen);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void callsToolsAndTellsWhatTheySaid(PlayedModel model) {
        callsTools(model, false);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void callsToolsInAStreamAndTellsWhatTheySaid(PlayedModel model) {
        callsTools(model, true);
    }

    private void callsTools(PlayedModel model, boolean streaming) {
        ModelClient client = model.connect(scope);
        GenerationOptions options =
                GenerationOptions.builder().tools(List.of(TIDES)).build();
        Message question = Message.user("When are the tides in Hamburg and Brest?");

        ModelResponse first = client.generate(ModelRequest.of(List.of(question)).withOptions(options), call(streaming));

        assertThat(first.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        List<ToolCall> calls = first.toolCalls();
        assertThat(calls).extracting(ToolCall::name).containsExactly("tide_table", "tide_table");
        assertThat(calls)
                .extracting(ToolCall::arguments)
                .containsExactly("{\"port\":\"Hamburg\",\"days\":1}", "{\"port\":\"Brest\",\"days\":1}");

        Message results = Message.tool(
                Content.ToolResult.of(calls.get(0), "at six"), Content.ToolResult.of(calls.get(1), "at nine"));
        ModelResponse second = client.generate(
                ModelRequest.of(List.of(question, first.message(), results)).withOptions(options), call(streaming));

        assertThat(second.text()).isEqualTo("High water at six in Hamburg, at nine in Brest.");
        isToldTheResults(model, scope.journal().get(1), calls);
    }

    private static void isToldTheResults(PlayedModel model, JournalEntry seen, List<ToolCall> calls) {
        assertThat(seen.body().path("tools").findValuesAsText("name")).containsExactly("tide_table");
        assertThat(seen.messages())
                .containsExactly(
                        "user: When are the tides in Hamburg and Brest?",
                        "assistant: tide_table{\"port\":\"Hamburg\",\"days\":1}tide_table{\"port\":\"Brest\",\"days\":1}",
                        "tool: " + result(model, "at six"),
                        "tool: " + result(model, "at nine"));
        assertThat(seen.callIds()).hasSize(2).doesNotHaveDuplicates();
        if (model.has(PlayedModel.Gap.RESULT_IDS)) {
            assertThat(seen.resultIds()).isEqualTo(seen.callIds());
        }
        if (model.has(PlayedModel.Gap.CALL_IDS)) {
            assertThat(seen.callIds())
                    .isEqualTo(calls.stream().map(ToolCall::id).toList());
        }
    }

    private static String result(PlayedModel model, String text) {
        return model.has(PlayedModel.Gap.TEXT_RESULTS) ? text : "{\"result\":\"" + text + "\"}";
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void readsReasoning(PlayedModel model) {
        TestCall call = TestCall.create();

        ModelResponse response = model.connect(scope).generate(ModelRequest.of("Please ponder."), call);

        assertThat(response.text()).endsWith("Seven.");
        if (model.has(PlayedModel.Gap.REASONING)) {
            assertThat(response.text()).isEqualTo("Seven.");
            assertThat(response.reasoning()).isEqualTo("Three masts and four anchors are seven.");
            assertThat(call.reasoning()).isEqualTo(response.reasoning());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void tellsFailuresApart(PlayedModel model) {
        ModelClient client = model.connect(scope);

        assertThat(failure(client, "That is too many at once.", ErrorClass.RATE_LIMITED)
                        .retryAfter())
                .contains(Duration.ofSeconds(7));
        failure(client, "You are too busy.", ErrorClass.OVERLOADED);
        failure(client, "You are out of order.", ErrorClass.SERVER);
        failure(client, "This is badly asked.", ErrorClass.INVALID);
        failure(client, "This is far too long.", ErrorClass.CONTEXT_TOO_LONG);
        failure(client, "There is no such model.", ErrorClass.NOT_FOUND);
        failure(client, "We are out of money.", ErrorClass.QUOTA);
        assertThat(scope.journal()).as("nothing is sent twice").hasSize(14);
    }

    private static ProviderException failure(ModelClient client, String question, ErrorClass errorClass) {
        ProviderException whole = failureOf(client, ModelRequest.of(question), silent());
        ProviderException streamed = failureOf(client, ModelRequest.of(question), TestCall.create());

        assertThat(whole.errorClass()).as(question).isEqualTo(errorClass);
        assertThat(streamed.errorClass()).as(question).isEqualTo(errorClass);
        assertThat(whole.isRetryable()).as(question).isEqualTo(errorClass.isRetryable());
        assertThat(whole.phase()).as(question).isEqualTo(SendPhase.STARTED);
        return whole;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void showsAWrongKeyAsSuchAndNowhere(PlayedModel model) {
        ModelClient client = model.client()
                .apply(scope.connection(model.base()).key("wrong-key-77aa").build());

        ProviderException failure = failureOf(client, greeting(), TestCall.create());

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.AUTH);
        assertThat(failure.status()).isEqualTo(401);
        assertThat(failure + " " + failure.failure() + " " + client).doesNotContain("wrong-key-77aa");
        assertThat(scope.journal()).as("nobody without a key is heard").isEmpty();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void doesNotTakeHalfAnAnswerForAWholeOne(PlayedModel model) {
        TestCall call = TestCall.create();

        ProviderException failure = failureOf(model.connect(scope), ModelRequest.of("Please cut the rope."), call);

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRUNCATED);
        assertThat(failure.phase()).isEqualTo(SendPhase.STARTED);
        assertThat(ROPE).startsWith(call.text()).isNotEqualTo(call.text());
    }

    private static void isGreeting(ModelResponse response) {
        assertThat(response.text()).isEqualTo(GREETING);
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    private static void hasUsage(ModelResponse response, boolean told) {
        if (told) {
            assertThat(response.usage().inputTokens()).hasValue(7);
            assertThat(response.usage().outputTokens()).hasValue(9);
        } else {
            assertThat(response.usage().outputTokens().orElse(0)).isZero();
        }
    }

    private static void isAsked(PlayedModel model, JournalEntry seen) {
        assertThat(seen.messages())
                .containsExactly("system: You are the boatswain.", "user: Please greet the crew, all of them: ä, 🐋.");
        assertThat(seen.body().path("model").asText()).isEqualTo(model.model());
        assertThat(seen.body().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(seen.body()
                        .path("max_completion_tokens")
                        .asInt(seen.body().path("max_tokens").asInt()))
                .isEqualTo(100);
    }

    private static ModelRequest greeting() {
        return ModelRequest.of(List.of(
                        Message.system("You are the boatswain."),
                        Message.user("Please greet the crew, all of them: ä, 🐋.")))
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .temperature(0.5)
                                .maxOutputTokens(100)
                                .build())
                        .build());
    }

    private static TestCall silent() {
        return TestCall.builder().silent().build();
    }

    private static TestCall call(boolean streaming) {
        return streaming ? TestCall.create() : silent();
    }

    private static ProviderException failureOf(ModelClient client, ModelRequest request, TestCall call) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> client.generate(request, call));
        assertThat(failure).as("the failure of the call").isNotNull();
        return failure;
    }
}
