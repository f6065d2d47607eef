package dev.llmops.samples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Document;
import dev.llmops.eval.Item;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.lucene.Chunk;
import dev.llmops.lucene.Chunker;
import dev.llmops.samples.evaluation.Handbook.Evidence;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The questions fit the handbook as it is. */
final class QuestionsTest {
    static final Path HANDBOOK = Path.of("../quickstart/handbook");
    static final Path QUESTIONS = Path.of("questions.jsonl");

    private final List<Item> items = items();
    private final Handbook handbook = Handbook.read(HANDBOOK);

    private static List<Item> items() {
        try (Stream<Item> stream = Dataset.jsonl(QUESTIONS).stream()) {
            return stream.toList();
        }
    }

    @Test
    void thereAreEnoughOfEveryKind() {
        assertThat(Dataset.jsonl(QUESTIONS).version().items()).isGreaterThanOrEqualTo(100);
        assertThat(items.stream().map(item -> item.field("kind")).distinct())
                .containsExactlyInAnyOrder("text", "table", "two places", "other words", "unanswerable");
        assertThat(items.stream().map(Item::input).distinct()).hasSameSizeAs(items);
    }

    @Test
    void everyQuoteIsInThePassageThatIsNamed() {
        for (Item item : items) {
            List<Evidence> evidence = handbook.evidence(item);
            assertThat(evidence.stream().map(Evidence::passage))
                    .as(item.id())
                    .containsAll(item.relevant().keySet());
            assertThat(evidence)
                    .as(item.id())
                    .allSatisfy(each -> assertThat(
                                    each.isWithin(passage(each.passage()).span()))
                            .isTrue());
        }
    }

    @Test
    void whatTheHandbookDoesNotSayIsRefused() {
        Set<Item> unanswerable = items.stream()
                .filter(item -> "no".equals(item.field("answerable")))
                .collect(Collectors.toSet());

        assertThat(unanswerable).hasSizeGreaterThanOrEqualTo(10).allSatisfy(item -> {
            assertThat(item.relevant()).isEmpty();
            assertThat(RightAnswer.isRefusal(item.references().get(0))).isTrue();
        });
        assertThat(items).filteredOn(item -> !unanswerable.contains(item)).allSatisfy(item -> {
            assertThat(item.relevant()).isNotEmpty();
            assertThat(item.references()).isNotEmpty();
        });
    }

    private Chunk passage(String id) {
        return handbook.documents().stream()
                .filter(document -> id.startsWith(document.id() + "#"))
                .flatMap((Document document) -> Chunker.standard().split(document).stream())
                .filter(chunk -> id.endsWith("#" + chunk.span().start()))
                .findFirst()
                .orElseThrow();
    }
}
