package dev.llmops.api.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.AttributeKey;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Locality;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Fact;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.Usage;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import dev.llmops.api.text.OffsetMap;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values with builders: a copy keeps everything, and a builder that is used again changes nothing that was built. */
class BuildersTest {
    private static final AttributeKey<String> KEY = AttributeKey.of("test.key", String.class);
    private static final SourceSpan SPAN = new SourceSpan("d1", 3, 7);
    private static final OffsetMap MAP =
            OffsetMap.builder().replaced(2, 0).kept(4).build();

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(fullPrompt().toBuilder().build(), fullPrompt(), Prompt.of("x")),
                Arguments.of(
                        fullAnswer().toBuilder().build(),
                        fullAnswer(),
                        Answer.builder(ModelResponse.of("x")).build()),
                Arguments.of(fullResponse().toBuilder().build(), fullResponse(), ModelResponse.of("x")),
                Arguments.of(fullOptions().toBuilder().build(), fullOptions(), GenerationOptions.defaults()),
                Arguments.of(fullSampling().toBuilder().build(), fullSampling(), Sampling.defaults()),
                Arguments.of(
                        fullPassage().toBuilder().build(),
                        fullPassage(),
                        Passage.builder(new SourceSpan("d", 0, 1), "x").build()),
                Arguments.of(fullDocument().toBuilder().build(), fullDocument(), Document.of("d", "x")),
                Arguments.of(fullInfo().toBuilder().build(), fullInfo(), ModelInfo.unknown()),
                Arguments.of(
                        fullRecord().toBuilder().build(),
                        fullRecord(),
                        CallRecord.builder("c", Instant.EPOCH).build()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void copiesKeepEverything(Object copy, Object full, Object plain) throws IllegalAccessException {
        for (Field field : full.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            field.setAccessible(true);
            assertThat(field.get(full))
                    .as("%s is set in this test", field)
                    .isNotNull()
                    .isNotEqualTo(field.get(plain));
        }

        assertThat(copy).usingRecursiveComparison().isEqualTo(full);
    }

    @Test
    void requestsKeepTheRestWhenOnePartIsReplaced() {
        ModelRequest request =
                ModelRequest.of("Hello").withPassages(List.of(fullPassage())).withOptions(fullOptions());

        ModelRequest other = request.withMessages(List.of(Message.user("Bye")));

        assertThat(other.passages()).isEqualTo(request.passages());
        assertThat(other.options()).isSameAs(request.options());
        assertThat(other.question()).isEqualTo("Bye");
        assertThat(request.question()).isEqualTo("Hello");
        assertThatThrownBy(() -> request.withMessages(List.of())).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theQuestionIsWhatTheUserWroteLast() {
        Message retrieved = Message.of(
                dev.llmops.api.model.Role.USER,
                List.of(new Content.Text("[1] passage", Trust.RETRIEVED), Content.text("Which pump?")));

        assertThat(ModelRequest.of(List.of(Message.user("Hi"), retrieved, Message.assistant("That one.")))
                        .question())
                .isEqualTo("Which pump?");
        assertThat(ModelRequest.of(List.of(Message.system("Be kind."))).question())
                .isEmpty();
    }

    @Test
    void rewritingKeepsTheOriginalAndJoinsOffsets() {
        Prompt typed = Prompt.of("  Hello");
        Prompt trimmed = typed.withText(
                "Hello", OffsetMap.builder().replaced(2, 0).kept(5).build());
        Prompt shorter = trimmed.withText(
                "ello", OffsetMap.builder().replaced(1, 0).kept(4).build());

        assertThat(shorter.original()).isEqualTo("  Hello");
        assertThat(shorter.offsets().toSourceStart(0)).isEqualTo(3);
        assertThat(shorter.offsets().toSourceEnd(4)).isEqualTo(7);
    }

    @Test
    void promptsNeedWordsOrAttachments() {
        assertThatThrownBy(() -> Prompt.of(" \n")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Prompt.builder("").build()).isInstanceOf(InvalidInputException.class);
        assertThat(Prompt.builder("")
                        .attach(new Content.Attachment(Media.of("image/png", new byte[1])))
                        .build()
                        .attachments())
                .hasSize(1);
    }

    @Test
    void aBuilderUsedAgainChangesNothingThatWasBuilt() {
        Prompt.Builder builder = Prompt.builder("x").metadata("a", "1");
        Prompt first = builder.build();
        GenerationOptions.Builder options = GenerationOptions.builder().metadata("a", "1");
        GenerationOptions before = options.build();

        builder.metadata("b", "2").attach(Content.text("y")).build();
        options.metadata("b", "2").providerOptions(() -> "p").build();

        assertThat(first.metadata()).containsOnlyKeys("a");
        assertThat(first.attachments()).isEmpty();
        assertThat(before.metadata()).containsOnlyKeys("a");
        assertThat(before.providerOptions()).isEmpty();
    }

    @Test
    void evidenceIsAddedOnce() {
        Fact fact = new Fact("Pumps are blue.", "catalogue", Trust.RETRIEVED);
        Evidence evidence = new Evidence(List.of(fullPassage()), List.of(), List.of(fact));
        Prompt prompt = Prompt.of("x").withEvidence(evidence);

        assertThat(prompt.withEvidence(Evidence.none())).isSameAs(prompt);
        assertThat(prompt.withEvidence(evidence).evidence()).isEqualTo(evidence);
        assertThat(Evidence.none().plus(evidence)).isSameAs(evidence);
    }

    @Test
    void passagesKnowWhereTheyStandAfterRedaction() {
        Passage passage =
                Passage.builder(new SourceSpan("d1", 10, 20), "Ann called").build();

        Passage redacted = passage.withText(
                "[PERSON] called", OffsetMap.builder().replaced(3, 8).kept(7).build());
        Passage cut = passage.withText(
                "called", OffsetMap.builder().replaced(4, 0).kept(6).build());

        assertThat(redacted.spanOf(0, 8)).isEqualTo(new SourceSpan("d1", 10, 13));
        assertThat(redacted.spanOf(9, 15)).isEqualTo(new SourceSpan("d1", 14, 20));
        assertThat(cut.spanOf(0, 0)).isEqualTo(new SourceSpan("d1", 14, 14));
        assertThatThrownBy(() -> passage.spanOf(3, 11)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void optionsOfOneProviderReplaceEarlierOnes() {
        GenerationOptions options = GenerationOptions.builder()
                .providerOptions(new Special("a"))
                .providerOptions(new Special("b"))
                .build();

        assertThat(options.providerOptions(Special.class)).contains(new Special("b"));
        assertThatThrownBy(() -> GenerationOptions.builder()
                        .tools(List.of(ToolSpec.of("t", "", "{}"), ToolSpec.of("t", "", "{}"))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void attributesAreTyped() {
        Prompt prompt = Prompt.of("x").with(KEY, "value");

        assertThat(prompt.attribute(KEY)).contains("value");
        assertThat(prompt.attribute(AttributeKey.of("test.key", Integer.class))).isEmpty();
        assertThat(prompt.attributes().keys()).isEqualTo(Set.of(KEY));
    }

    private record Special(String provider) implements ProviderOptions {}

    private static Prompt fullPrompt() {
        return Prompt.builder("  text")
                .instructions("Be kind.")
                .attach(Content.text("attached"))
                .history(List.of(Message.user("before")))
                .evidence(Evidence.ofPassages(List.of(fullPassage())))
                .options(fullOptions())
                .conversation("c1")
                .metadata("tenant", "t1")
                .build()
                .with(KEY, "value")
                .withText("text", MAP);
    }

    private static Answer fullAnswer() {
        return Answer.builder(fullResponse())
                .text("text")
                .reasoning("reasoning")
                .toolCalls(List.of(new ToolCall("t", "clock", "{}")))
                .citations(List.of(citation()))
                .evidence(Evidence.ofPassages(List.of(fullPassage())))
                .record(fullRecord())
                .attribute(KEY, "value")
                .decoder(DECODER)
                .build();
    }

    private static final AnswerDecoder DECODER = new AnswerDecoder() {
        @Override
        public <T> T decode(String json, Class<T> type) {
            return Objects.requireNonNull(type.cast(json));
        }
    };

    private static ModelResponse fullResponse() {
        return ModelResponse.builder(Message.assistant("Hello"))
                .finishReason(FinishReason.LENGTH, "max_tokens")
                .usage(Usage.of(1, 2))
                .id("r1")
                .answeredBy("p", "m")
                .requestId("q1")
                .logprobs(List.of(new TokenLogprob("a", -1, List.of())))
                .citations(List.of(citation()))
                .warning("seed was dropped")
                .metadata("k", "v")
                .rawJson("{}")
                .build();
    }

    private static Citation citation() {
        return new Citation(1, SPAN, "quot", "title", List.of("h"), 0, 4, Citation.Support.SUPPORTED);
    }

    private static GenerationOptions fullOptions() {
        return GenerationOptions.builder()
                .sampling(fullSampling())
                .tools(List.of(ToolSpec.of("clock", "Tells the time.", "{}")))
                .toolChoice(ToolChoice.required())
                .parallelToolCalls(false)
                .responseFormat(ResponseFormat.schema("n", "{}"))
                .reasoning(ReasoningOptions.of(ReasoningOptions.Effort.LOW))
                .logprobs(3)
                .outputModalities(Modality.AUDIO)
                .cacheKey("k")
                .metadata("user", "u1")
                .providerOptions(new Special("p"))
                .build();
    }

    private static Sampling fullSampling() {
        return Sampling.builder()
                .temperature(0.5)
                .topP(0.9)
                .topK(40)
                .maxOutputTokens(100)
                .seed(7)
                .frequencyPenalty(0.1)
                .presencePenalty(-0.1)
                .stop("END")
                .build();
    }

    private static Passage fullPassage() {
        return Passage.builder(SPAN, "  text")
                .id("p1")
                .title("Title")
                .headingPath(List.of("One", "Two"))
                .contentHash("ab")
                .ordinal(3)
                .score(0.5)
                .retriever("bm25")
                .trust(Trust.TOOL)
                .location("/d1.md")
                .metadata(Map.of("lang", "en"))
                .build()
                .withText("text", MAP);
    }

    private static Document fullDocument() {
        return Document.builder("d1", "text")
                .title("Title")
                .mediaType("text/markdown")
                .location("/d1.md")
                .modified(Instant.EPOCH)
                .sourceMap(MAP)
                .metadata("lang", "en")
                .build();
    }

    private static ModelInfo fullInfo() {
        return ModelInfo.builder("p", "m")
                .locality(Locality.LOCAL)
                .contextWindow(1000)
                .maxOutputTokens(100)
                .inputs(Modality.IMAGE)
                .outputs(Modality.AUDIO)
                .capabilities(Set.of(Capability.TOOLS))
                .priceClass(ModelInfo.PriceClass.LOW)
                .build();
    }

    private static CallRecord fullRecord() {
        StageId stage = new StageId(StageKind.GROUNDER, "manuals");
        return CallRecord.builder("call-1", Instant.ofEpochSecond(5))
                .duration(Duration.ofSeconds(1))
                .timeToFirstToken(Duration.ofMillis(10))
                .timePerOutputToken(Duration.ofMillis(2))
                .stages(List.of(new StageTiming(stage, 1, 2, StageTiming.Outcome.COMPLETED, "")))
                .decisions(List.of(new GuardDecision(
                        "pii",
                        Segment.Origin.PROMPT,
                        "",
                        Finding.of("r", "K", 0, 1, Tier.STRONG),
                        new Action.Annotate())))
                .attempts(List.of(new ModelAttempt("p", "m", Duration.ZERO, "answered")))
                .notes(List.of(new CallRecord.Note(stage, "k", "v")))
                .usage(Usage.of(1, 2))
                .reprompts(2)
                .build();
    }
}
