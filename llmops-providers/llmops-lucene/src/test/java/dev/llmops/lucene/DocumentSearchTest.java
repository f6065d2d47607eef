package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Trust;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.text.Entity;
import dev.llmops.testing.FixedEmbedder;
import dev.llmops.testing.TestContext;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentSearchTest {
    private static final TokenCounter WORDS =
            text -> new TokenCounter.Count(text.toString().strip().split("\\s+", -1).length, false);

    private final DocumentIndex index = DocumentIndex.inMemory();
    private final DocumentSearch search = DocumentSearch.over(index);
    private final TestContext context = TestContext.create();

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void groundsAPromptInPassages() {
        index.add(Document.of("pumps.md", "Pump P-101 is serviced every 4,000 hours."));

        Evidence evidence = search.named("manuals").ground(Prompt.of("How often is P-101 serviced?"), context);

        Passage passage = evidence.passages().get(0);
        assertThat(passage.text()).contains("4,000 hours");
        assertThat(passage.retriever()).isEqualTo("manuals");
        assertThat(context.notes()).isEmpty();
    }

    @Test
    void findingNothingIsAResult() {
        index.add(Document.of("pumps.md", "Pump P-101 is serviced every 4,000 hours."));

        assertThat(find(search, "Who won the championship?")).isEmpty();
        assertThat(search.ground(
                                Prompt.builder("")
                                        .attach(new Content.Text("x", Trust.USER))
                                        .build(),
                                context)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void anUnimportantWordIsNotEnough() {
        for (int i = 0; i < 50; i++) {
            index.add(Document.of("d" + i, "A note on station " + i + " and its staff."));
        }

        assertThat(find(search, "What does the railway station of Antananarivo charge for luggage lockers overnight?"))
                .isEmpty();
        assertThat(find(search.minimumScore(0), "What does the railway station of Antananarivo charge?"))
                .isNotEmpty();
        assertThat(find(search.minimumScore(0.9), "station 7")).isEmpty();
    }

    @Test
    void givesAtMostTheNumberAsked() {
        for (int i = 0; i < 20; i++) {
            index.add(Document.of("d" + i, "pump number" + i));
        }

        assertThat(find(search, "pump")).hasSize(5);
        assertThat(find(search.top(3), "pump")).hasSize(3);
        assertThat(find(search.top(100), "pump")).hasSize(20);
    }

    @Test
    void leavesOutWhatIsThereAlready() {
        String text =
                "The pump is serviced every 4,000 hours by the mechanics of the day shift, who note it in the log.";
        index.add(Document.of("a", text));
        index.add(Document.of("b", text + " "));
        index.add(Document.of("c", text.replace("pump", "Pump")));
        index.add(Document.of("d", "The pump is red."));

        assertThat(find(search, "pump service")).extracting(Passage::documentId).containsExactly("a", "d");
        assertThat(context.note("documents.dropped")).contains("duplicates 2");
    }

    @Test
    void limitsThePassagesOfADocument() {
        index.add(markdown(
                "a", "# A\n\npump one\n\n# B\n\nvalve\n\n# C\n\npump two\n\n# D\n\nvalve\n\n# E\n\npump three"));
        index.add(Document.of("b", "a pump among many other things that stand in the hall"));

        assertThat(find(search.perDocument(2), "pump"))
                .extracting(Passage::documentId)
                .containsExactly("a", "a", "b");
        assertThat(context.note("documents.dropped")).contains("per document 1");
    }

    @Test
    void prefersVarietyWhenAskedTo() {
        index.add(Document.of("a", "pump service pump service oil filter change daily"));
        index.add(Document.of("b", "pump service pump service oil filter change weekly"));
        index.add(Document.of("c", "pump service is described in another handbook altogether"));

        assertThat(find(search.top(2).mmr(1), "pump service"))
                .extracting(Passage::documentId)
                .containsExactly("a", "b");
        assertThat(find(search.top(2).mmr(0.3), "pump service"))
                .extracting(Passage::documentId)
                .containsExactly("a", "c");
    }

    @Test
    void joinsNeighbours() {
        String text =
                "# A\n\nThe pump hums.\n\n# B\n\nThe pump is red.\n\n# C\n\nNothing here.\n\n# D\n\nThe pump leaks.";
        index.add(markdown("a", text));

        List<Passage> found = find(search, "pump");

        assertThat(found)
                .extracting(Passage::text)
                .containsExactlyInAnyOrder(
                        "# A\n\nThe pump hums.\n\n# B\n\nThe pump is red.", "# D\n\nThe pump leaks.");
        for (Passage passage : found) {
            assertThat(text.substring(passage.span().start(), passage.span().end()))
                    .isEqualTo(passage.text());
            assertThat(passage.contentHash()).isEqualTo(ContentHash.of(passage.text()));
        }
        assertThat(found).extracting(Passage::headingPath).contains(List.of("D"), List.of());
    }

    @Test
    void joinsNeighboursThatOverlap() {
        try (DocumentIndex overlapping = DocumentIndex.builder()
                .chunker(Chunker.builder().tokens(12).overlap(1).build())
                .inMemory()) {
            String text =
                    "The pump hums. The pump is red. The pump leaks. The pump is old. The pump is new. The pump stops.";
            overlapping.add(Document.of("a", text));

            List<Passage> found = find(DocumentSearch.over(overlapping).top(20), "pump");

            assertThat(found).extracting(Passage::text).containsExactly(text);
        }
    }

    @Test
    void fitsIntoTheTokenBudget() {
        index.add(Document.of("a", "The pump pump pump is red. It is very old. Nobody knows why."));
        index.add(Document.of("b", "The pump pump is in the hall. It is loud."));
        index.add(Document.of("c", "A pump."));

        List<Passage> found = find(search.tokenBudget(16, WORDS), "pump");

        assertThat(found)
                .extracting(Passage::text)
                .containsExactly("A pump.", "The pump pump is in the hall. It is loud.");
        assertThat(context.note("documents.dropped")).contains("token budget 1");
    }

    @Test
    void shortensBetweenSentences() {
        index.add(Document.of("a", "The pump is red. It is very old. Nobody knows why it still runs."));

        List<Passage> found = find(search.tokenBudget(10, WORDS), "pump");

        assertThat(found).extracting(Passage::text).containsExactly("The pump is red. It is very old.");
        assertThat(found.get(0).span().end()).isEqualTo(found.get(0).text().length());
        assertThat(context.note("documents.dropped")).contains("shortened 1");
        assertThat(find(search.tokenBudget(2, WORDS), "pump")).isEmpty();
    }

    @Test
    void neverCutsARowOfATable() {
        index.add(markdown("a", "| pump | due |\n|---|---|\n| P-101 | on the first. Of May. |\n| P-102 | June |"));

        List<Passage> found = find(search.tokenBudget(18, WORDS), "pump due");

        assertThat(found)
                .extracting(Passage::text)
                .containsExactly("| pump | due |\n|---|---|\n| P-101 | on the first. Of May. |");
    }

    @Test
    void filtersByMetadataOfThePrompt() {
        index.add(Document.builder("a", "pump").metadata("tenant", "x").build());
        index.add(Document.builder("b", "another pump").metadata("tenant", "y").build());
        DocumentSearch tenants = search.filterByPrompt("tenant");

        Prompt ofX = Prompt.builder("pump").metadata("tenant", "x").build();

        assertThat(tenants.ground(ofX, context).passages())
                .extracting(Passage::documentId)
                .containsExactly("a");
        assertThatThrownBy(() -> find(tenants, "pump"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("tenant");
        assertThat(find(search.filter("tenant", "y"), "pump"))
                .extracting(Passage::documentId)
                .containsExactly("b");
        assertThat(find(search, "pump")).hasSize(2);
    }

    @Test
    void entitiesCountMore() {
        index.add(Document.of("a", "The service plan lists the dates of service and who does the service."));
        index.add(Document.of("b", "Aldersyke station has four pumps and a service crane, among many other things."));
        Prompt plain = Prompt.of("service at Aldersyke service dates");
        Entity entity = new Entity("LOCATION", "Aldersyke", "Aldersyke station", 11, 20, 0.9);

        assertThat(first(plain)).isEqualTo("a");
        assertThat(first(plain.withEvidence(Evidence.ofEntities(List.of(entity, entity)))))
                .isEqualTo("b");
    }

    @Test
    void theLastTurnTellsWhatItIs() {
        index.add(Document.of("a", "Fellgate is due in March."));
        index.add(Document.of("b", "Aldersyke is due in May."));
        List<Message> history = List.of(
                Message.user("Where is Aldersyke?"),
                Message.assistant("In the north."),
                Message.user("How large is Fellgate?"),
                Message.assistant("It has four pumps."));

        Prompt prompt = Prompt.builder("And when is it due for a service?")
                .history(history)
                .build();

        assertThat(first(prompt)).isEqualTo("a");
    }

    @Test
    void thePromptItselfCountsMoreThanTheLastTurn() {
        index.add(Document.of("a", "Fellgate Booster pumps water uphill."));
        index.add(Document.of("b", "Aldersyke takes water in."));

        Prompt prompt = Prompt.builder("And Aldersyke?")
                .history(List.of(Message.user("What does Fellgate do?")))
                .build();

        assertThat(first(prompt)).isEqualTo("b");
    }

    @Test
    void aRerankerDecidesTheOrder() {
        index.add(Document.of("a", "pump pump pump"));
        index.add(Document.of("b", "pump of the year, by far the best one"));
        Reranker byLength = (query, texts, control) -> {
            List<Reranker.Ranked> ranked = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                ranked.add(new Reranker.Ranked(i, texts.get(i).length()));
            }
            ranked.sort(Collections.reverseOrder(Comparator.comparingDouble(Reranker.Ranked::score)));
            return ranked;
        };

        assertThat(find(search, "pump")).extracting(Passage::documentId).containsExactly("a", "b");
        assertThat(find(search.rerank(byLength), "pump"))
                .extracting(Passage::documentId)
                .containsExactly("b", "a");
    }

    @Test
    void aRerankerThatFailsChangesNothing() {
        index.add(Document.of("a", "pump pump pump"));
        index.add(Document.of("b", "pump of the year"));

        for (Reranker broken : List.<Reranker>of(
                (query, texts, control) -> {
                    throw new IllegalStateException("secret");
                },
                (query, texts, control) -> List.of(new Reranker.Ranked(99, 1)))) {
            assertThat(find(search.rerank(broken), "pump"))
                    .extracting(Passage::documentId)
                    .containsExactly("a", "b");
            assertThat(context.note("documents.rerank").orElseThrow())
                    .startsWith("order kept")
                    .doesNotContain("secret");
        }
        assertThat(find(search.rerank((query, texts, control) -> List.of(new Reranker.Ranked(1, 3))), "pump"))
                .extracting(Passage::documentId)
                .containsExactly("b", "a");
    }

    @Test
    void aRerankerThatIsCancelledCancels() {
        index.add(Document.of("a", "pump one"));
        index.add(Document.of("b", "pump two"));

        assertThatThrownBy(() -> find(
                        search.rerank((query, texts, control) -> {
                            context.cancel();
                            throw new IllegalStateException("interrupted");
                        }),
                        "pump"))
                .isInstanceOf(CallCancelledException.class);
    }

    @Test
    void stopsWhenNobodyWantsTheResult() {
        index.add(Document.of("a", "pump"));
        VirtualTime time = new VirtualTime();
        TestContext late =
                TestContext.builder().time(time).within(Duration.ofSeconds(1)).build();
        time.advance(Duration.ofSeconds(2));
        context.cancel();

        assertThatThrownBy(() -> find(search, "pump"))
                .isInstanceOf(CallCancelledException.class)
                .hasMessageContaining("documents");
        assertThatThrownBy(() -> search.ground(Prompt.of("pump"), late)).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void meaningFindsWhatWordsMiss() {
        EmbeddingClient meanings = FixedEmbedder.of(Map.of(
                "A centrifugal machine moves water.", new float[] {1, 0},
                "The invoice is due.", new float[] {0, 1},
                "pump", new float[] {0.9f, 0.1f}));
        try (DocumentIndex hybrid = DocumentIndex.builder().embedding(meanings).inMemory()) {
            hybrid.add(Document.of("a", "A centrifugal machine moves water."));
            hybrid.add(Document.of("b", "The invoice is due."));

            List<Passage> found = find(DocumentSearch.over(hybrid).minimumScore(0.5), "pump");

            assertThat(found).extracting(Passage::documentId).containsExactly("a");
        }
    }

    @Test
    void wordsAndMeaningAreFusedByRank() {
        try (DocumentIndex hybrid =
                DocumentIndex.builder().embedding(FixedEmbedder.hashing(256)).inMemory()) {
            for (int i = 0; i < 30; i++) {
                hybrid.add(Document.of("d" + i, "document number" + i + " about topic" + i % 7));
            }

            List<Passage> found = find(DocumentSearch.over(hybrid).top(10).mmr(1), "number4 topic4");

            assertThat(found.get(0).documentId()).isEqualTo("d4");
            assertThat(found.get(0).score()).isEqualTo(1.0);
            assertThat(found).isSortedAccordingTo(Collections.reverseOrder(Comparator.comparingDouble(Passage::score)));
        }
    }

    @Test
    void anEmbedderThatFailsLeavesTheWords() {
        FixedEmbedder works = FixedEmbedder.hashing(8);
        boolean[] broken = {false};
        EmbeddingClient fragile = (request, control) -> {
            if (broken[0]) {
                throw new IllegalArgumentException("down");
            }
            return works.embed(request, control);
        };
        try (DocumentIndex hybrid = DocumentIndex.builder().embedding(fragile).inMemory()) {
            hybrid.add(Document.of("a", "pump"));
            broken[0] = true;

            assertThat(find(DocumentSearch.over(hybrid), "pump")).hasSize(1);
            assertThat(context.note("documents.search").orElseThrow()).startsWith("words only");
        }
    }

    @Test
    void theSecondBestMayComeLast() {
        index.add(Document.of("a", "pump pump pump pump"));
        index.add(Document.of("b", "pump pump pump is red"));
        index.add(Document.of("c", "the pump among so many other things to be found here"));
        List<String> plain =
                find(search, "pump").stream().map(Passage::documentId).toList();

        assertThat(find(search.bestAtBothEnds(), "pump"))
                .extracting(Passage::documentId)
                .containsExactly(plain.get(0), plain.get(2), plain.get(1));
    }

    @Test
    void settingsAreNotShared() {
        DocumentSearch narrow = search.top(1).filter("tenant", "x").named("narrow");

        assertThat(narrow).isNotSameAs(search);
        assertThat(search.toString()).contains("documents").contains("top 5");
        assertThat(narrow.toString()).contains("narrow").contains("top 1");
        search.close();
        index.add(Document.of("a", "still open"));
    }

    @Test
    void refusesSettingsOutOfRange() {
        for (Runnable wrong : List.<Runnable>of(
                () -> search.top(0),
                () -> search.mmr(1.1),
                () -> search.minimumScore(-1),
                () -> search.perDocument(0),
                () -> search.tokenBudget(0),
                () -> search.named(" "),
                () -> search.filter("", "x"))) {
            assertThatThrownBy(wrong::run).isInstanceOf(InvalidInputException.class);
        }
    }

    private String first(Prompt prompt) {
        return search.ground(prompt, context).passages().get(0).documentId();
    }

    private List<Passage> find(DocumentSearch in, String text) {
        return in.ground(Prompt.of(text), context).passages();
    }

    private static Document markdown(String id, String text) {
        return Document.builder(id, text).mediaType("text/markdown").build();
    }
}
