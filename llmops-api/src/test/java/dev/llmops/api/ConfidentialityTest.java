package dev.llmops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Fact;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import dev.llmops.api.text.Entity;
import dev.llmops.api.tuning.TuningJob;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users, documents and models say is shown by no value and told by no exception. */
class ConfidentialityTest {
    private static final String SECRET = "swordfish";
    private static final ToolCall CALL = new ToolCall("t1", "clock", SECRET);
    private static final SourceSpan SPAN = new SourceSpan("d1", 0, SECRET.length());
    private static final StageId STAGE = new StageId(StageKind.POSTPROCESSOR, "polish");

    static Stream<Object> values() {
        Passage passage = Passage.builder(SPAN, SECRET)
                .title(SECRET)
                .headingPath(List.of(SECRET))
                .build();
        Fact fact = new Fact(SECRET, "catalogue", Trust.RETRIEVED);
        Entity entity = new Entity("PERSON", SECRET, SECRET, 0, 1, 1);
        Evidence evidence = new Evidence(List.of(passage), List.of(entity), List.of(fact));
        Citation citation = new Citation(1, SPAN, SECRET, SECRET, List.of(SECRET), 0, 1, Citation.Support.UNCHECKED);
        Media media = Media.uploaded("image/png", SECRET).named(SECRET);
        List<Content> contents = List.of(
                Content.text(SECRET),
                new Content.Attachment(media),
                new Content.Attachment(Media.at("image/png", URI.create("https://example.org/" + SECRET))),
                new Content.ToolUse(CALL, SECRET),
                Content.ToolResult.of(CALL, SECRET),
                new Content.Reasoning(SECRET, SECRET),
                new Content.Refusal(SECRET),
                new Content.Opaque("p", "t", SECRET));
        Message message = Message.of(Role.ASSISTANT, contents);
        GenerationOptions options = GenerationOptions.builder()
                .sampling(Sampling.builder().stop(SECRET).build())
                .cacheKey(SECRET)
                .metadata("user", SECRET)
                .build();
        TokenLogprob logprob = new TokenLogprob(SECRET, -1, List.of(new TokenLogprob(SECRET, -2, List.of())));
        ModelResponse response = ModelResponse.builder(message)
                .logprobs(List.of(logprob))
                .citations(List.of(citation))
                .metadata("k", SECRET)
                .rawJson(SECRET)
                .build();
        Attributes attributes = Attributes.none().with(AttributeKey.of("k", String.class), SECRET);
        Prompt prompt = Prompt.builder(SECRET)
                .instructions(SECRET)
                .attach(Content.text(SECRET))
                .history(List.of(message))
                .evidence(evidence)
                .options(options)
                .metadata("k", SECRET)
                .build()
                .with(AttributeKey.of("k", String.class), SECRET);
        Answer answer = Answer.builder(response)
                .text(SECRET)
                .reasoning(SECRET)
                .toolCalls(List.of(CALL))
                .citations(List.of(citation))
                .evidence(evidence)
                .build();
        Stream<Object> parts = Stream.of(
                passage,
                fact,
                entity,
                evidence,
                citation,
                media,
                message,
                CALL,
                options,
                options.sampling(),
                logprob,
                response,
                attributes,
                prompt,
                answer,
                ModelRequest.of(List.of(message)).withPassages(List.of(passage)).withOptions(options),
                Document.builder("d1", SECRET)
                        .title(SECRET)
                        .metadata("k", SECRET)
                        .build(),
                new Turn("c1", "call-1", Instant.EPOCH, List.of(message)),
                Segment.prompt(SECRET),
                EmbeddingRequest.of(SECRET, EmbeddingRequest.Purpose.QUERY),
                new TuningJob.Problem("invalid_file", SECRET, "training_file"),
                failure());
        Stream<Object> events = Stream.of(
                new ModelEvent.TextDelta(SECRET),
                new ModelEvent.ReasoningDelta(SECRET),
                new ModelEvent.ToolCallDelta(0, SECRET),
                new ModelEvent.MediaDelta(media),
                new ModelEvent.Opaque("t", SECRET),
                new AnswerEvent.TextDelta(SECRET),
                new AnswerEvent.ReasoningDelta(SECRET),
                new AnswerEvent.ToolCallDelta(0, "clock", SECRET),
                new AnswerEvent.MediaDelta(media),
                new AnswerEvent.Revised(SECRET, STAGE),
                new AnswerEvent.Completed(answer));
        return Stream.of(parts, events, contents.stream()).flatMap(each -> each);
    }

    static Stream<Throwable> exceptions() {
        GuardDecision decision = new GuardDecision(
                "pii",
                Segment.Origin.PROMPT,
                "",
                Finding.of("pii.email", "EMAIL", 0, SECRET.length(), Tier.STRONG),
                new Action.Block());
        Throwable cause = new IllegalStateException(SECRET);
        Stream<Throwable> ours = Stream.of(
                ProviderException.of(failure()),
                ProviderException.of(failure(), cause),
                new StageException("grounder manuals", cause),
                BlockedException.because("pii", List.of(decision)),
                BlockedException.becauseFailed("pii", cause));
        Stream<ThrowingCallable> refused = Stream.of(
                () -> Require.inRange(SECRET.length(), 0, 1, "length"),
                () -> new Content.ToolResult(SECRET, "", List.of(), false),
                () -> Answer.builder(ModelResponse.of(SECRET)).build().as(Integer.class),
                () -> Passage.builder(SPAN, SECRET).build().spanOf(0, 1000),
                () -> ModelResponse.builder(Message.user(SECRET)));
        return Stream.concat(ours, refused.map(each -> catchThrowable(each)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void noValueShowsText(Object value) {
        assertThat(value.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void noExceptionTellsText(Throwable exception) {
        assertThat(exception).isInstanceOf(LlmException.class);
        assertThat(exception.getMessage()).isNotBlank().doesNotContain(SECRET);
    }

    @Test
    void everyKindOfFailureHasAnException() {
        for (ErrorClass errorClass : ErrorClass.values()) {
            ProviderException exception = ProviderException.of(
                    ProviderFailure.builder("p", "m", errorClass).build());

            assertThat(exception.errorClass()).isEqualTo(errorClass);
            assertThat(exception.isRetryable()).isEqualTo(errorClass.isRetryable());
            assertThat(exception).hasMessageContainingAll("p/m", errorClass.name());
        }
    }

    @Test
    void aCodeIsAWordAndNoSentence() {
        ProviderFailure.Builder failure = ProviderFailure.builder("p", "m", ErrorClass.INVALID);

        assertThat(failure.code("insufficient_quota").build().code()).isEqualTo("insufficient_quota");
        assertThat(failure.code("The prompt was: " + SECRET).build().code()).isEmpty();
        assertThat(failure.code("x".repeat(81)).build().code()).isEmpty();
    }

    private static ProviderFailure failure() {
        return ProviderFailure.builder("p", "m", ErrorClass.INVALID)
                .status(400)
                .code("bad_request")
                .requestId("q1")
                .param(SECRET)
                .body(SECRET)
                .partial(ModelResponse.of(SECRET))
                .build();
    }
}
