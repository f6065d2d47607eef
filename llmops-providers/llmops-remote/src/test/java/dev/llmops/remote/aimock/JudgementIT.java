package dev.llmops.remote.aimock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.remote.Connection;
import dev.llmops.remote.RemoteModels;
import dev.llmops.remote.cohere.CohereReranker;
import dev.llmops.remote.mistral.MistralModeration;
import dev.llmops.remote.openai.OpenAiModeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Moderation, reranking and lists of models. */
@WithAimock
class JudgementIT {
    private final AimockScope scope;

    JudgementIT(AimockServer server) {
        this.scope = server.scope();
    }

    @AfterEach
    void leavesNoConnectionAtWork() {
        scope.close();
    }

    @Test
    void moderationByOpenAiFindsWhatIsFlagged() {
        findsWhatIsFlagged(OpenAiModeration.builder()
                .connection(scope.connection("/v1").build())
                .build());
    }

    @Test
    void moderationByMistralFindsWhatIsFlagged() {
        findsWhatIsFlagged(MistralModeration.builder()
                .connection(scope.connection("/v1").build())
                .build());
    }

    private void findsWhatIsFlagged(SafetyGuard guard) {
        List<Finding> bad = guard.inspect(Segment.prompt("Let us burn the village!"), StageContext.detached());
        List<Finding> good = guard.inspect(Segment.prompt("Let us paint the village!"), StageContext.detached());

        assertThat(bad).hasSize(1);
        assertThat(bad.get(0).rule()).endsWith(".moderation.violence");
        assertThat(bad.get(0).score()).isCloseTo(0.97, within(1e-9));
        assertThat(good).isEmpty();
        assertThat(scope.journal()).extracting(JournalEntry::line).containsOnly("POST /v1/moderations");
    }

    @Test
    void rerankingByCohereGivesTheBestFirst() {
        Reranker reranker = CohereReranker.builder("rerank-v3.5")
                .connection(scope.connection("").build())
                .build();

        List<Reranker.Ranked> ranked = reranker.rerank(
                "where do cranes winter",
                List.of("Cranes are birds.", "A crane lifts weights.", "Cranes winter in Extremadura."),
                CallControl.detached());

        assertThat(ranked).extracting(Reranker.Ranked::index).containsExactly(2, 0, 1);
        assertThat(ranked).extracting(Reranker.Ranked::score).containsExactly(0.91, 0.4, 0.05);
        assertThat(scope.onlyEntry().line()).isEqualTo("POST /v2/rerank");
    }

    @Test
    void listsTheModelsOfAServer() {
        Connection versioned = scope.connection("/v1").build();
        Connection plain = scope.connection("").build();

        lists(RemoteModels.openAi(versioned));
        lists(RemoteModels.mistral(versioned));
        lists(RemoteModels.openAiCompatible("own", versioned));
        lists(RemoteModels.ollama(plain));
    }

    private static void lists(RemoteModels models) {
        assertThat(models.models(CallControl.detached()))
                .as(models.toString())
                .extracting(model -> model.id())
                .contains("gpt-4o", "text-embedding-3-small");
    }
}
