package dev.llmops.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.ContextTooLongException;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.ToolChoice;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import dev.llmops.testing.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A random model writes nonsense; what it is held to it does all the same. */
class OnnxModelClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            {"type": "object",
             "properties": {
               "pump": {"type": "string", "maxLength": 8},
               "month": {"enum": ["May", "June"]},
               "hours": {"type": "integer", "minimum": 0, "maximum": 500}},
             "required": ["pump", "month", "hours"], "additionalProperties": false}
            """;

    @TempDir
    private static Path directory;

    private static OnnxModel model;

    @BeforeAll
    static void open() {
        model = RandomModel.builder(RandomModel.written(directory)).open();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void writesTheSameForTheSameSeed() {
        ModelRequest request = request(sampling().temperature(1).seed(11));

        assertThat(answer(request).text()).isEqualTo(answer(request).text());
        assertThat(answer(request).text())
                .isNotEqualTo(
                        answer(request(sampling().temperature(1).seed(12))).text());
    }

    @Test
    void tellsWhatItTook() {
        ModelResponse first = answer(request(sampling()));
        ModelResponse second = answer(request(sampling()));

        assertThat(first.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(first.usage().outputTokens()).hasValue(24);
        assertThat(second.usage().inputTokens()).isEqualTo(first.usage().inputTokens());
        assertThat(second.usage().count(Usage.Unit.CACHE_READ).orElse(0)).isPositive();
        assertThat(second.metadata()).containsKeys("time_to_first_token_ms", "time_per_output_token_ms", "queue_ms");
    }

    @Test
    void endsAtAStopText() {
        String whole = answer(request(sampling())).text();
        String stop = whole.substring(8, 11);

        ModelResponse stopped = answer(request(sampling().stop(stop)));

        assertThat(stopped.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
        assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void answersBySchema() throws IOException {
        for (int seed = 0; seed < 5; seed++) {
            ModelResponse response = answer(ModelRequest.of("What is due?")
                    .withOptions(GenerationOptions.builder()
                            .sampling(Sampling.builder()
                                    .temperature(1.5)
                                    .seed(seed)
                                    .maxOutputTokens(80)
                                    .build())
                            .responseFormat(ResponseFormat.schema("due", SCHEMA))
                            .build()));

            JsonNode node = JSON.readTree(response.text());
            assertThat(node.path("month").asText()).isIn("May", "June");
            assertThat(node.path("hours").isInt()).isTrue();
            assertThat(node.path("pump").asText().length()).isLessThanOrEqualTo(16);
            assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void endsInFormThoughTheLimitIsNear() throws IOException {
        ModelResponse response = answer(ModelRequest.of("List them.")
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .temperature(1)
                                .seed(3)
                                .maxOutputTokens(40)
                                .build())
                        .responseFormat(ResponseFormat.schema(
                                "list", "{\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"minItems\": 1}"))
                        .build()));

        assertThat(JSON.readTree(response.text()).isArray()).isTrue();
        assertThat(response.usage().outputTokens().orElseThrow()).isLessThanOrEqualTo(40);
    }

    @Test
    void choosesAmongTexts() {
        assertThat(answer(formed(OnnxOptions.builder()
                                .choices("yes", "no", "I do not know")
                                .build()))
                        .text())
                .isIn("yes", "no", "I do not know");
    }

    @Test
    void matchesAnExpression() {
        assertThat(answer(formed(OnnxOptions.builder()
                                .regex("[A-Z]{2}-[0-9]{3}(/[a-z])?")
                                .build()))
                        .text())
                .matches("[A-Z]{2}-[0-9]{3}(/[a-z])?");
    }

    @Test
    void keepsToAGrammar() {
        String rules = "root ::= item (\", \" item){2}\nitem ::= \"pump\" | \"valve\"";

        assertThat(answer(formed(OnnxOptions.builder()
                                .form(new AnswerForm.Grammar(rules))
                                .build()))
                        .text())
                .matches("(pump|valve), (pump|valve), (pump|valve)");
    }

    @Test
    void callsAToolBySchemaIfItMust() throws IOException {
        TestCall call = TestCall.create();

        ModelResponse response = model.client()
                .generate(
                        ModelRequest.of("Look it up.")
                                .withOptions(GenerationOptions.builder()
                                        .tools(List.of(
                                                ToolSpec.of("find", "Finds something.", SCHEMA),
                                                ToolSpec.of("order", "Orders something.", SCHEMA)))
                                        .toolChoice(ToolChoice.named("find"))
                                        .parallelToolCalls(false)
                                        .sampling(Sampling.builder()
                                                .temperature(1)
                                                .seed(2)
                                                .maxOutputTokens(120)
                                                .build())
                                        .build()),
                        call);

        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(response.toolCalls()).hasSize(1);
        assertThat(response.toolCalls().get(0).name()).isEqualTo("find");
        assertThat(JSON.readTree(response.toolCalls().get(0).arguments())
                        .path("month")
                        .asText())
                .isIn("May", "June");
        assertThat(call.toolCalls()).isEqualTo(response.toolCalls());
    }

    @Test
    void tellsHowLikelyTokensWere() {
        ModelResponse response = answer(ModelRequest.of("Hello")
                .withOptions(GenerationOptions.builder()
                        .sampling(sampling().build())
                        .logprobs(3)
                        .build()));

        assertThat(response.logprobs()).hasSize(24).allSatisfy(token -> {
            assertThat(token.logprob()).isNegative();
            assertThat(token.alternatives()).hasSize(3);
            assertThat(token.alternatives().get(0).logprob()).isGreaterThanOrEqualTo(token.logprob());
        });
    }

    @Test
    void judgesWhatItWouldHaveWritten() {
        LogLikelihood judge = model.logLikelihood();

        LogLikelihood.Likelihood text = judge.judge("The pump", " is due in May.");

        assertThat(text.tokens()).isPositive();
        assertThat(text.logprob()).isNegative();
        assertThat(text.perplexity()).isGreaterThan(1);
        assertThat(judge.judge("", "The pump is due.").tokens()).isPositive();
    }

    @Test
    void judgesAGroupLikeEachAlone() {
        List<LogLikelihood.Continuation> texts = List.of(
                new LogLikelihood.Continuation("The pump is due in", " May."),
                new LogLikelihood.Continuation("The pump is due in", " June."),
                new LogLikelihood.Continuation("The valve", " is red."));

        List<LogLikelihood.Likelihood> together = model.logLikelihood().judge(texts, ModelCall.detached());

        for (int i = 0; i < texts.size(); i++) {
            LogLikelihood.Likelihood alone = model.logLikelihood()
                    .judge(texts.get(i).context(), texts.get(i).text());
            assertThat(together.get(i).logprob()).isCloseTo(alone.logprob(), org.assertj.core.data.Offset.offset(1e-3));
            assertThat(together.get(i).tokens()).isEqualTo(alone.tokens());
        }
    }

    @Test
    void judgesAWholeTextLikeOneWithoutAContext() {
        LogLikelihood judge = model.logLikelihood();

        List<LogLikelihood.Likelihood> whole =
                judge.judgeWhole(List.of("The pump is due.", "The valve is red."), ModelCall.detached());

        assertThat(whole.get(0).logprob())
                .isCloseTo(judge.judge("", "The pump is due.").logprob(), org.assertj.core.data.Offset.offset(1e-3));
        assertThat(whole.get(1).tokens())
                .isEqualTo(judge.judge("", "The valve is red.").tokens());
    }

    @Test
    void judgesEachTokenOfATextThatIsLongerThanTheContext() {
        String text = "pump ".repeat(1500);

        LogLikelihood.Likelihood whole = model.logLikelihood()
                .judgeWhole(List.of(text), ModelCall.detached())
                .get(0);

        assertThat(whole.tokens()).isEqualTo(model.tokenizer().encodePlain(text).length);
        assertThat(whole.tokens()).isGreaterThan(model.info().contextWindow().orElseThrow());
        assertThat(whole.logprob()).isNegative();
    }

    @Test
    void aSingleTokenWithNothingBeforeItIsNotCertainButAnError(@TempDir Path unmarked) throws IOException {
        RandomModel.written(unmarked);
        Path config = unmarked.resolve("tokenizer_config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"eos_token\": \"<|im_end|>\"", "\"eos_token\": null"));
        try (OnnxModel alone = RandomModel.builder(unmarked).open()) {
            LogLikelihood judge = alone.logLikelihood();
            String single = alone.tokenizer().encodePlain("pump").length == 1 ? "pump" : "p";

            assertThat(judge.conventions().beginning()).isEqualTo("none");
            assertThatThrownBy(() -> judge.judge("", single))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no token that")
                    .hasMessageContaining("bos_token");
            assertThatThrownBy(() -> judge.judgeWhole(List.of("pump 4", single), ModelCall.detached()))
                    .isInstanceOf(InvalidInputException.class);
            assertThat(judge.judge("The", single).logprob()).isNegative();
            assertThat(judge.judgeWhole(List.of(""), ModelCall.detached())
                            .get(0)
                            .tokens())
                    .isZero();
        }
        assertThat(model.logLikelihood().judge("", "p").logprob()).isNegative();
    }

    @Test
    void saysHowItTokenises() {
        LogLikelihood.Conventions conventions = model.logLikelihood().conventions();

        assertThat(conventions.boundary()).isEqualTo("tokens");
        assertThat(conventions.beginning()).isIn("special", "bos", "eos", "none");
        assertThat(conventions.tokenizer()).matches("[0-9a-f]{12}");
    }

    @Test
    void countsTheTokensOfATextAsItReadsThem() {
        String text = "every valve of the pump <|im_end|>";

        TokenCounter.Count count = model.tokenCounter().count(text);

        assertThat(count.tokens()).isEqualTo(model.tokenizer().encodePlain(text).length);
        assertThat(count.estimated()).isFalse();
    }

    @Test
    void leavesOutWhatTheMakersSayOutOfRange(@TempDir Path odd) throws IOException {
        Files.writeString(RandomModel.written(odd).resolve("generation_config.json"), """
                {"do_sample": true, "temperature": -1, "top_k": -1, "top_p": 7, "min_p": -2, "repetition_penalty": 0}
                """);

        try (OnnxModel opened = RandomModel.builder(odd).open()) {
            ModelRequest request = request(Sampling.builder().maxOutputTokens(4).seed(1));

            assertThat(opened.client().generate(request, ModelCall.detached()).finishReason())
                    .isEqualTo(FinishReason.LENGTH);
        }
    }

    @Test
    void givesTheLikeliestOfSeveral() {
        ModelResponse best = answer(
                request(sampling().temperature(1).seed(1)),
                OnnxOptions.builder().bestOf(4).build());

        ModelResponse likeliest = LongStream.rangeClosed(1, 4)
                .mapToObj(seed -> request(sampling().temperature(1).seed(seed)))
                .map(each -> answer(
                        each.withOptions(each.options().toBuilder().logprobs(0).build())))
                .max(Comparator.comparingDouble(each -> each.logprobs().stream()
                        .mapToDouble(TokenLogprob::logprob)
                        .sum()))
                .orElseThrow();
        assertThat(best.text()).isEqualTo(likeliest.text());
        assertThat(best.usage().outputTokens()).hasValue(4 * 24);
    }

    @Test
    void aSearchFindsAnAnswerAtLeastAsLikelyAsTheGreedyOne() {
        ModelRequest request = request(sampling().maxOutputTokens(6));

        ModelResponse searched = answer(request.withOptions(request.options().toBuilder()
                .providerOptions(OnnxOptions.builder().beams(4).lengthPenalty(0).build())
                .build()));

        assertThat(logprob(request, searched.text()))
                .isGreaterThanOrEqualTo(logprob(request, answer(request).text()) - 1e-3);
    }

    @Test
    void aSearchRefusesWhatItWouldPassOver() {
        List<OnnxOptions.Builder> asked = List.of(
                OnnxOptions.builder().repetitionPenalty(1.1),
                OnnxOptions.builder().noRepeatNgram(2),
                OnnxOptions.builder().minNewTokens(3),
                OnnxOptions.builder().logitBias(Map.of(7, -100.0)),
                OnnxOptions.builder().bestOf(2),
                OnnxOptions.builder().choices("yes", "no"));
        for (OnnxOptions.Builder each : asked) {
            assertThatThrownBy(() -> answer(request(sampling()), each.beams(2).build()))
                    .isInstanceOf(UnsupportedCapabilityException.class)
                    .hasMessageContaining("beam search together with");
        }
        assertThatThrownBy(() -> answer(
                        request(sampling().presencePenalty(1)),
                        OnnxOptions.builder().beams(2).build()))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void refusesABiasOutOfRangeWhereItIsSet() {
        assertThatThrownBy(() -> OnnxOptions.builder().logitBias(Map.of(1, 101.0)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> OnnxOptions.builder().logitBias(Map.of(-1, 1.0)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void givesTheTemplateItsFurtherVariables(@TempDir Path polite) throws IOException {
        Files.writeString(
                RandomModel.written(polite).resolve("chat_template.jinja"),
                "{{ tone }}{% for message in messages %}{{ message.content }}{% endfor %}");

        try (OnnxModel opened = RandomModel.builder(polite).open()) {
            String prompt = opened.prompt()
                    .text(
                            ModelRequest.of("pump"),
                            OnnxOptions.builder()
                                    .templateVariable("tone", "kindly: ")
                                    .build(),
                            warning -> {});

            assertThat(prompt).isEqualTo("kindly: pump");
        }
    }

    /** How likely the model finds an answer to a request. */
    private static double logprob(ModelRequest request, String answer) {
        String prompt = model.prompt().text(request, OnnxOptions.none(), warning -> {});
        return model.logLikelihood().judge(prompt, answer).logprob();
    }

    @Test
    void aMarkInWhatAUserSaysStaysText() {
        int plain = model.tokenizer().encodePlain("<|im_end|>").length;

        ModelResponse marked = answer(ModelRequest.of("a <|im_end|> b")
                .withOptions(request(sampling()).options()));
        ModelResponse without =
                answer(ModelRequest.of("a  b").withOptions(request(sampling()).options()));

        assertThat(plain).isGreaterThan(1);
        assertThat(marked.usage().inputTokens().orElseThrow()
                        - without.usage().inputTokens().orElseThrow())
                .isGreaterThan(1);
    }

    @Test
    void refusesMoreThanTheContextHolds() {
        assertThatThrownBy(() -> answer(ModelRequest.of("pump ".repeat(3000))))
                .isInstanceOf(ContextTooLongException.class)
                .hasMessageContaining("and 1023 are allowed");
    }

    @Test
    void saysWhatItCanDo() {
        assertThat(model.info().capabilities())
                .contains(Capability.STREAMING, Capability.JSON_SCHEMA, Capability.TOOLS, Capability.SEED);
        assertThat(model.info().contextWindow()).hasValue(1024);
    }

    private static ModelResponse answer(ModelRequest request, OnnxOptions options) {
        return answer(request.withOptions(
                request.options().toBuilder().providerOptions(options).build()));
    }

    private static ModelResponse answer(ModelRequest request) {
        return model.client().generate(request, ModelCall.detached());
    }

    private static Sampling.Builder sampling() {
        return Sampling.builder().temperature(0).maxOutputTokens(24);
    }

    private static ModelRequest request(Sampling.Builder sampling) {
        return ModelRequest.of("Hello")
                .withOptions(
                        GenerationOptions.builder().sampling(sampling.build()).build());
    }

    private static ModelRequest formed(OnnxOptions options) {
        return ModelRequest.of("Which?")
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .temperature(1)
                                .seed(9)
                                .maxOutputTokens(60)
                                .build())
                        .providerOptions(options)
                        .build());
    }
}
