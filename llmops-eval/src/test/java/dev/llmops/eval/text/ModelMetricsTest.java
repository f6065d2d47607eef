package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.embedding.TokenEmbeddingClient;
import dev.llmops.api.embedding.TokenEmbeddings;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.LogLikelihood.Likelihood;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.python.PythonText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelMetricsTest {
    /** Every word is a token with the probability 1/2. */
    private static final LogLikelihood HALVES = (continuations, control) -> continuations.stream()
            .map(text -> {
                int tokens = PythonText.split(text.text()).size();
                return new Likelihood(tokens * Math.log(0.5), tokens, false);
            })
            .toList();

    /** The vector of a token is where its first letter stands on a circle. */
    private static final TokenEmbeddingClient CIRCLE =
            (texts, control) -> texts.stream().map(ModelMetricsTest::onCircle).toList();

    private static TokenEmbeddings onCircle(String text) {
        List<String> tokens = new ArrayList<>(List.of("[CLS]"));
        tokens.addAll(PythonText.split(text));
        tokens.add("[SEP]");
        BitSet special = new BitSet();
        special.set(0);
        special.set(tokens.size() - 1);
        float[][] vectors = new float[tokens.size()][];
        for (int i = 0; i < vectors.length; i++) {
            double angle = special.get(i) ? Math.PI : (tokens.get(i).charAt(0) - 'a') * Math.PI / 52;
            vectors[i] = new float[] {(float) (3 * Math.cos(angle)), (float) (3 * Math.sin(angle))};
        }
        return TokenEmbeddings.of(tokens, vectors, special);
    }

    @Test
    void perplexityWeighsTokensAlikeUnlessToldOtherwise() {
        assertThat(value(Perplexity.of(HALVES, "halves"), "a b c")).isCloseTo(2, within(1e-12));
        assertThat(value(Perplexity.of(HALVES, "halves").per(Perplexity.Unit.BITS_PER_BYTE), "aaa bbb"))
                .isCloseTo(2 / 7.0, within(1e-12));
        assertThat(value(Perplexity.of(HALVES, "halves").per(Perplexity.Unit.WORD), "a b "))
                .isCloseTo(Math.exp(2 * Math.log(2) / 3), within(1e-12));
        assertThat(value(Perplexity.of(HALVES, "halves").per(Perplexity.Unit.BYTE), "é"))
                .isCloseTo(Math.sqrt(2), within(1e-12));
    }

    @Test
    void perplexityOfACorpusIsThatOfAllItsTokensOrAMean() {
        List<double[]> texts = List.of(new double[] {Math.log(0.5)}, new double[] {Math.log(0.1), 0, 0});

        assertThat(Likelihoods.corpusPerplexity(texts)).isCloseTo(Math.pow(20, 0.25), within(1e-12));
        assertThat(Likelihoods.meanPerplexity(texts)).isCloseTo((2 + Math.cbrt(10)) / 2, within(1e-12));
        assertThat(Perplexity.of(HALVES, "m").isMean()).isFalse();
        assertThat(Perplexity.of(HALVES, "m").combine(new double[] {Math.log(0.25), 1}))
                .isCloseTo(4, within(1e-12));
        assertThat(Perplexity.of(HALVES, "m").meanOfTexts().combine(new double[] {6, 2}))
                .isEqualTo(3);
    }

    @Test
    void perplexityNeedsAText() {
        assertThat(score(Perplexity.of(HALVES, "halves"), "")).isInstanceOf(Score.Unmeasured.class);
        assertThat(score(
                        Perplexity.of(
                                (texts, control) -> {
                                    throw new LlmException("no logprobs");
                                },
                                "m"),
                        "a"))
                .isEqualTo(Score.failed("the model gave no log-probabilities: no logprobs"));
    }

    @Test
    void modelsMayHaveColonsInTheirNames() {
        assertThat(Perplexity.of(HALVES, "small:1b").signature().setting("model"))
                .isEqualTo("small-1b");
    }

    @Test
    void aTextOfWhichNoTokenWasJudgedIsNotCertain() {
        LogLikelihood deaf = (texts, control) ->
                texts.stream().map(text -> new Likelihood(0, 0, true)).toList();

        for (Perplexity.Unit unit : Perplexity.Unit.values()) {
            assertThat(score(Perplexity.of(deaf, "deaf").per(unit), "a")).isInstanceOf(Score.Unmeasured.class);
        }
    }

    @Test
    void wordsAreCountedAsPiecesBetweenWhiteSpace() {
        assertThat(Likelihoods.words("a b")).isEqualTo(2);
        assertThat(Likelihoods.words(" a \n b ")).isEqualTo(4);
        assertThat(Likelihoods.words("")).isEqualTo(1);
    }

    @Test
    void bertScoreIsOneForEqualTexts() {
        assertThat(value(BertScore.of(CIRCLE), "a m z", "a m z")).isCloseTo(1, within(1e-6));
    }

    @Test
    void bertScoreTakesTheMostSimilarTokens() {
        BertScore metric = BertScore.of(CIRCLE);
        double alike = Math.cos(Math.PI / 52);

        assertThat(value(metric.measure(Rouge.Measure.PRECISION), "b", "a m")).isCloseTo(alike, within(1e-6));
        assertThat(value(metric.measure(Rouge.Measure.RECALL), "b", "a m"))
                .isCloseTo((alike + Math.cos(11 * Math.PI / 52)) / 2, within(1e-6));
    }

    @Test
    void bertScoreWeighsRareTokensMore() {
        BertScoreIdf idf = BertScoreIdf.of(List.of(List.of("a", "a", "b"), List.of("a")));
        assertThat(idf.weight("a")).isZero();
        assertThat(idf.weight("b")).isCloseTo(Math.log(1.5), within(1e-12));
        assertThat(idf.weight("c")).isCloseTo(Math.log(3), within(1e-12));

        BertScore metric = BertScore.of(CIRCLE).weightedBy(List.of("a b", "a"), CallControl.detached());

        assertThat(value(metric, "a b", "c b")).isGreaterThan(value(BertScore.of(CIRCLE), "a b", "c b"));
        assertThat(metric.signature().setting("idf")).isEqualTo("2");
    }

    @Test
    void bertScoreOfEmptyTextsIsZeroAndBaselinesAreZeroToo() {
        assertThat(value(BertScore.of(CIRCLE), "", "a")).isZero();
        PrecisionRecall raw = new PrecisionRecall(0.9, 0.8, 0.85);
        assertThat(BertScoreMatch.rescale(raw, raw)).isEqualTo(PrecisionRecall.NONE);
        assertThat(value(BertScore.of(CIRCLE).rescaled(new PrecisionRecall(0.5, 0.5, 0.5)), "a", "a"))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void bertScoreEmbedsEachTextOnceAndIsTheSameInCompany() {
        List<Integer> sizes = new ArrayList<>();
        BertScore counted = BertScore.of((texts, control) -> {
            sizes.add(texts.size());
            return CIRCLE.embedTokens(texts, control);
        });

        List<PrecisionRecall> scores = counted.scores(
                List.of("a b", "a b", "c d e f g"),
                List.of(List.of("z", "a c"), List.of("a c"), List.of("a c")),
                CallControl.detached());

        assertThat(sizes).containsExactly(4);
        assertThat(scores.get(1).f()).isEqualTo(value(BertScore.of(CIRCLE), "a b", "a c"));
    }

    @Test
    void similarityIsTheCosineWithTheNearestReference() {
        EmbeddingClient letters = (request, control) -> new EmbeddingResponse(
                request.texts().stream().map(text -> onCircle(text).vector(1)).toList(), "m", Usage.unknown());

        assertThat(value(SemanticSimilarity.of(letters), "a", "z", "a")).isEqualTo(1);
        assertThat(value(SemanticSimilarity.of(letters), "a", "c")).isCloseTo(Math.cos(Math.PI / 26), within(1e-6));
        assertThat(score(SemanticSimilarity.of(letters), "a")).isInstanceOf(Score.Unmeasured.class);
    }

    @Test
    void similarityIsUnmeasuredWithoutADirectionAndFailsWithTheModel() {
        EmbeddingClient zero =
                (request, control) -> new EmbeddingResponse(List.of(new float[2], new float[2]), "m", Usage.unknown());
        EmbeddingClient broken = (request, control) -> {
            throw new LlmException("no model");
        };
        EmbeddingClient cancelled = (request, control) -> {
            throw new CallCancelledException("call");
        };

        assertThat(score(SemanticSimilarity.of(zero), "a", "b")).isInstanceOf(Score.Unmeasured.class);
        assertThat(score(SemanticSimilarity.of(broken), "a", "b")).isInstanceOf(Score.Failed.class);
        assertThatThrownBy(() -> score(SemanticSimilarity.of(cancelled), "a", "b"))
                .isInstanceOf(CallCancelledException.class);
    }

    @Test
    void tooManyRequestsAreToldToWhoeverRunsThem() {
        EmbeddingClient texts = (request, control) -> {
            throw refusal();
        };
        TokenEmbeddingClient tokens = (request, control) -> {
            throw refusal();
        };
        LogLikelihood model = (request, control) -> {
            throw refusal();
        };

        for (Metric metric :
                List.of(SemanticSimilarity.of(texts), BertScore.of(tokens), Perplexity.of(model, "model"))) {
            assertThatThrownBy(() -> score(metric, "a", "b")).isInstanceOf(RateLimitedException.class);
        }
    }

    private static LlmException refusal() {
        return ProviderException.of(ProviderFailure.builder("test", "model", ErrorClass.RATE_LIMITED)
                .build());
    }

    private static double value(Metric metric, String text, String... references) {
        return ((Score.Measured) score(metric, text, references)).value();
    }

    private static Score score(Metric metric, String text, String... references) {
        return metric.score(Sample.of("q", text, references), CallControl.detached());
    }
}
