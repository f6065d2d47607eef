package dev.llmops.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {
    @TempDir
    private Path folder;

    private Path arc;

    @BeforeEach
    void writes() throws IOException {
        arc = Files.write(
                folder.resolve("arc.jsonl"),
                List.of(
                        question("Which is wet?", "B", "stone", "water"),
                        question("Which is hot?", "A", "fire", "ice"),
                        question("Which flies?", "B", "fish", "bird")));
    }

    private static String question(String question, String key, String first, String second) {
        return """
                {"question": "%s", "answerKey": "%s", "choices": {"label": ["A", "B"], "text": ["%s", "%s"]}}""".formatted(question, key, first, second);
    }

    /** Finds texts as likely as they are short, and what is written here likelier. */
    private static LogLikelihood preferring(String... texts) {
        return (continuations, control) -> continuations.stream()
                .map(each -> new LogLikelihood.Likelihood(
                        List.of(texts).contains(each.text().strip())
                                ? -1
                                : -each.text().length() - 1.0,
                        1,
                        List.of(texts).contains(each.text().strip())))
                .toList();
    }

    @Test
    void asksAboutEachChoiceInOrder() {
        List<BenchmarkRequest> requests = Benchmark.arc(arc).limit(1).requests();

        assertThat(requests)
                .containsExactly(
                        new BenchmarkRequest.Judge("Question: Which is wet?\nAnswer:", " stone"),
                        new BenchmarkRequest.Judge("Question: Which is wet?\nAnswer:", " water"));
    }

    @Test
    void findsAllChoicesEquallyLikelyIfNoneIsPossible() {
        List<Reply> replies = List.of(
                new Reply.Judged(Double.NEGATIVE_INFINITY, false), new Reply.Judged(Double.NEGATIVE_INFINITY, false));

        assertThat(ChoiceForm.softmax(ChoiceForm.likely(replies, 2))).containsExactly(0.5, 0.5);
    }

    @Test
    void countsWhatTheModelFindsLikeliest() {
        BenchmarkResult result = Benchmark.arc(arc).run(preferring("water", "fire", "fish"));

        assertThat(result.score("acc").value()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(result.score("acc").standardError().orElseThrow()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(result.score("acc").measured()).isEqualTo(3);
        assertThat(result.samples().get(2).goldChoices()).containsExactly(1);
        assertThat(result.samples().get(2).targets()).containsExactly("bird");
        assertThat(result.toString()).contains("arc acc = 0.6667 ± 0.3333 (3 of 3 measured)");
    }

    @Test
    void showsExamplesBeforeTheQuestion() {
        BenchmarkRequest.Judge first = (BenchmarkRequest.Judge)
                Benchmark.arc(arc).fewShot(2).requests().get(0);

        assertThat(first.context().split("\n\n", -1)).hasSize(3);
        assertThat(first.context()).endsWith("\n\nQuestion: Which is wet?\nAnswer:");
    }

    @Test
    void otherDelimitersStandInTheSignature() {
        Benchmark benchmark = Benchmark.arc(arc).fewShot(1).delimiters("=", "--");

        BenchmarkRequest.Judge first =
                (BenchmarkRequest.Judge) benchmark.requests().get(0);
        assertThat(first.context()).contains("Answer:=").contains("--Question");
        assertThat(first.continuation()).isEqualTo("=stone");
        assertThat(benchmark.run(preferring("water")).score("acc").signature().setting("delimiters"))
                .hasSize(8);
    }

    @Test
    void theSeedDecidesWhichExamplesAreShown() {
        assertThat(Benchmark.arc(arc).fewShot(1).seed(7).requests())
                .isEqualTo(Benchmark.arc(arc).fewShot(1).seed(7).requests())
                .isNotEqualTo(Benchmark.arc(arc).fewShot(1).seed(8).requests());
    }

    @Test
    void takesExamplesFromAnotherFile() throws IOException {
        Path train = Files.writeString(folder.resolve("train.jsonl"), question("Which sings?", "A", "bird", "rock"));

        BenchmarkRequest.Judge first = (BenchmarkRequest.Judge)
                Benchmark.arc(arc).examples(train).fewShot(1).requests().get(0);

        assertThat(first.context()).startsWith("Question: Which sings?\nAnswer: bird\n\nQuestion: Which is wet?");
    }

    @Test
    void refusesMoreExamplesThanThereAre() {
        assertThatThrownBy(() -> Benchmark.arc(arc).fewShot(4).requests())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("4 examples need 4 documents")
                .hasMessageContaining("arc.jsonl has 3");
    }

    @Test
    void theSignatureTellsWhatMovesTheNumber() {
        BenchmarkResult result = Benchmark.arc(arc).fewShot(1).run(preferring("water"));

        assertThat(result.score("acc").signature())
                .hasToString("acc|task:arc|filter:none|shots:1|seed:1234|mode:likelihood|begin:unknown|boundary:unknown"
                        + "|compat:lm-eval-0.4");
    }

    @Test
    void aQuestionThatDoesNotFitFailsAndIsCounted() {
        LogLikelihood model = (continuations, control) -> {
            if (continuations.stream().anyMatch(each -> each.context().contains("hot"))) {
                throw ProviderException.of(ProviderFailure.builder("test", "tiny", ErrorClass.CONTEXT_TOO_LONG)
                        .build());
            }
            return preferring("water", "bird").judge(continuations, control);
        };

        BenchmarkResult result = Benchmark.arc(arc).run(model);

        assertThat(result.failed()).isEqualTo(1);
        assertThat(result.score("acc").value()).isEqualTo(1);
        assertThat(result.score("acc").measured()).isEqualTo(2);
        assertThat(result.samples().get(1).failure()).contains("does not fit into the context of the model");
        assertThat(result.results().stream().toList().get(1).output().failure()).isPresent();
    }

    @Test
    void aQuestionWithATextThatCannotBeJudgedFailsAndIsCounted() {
        LogLikelihood model = (continuations, control) -> {
            if (continuations.stream().anyMatch(each -> each.context().contains("hot"))) {
                throw new InvalidInputException("text", "a text has no token");
            }
            return preferring("water", "bird").judge(continuations, control);
        };

        BenchmarkResult result = Benchmark.arc(arc).run(model);

        assertThat(result.failed()).isEqualTo(1);
        assertThat(result.score("acc").measured()).isEqualTo(2);
        assertThat(result.samples().get(1).failure()).contains("has a text of which the model judges no token");
    }

    @Test
    void refusesAModelThatCannotTellLikelihoods() {
        ModelClient writer = (request, call) -> ModelResponse.of("B");

        assertThatThrownBy(() -> Benchmark.crowsPairs(arc).run(BenchmarkModel.of("writer", writer)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs a model that tells how likely texts are");
    }

    @Test
    void asksAModelThatOnlyWritesForALetterAndSaysSo() {
        ModelClient writer = (request, call) -> {
            String question = request.question();
            String right = question.contains("wet") ? "water" : question.contains("hot") ? "fire" : "bird";
            int at = question.indexOf(". " + right);
            return ModelResponse.of("It is " + question.charAt(at - 1) + ".");
        };

        BenchmarkResult result = Benchmark.arc(arc).run(BenchmarkModel.of("writer", writer));

        assertThat(result.isComparable()).isFalse();
        assertThat(result.score("acc").value()).isEqualTo(1);
        assertThat(result.score("acc").signature().setting("mode")).isEqualTo("generated-choice");
        assertThat(result.score("acc").signature().setting("comparable")).isEqualTo("no");
        assertThat(result.score("acc").signature().setting("compat")).isNull();
        assertThat(result.toString()).contains("not comparable");
    }

    @Test
    void anAnswerWithoutALetterFailsAndIsCounted() {
        ModelClient writer = (request, call) -> ModelResponse.of("A bird, I think. Or both?");

        BenchmarkResult result = Benchmark.arc(arc).run(BenchmarkModel.of("writer", writer));

        assertThat(result.failed()).isEqualTo(3);
        assertThat(result.score("acc").value()).isNaN();
        assertThat(result.samples().get(0).failure()).contains("the answer names none of the choices");
    }

    @Test
    void refusesLikelihoodsThatAreNoNumbers() {
        LogLikelihood broken = (continuations, control) -> continuations.stream()
                .map(each -> new LogLikelihood.Likelihood(Double.NaN, 1, false))
                .toList();

        assertThatThrownBy(() -> Benchmark.arc(arc).run(broken)).hasMessageContaining("no number");
    }

    @Test
    void refusesFewerLikelihoodsThanTexts() {
        LogLikelihood silent = (continuations, control) -> List.of();

        assertThatThrownBy(() -> Benchmark.arc(arc).run(silent)).hasMessageContaining("judged 0 of 6 texts");
    }

    @Test
    void becomesTheResultsOfARun() {
        Results results = Benchmark.arc(arc)
                .run(BenchmarkModel.of("tiny", preferring("water", "ice", "bird")), CallControl.detached())
                .results();

        assertThat(results.info().subject()).isEqualTo("tiny");
        assertThat(results.info().dataset()).isEqualTo("arc");
        assertThat(results.info().datasetHash()).hasSize(64);
        List<Result> list = results.stream().toList();
        assertThat(list).extracting(each -> each.item().id()).containsExactly("0", "1", "2");
        assertThat(list.get(1).scores().get("acc")).isEqualTo(Score.of(0));
        assertThat(list.get(1).item().references()).containsExactly("fire");
        assertThat(list.get(1).output().text()).isEqualTo(" ice");
    }

    @Test
    void findsTheNumberInAnAnswer() throws IOException {
        Path gsm = Files.write(
                folder.resolve("gsm.jsonl"),
                List.of(
                        "{\"question\": \"1 + 1?\", \"answer\": \"Two.\\n#### 2\"}",
                        "{\"question\": \"1,000 + 1?\", \"answer\": \"So.\\n#### 1,001\"}"));
        ModelClient model = (request, call) ->
                ModelResponse.of(request.question().contains("1,000") ? " It is $1001." : " Two.\n#### 2");

        BenchmarkResult result = Benchmark.gsm8k(gsm).fewShot(0).run(BenchmarkModel.of("writer", model));

        assertThat(result.score("exact_match,strict-match").value()).isEqualTo(0.5);
        assertThat(result.score("exact_match,flexible-extract").value()).isEqualTo(1);
        assertThat(result.samples().get(1).answer()).contains("[invalid]");
        assertThat(result.samples().get(3).answer()).contains("$1001.");
        assertThat(result.results().stream().toList().get(0).scores()).hasSize(2);
    }

    @Test
    void wordsAndBytesAreThoseOfTheUntidiedPage() throws IOException {
        Path wiki = Files.writeString(folder.resolve("wiki.jsonl"), "{\"page\": \" = A = \\n\\nfive @-@ year \\n\"}");

        BenchmarkResult result = Benchmark.wikiText(wiki).run(new StubModel());

        assertThat(Benchmark.wikiText(wiki).requests())
                .containsExactly(new BenchmarkRequest.Roll(" = A =\n\nfive-year\n"));
        assertThat(result.samples().get(0).values().get("word_perplexity"))
                .isInstanceOfSatisfying(
                        ItemValue.Weighted.class,
                        value -> assertThat(value.weight()).isEqualTo(8));
        assertThat(result.samples().get(0).values().get("bits_per_byte"))
                .isInstanceOfSatisfying(
                        ItemValue.Weighted.class,
                        value -> assertThat(value.weight()).isEqualTo(24));
        assertThat(result.score("bits_per_byte").standardError()).isEmpty();
    }

    @Test
    void namesTheScoresThatThereAre() {
        BenchmarkResult result = Benchmark.arc(arc).run(preferring("water"));

        assertThatThrownBy(() -> result.score("f1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("acc, acc_norm");
    }
}
