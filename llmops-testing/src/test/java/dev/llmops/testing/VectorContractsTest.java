package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.model.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The fake embedder, and the contracts of embedders and rerankers, on sound and on broken ones. */
class VectorContractsTest {
    @Test
    void embeddingContractHoldsForTheFake() {
        assertThat(ContractRun.failures(Hashing.class)).isEmpty();
    }

    @Test
    void embeddingContractNoticesTheWrongOrder() {
        assertThat(ContractRun.failures(Reversing.class)).contains("keepsTheOrderOfTheTexts");
    }

    @Test
    void embeddingContractNoticesVectorsThatAreKept() {
        assertThat(ContractRun.failures(Keeping.class)).contains("handsVectorsOverForGood");
    }

    @Test
    void embeddingContractNoticesRefusalsUnlessTheyAreAllowed() {
        assertThat(ContractRun.failures(Choosy.class)).containsExactly("takesHostileTexts");
        assertThat(ContractRun.failures(ChoosyAndSaysSo.class)).isEmpty();
    }

    @Test
    void rerankerContractHoldsForCommonWords() {
        assertThat(ContractRun.failures(CommonWords.class)).isEmpty();
    }

    @Test
    void rerankerContractNoticesTheWorstFirst() {
        assertThat(ContractRun.failures(WorstFirst.class))
                .contains("givesEveryTextBackOnceBestFirst", "putsTheBestAnswerFirst");
    }

    @Test
    void rerankerContractNoticesLostTexts() {
        assertThat(ContractRun.failures(BestOnly.class))
                .contains("givesEveryTextBackOnceBestFirst", "judgesEqualTextsAlike")
                .doesNotContain("putsTheBestAnswerFirst");
    }

    @Test
    void textsThatShareWordsLieCloseTogether() {
        FixedEmbedder embedder = FixedEmbedder.hashing(256);

        float[] question = embedder.embed("service the pump", Purpose.QUERY);

        assertThat(dot(question, embedder.embed("The pump: service!", Purpose.DOCUMENT)))
                .isGreaterThan(0.99f);
        assertThat(dot(question, embedder.embed("Cats sleep", Purpose.DOCUMENT)))
                .isLessThan(0.5f);
        assertThat(embedder.requests()).hasSize(3);
        assertThat(embedder.info().locality()).isEqualTo(Locality.REMOTE);
        assertThat(embedder.local().info().locality()).isEqualTo(Locality.LOCAL);
    }

    @Test
    void givenVectorsAreReturnedAsTheyAre() {
        FixedEmbedder embedder = FixedEmbedder.of(Map.of("cat", new float[] {1, 0}, "dog", new float[] {0, 1}));

        assertThat(embedder.embed("dog", Purpose.QUERY)).containsExactly(0, 1);
        assertThatThrownBy(() -> embedder.embed("swordfish", Purpose.QUERY))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("swordfish");
        assertThatThrownBy(() ->
                        embedder.embed(new EmbeddingRequest(List.of("cat"), Purpose.QUERY, 3), CallControl.detached()))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> FixedEmbedder.of(Map.of())).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void hashedVectorsAreAsLongAsAskedFor() {
        EmbeddingResponse response = FixedEmbedder.hashing(64)
                .embed(new EmbeddingRequest(List.of("x", ""), Purpose.QUERY, 16), CallControl.detached());

        assertThat(response.vectors()).allSatisfy(vector -> assertThat(vector).hasSize(16));
    }

    private static float dot(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    static class Hashing extends EmbeddingClientContract {
        @Override
        protected EmbeddingClient client() {
            return FixedEmbedder.hashing(64);
        }
    }

    static class Reversing extends EmbeddingClientContract {
        @Override
        protected EmbeddingClient client() {
            FixedEmbedder embedder = FixedEmbedder.hashing(64);
            return (request, control) -> {
                List<float[]> vectors =
                        new ArrayList<>(embedder.embed(request, control).vectors());
                java.util.Collections.reverse(vectors);
                return new EmbeddingResponse(vectors, "", Usage.unknown());
            };
        }
    }

    static class Keeping extends EmbeddingClientContract {
        @Override
        protected EmbeddingClient client() {
            FixedEmbedder embedder = FixedEmbedder.hashing(64);
            Map<String, float[]> cache = new ConcurrentHashMap<>();
            return (request, control) -> new EmbeddingResponse(
                    Require.nonNull(request, "request").texts().stream()
                            .map(text -> cache.computeIfAbsent(text, t -> embedder.embed(t, Purpose.DOCUMENT)))
                            .toList(),
                    "",
                    Usage.unknown());
        }
    }

    static class Choosy extends EmbeddingClientContract {
        @Override
        protected EmbeddingClient client() {
            FixedEmbedder embedder = FixedEmbedder.hashing(64);
            return (request, control) -> {
                Require.that(
                        Require.nonNull(request, "request").texts().get(0).length() < 1000, "texts", "text too long");
                return embedder.embed(request, control);
            };
        }
    }

    static class ChoosyAndSaysSo extends Choosy {
        @Override
        protected boolean takesEveryText() {
            return false;
        }
    }

    static class CommonWords extends RerankerContract {
        @Override
        protected Reranker reranker() {
            return ranking(Comparator.comparingDouble(Reranker.Ranked::score).reversed(), Integer.MAX_VALUE);
        }

        static Reranker ranking(Comparator<Reranker.Ranked> order, int limit) {
            FixedEmbedder embedder = FixedEmbedder.hashing(512);
            return (query, texts, control) -> {
                float[] asked = embedder.embed(Require.nonNull(query, "query"), Purpose.QUERY);
                return IntStream.range(0, Require.nonNull(texts, "texts").size())
                        .mapToObj(i ->
                                new Reranker.Ranked(i, dot(asked, embedder.embed(texts.get(i), Purpose.DOCUMENT))))
                        .sorted(order)
                        .limit(limit)
                        .toList();
            };
        }
    }

    static class WorstFirst extends RerankerContract {
        @Override
        protected Reranker reranker() {
            return CommonWords.ranking(Comparator.comparingDouble(Reranker.Ranked::score), Integer.MAX_VALUE);
        }
    }

    static class BestOnly extends RerankerContract {
        @Override
        protected Reranker reranker() {
            return CommonWords.ranking(
                    Comparator.comparingDouble(Reranker.Ranked::score).reversed(), 1);
        }
    }
}
