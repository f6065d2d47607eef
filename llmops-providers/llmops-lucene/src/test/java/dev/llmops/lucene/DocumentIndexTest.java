package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Passage;
import dev.llmops.lucene.DocumentIndex.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentIndexTest {
    private final DocumentIndex index = DocumentIndex.inMemory();

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void findsWhatWasJustAdded() {
        index.add(Document.of("pumps.md", "Pump P-101 is serviced every 4,000 hours."));
        index.add(Document.of("valves.md", "Valve V-7 is checked every year."));

        Passage found = index.search("How often is P-101 serviced?", 5).get(0);

        assertThat(found.documentId()).isEqualTo("pumps.md");
        assertThat(found.text()).isEqualTo("Pump P-101 is serviced every 4,000 hours.");
        assertThat(found.score()).isBetween(0.1, 1.0);
        assertThat(found.trust()).isEqualTo(Trust.RETRIEVED);
    }

    @Test
    void aPassageKnowsWhereItStands() {
        String text = "# Pumps\n\nIntro.\n\n## Service\n\nEvery 4,000 hours.\n";
        index.add(Document.builder("m/pumps.md", text)
                .title("Pumps")
                .mediaType("text/markdown")
                .location("/manuals/pumps.md")
                .metadata("tenant", "a")
                .build());

        Passage found = index.search("service hours", 1).get(0);

        assertThat(text.substring(found.span().start(), found.span().end())).isEqualTo(found.text());
        assertThat(found.headingPath()).containsExactly("Pumps", "Service");
        assertThat(found.title()).isEqualTo("Pumps");
        assertThat(found.location()).isEqualTo("/manuals/pumps.md");
        assertThat(found.metadata()).containsExactlyEntriesOf(Map.of("tenant", "a"));
        assertThat(found.ordinal()).isEqualTo(1);
        assertThat(found.contentHash()).isEqualTo(ContentHash.of(found.text()));
    }

    @Test
    void addingTellsWhatChanged() {
        Document document = Document.of("a", "first");

        assertThat(index.add(document)).isEqualTo(Change.ADDED);
        assertThat(index.add(document)).isEqualTo(Change.UNCHANGED);
        assertThat(index.add(Document.of("a", "second"))).isEqualTo(Change.UPDATED);
        assertThat(index.add(document.toBuilder().title("Title").build())).isEqualTo(Change.UPDATED);
        assertThat(index.addAll(List.of(Document.of("a", "third"), Document.of("b", "x"), Document.of("b", "x"))))
                .isEqualTo(2);
        assertThat(index.documentCount()).isEqualTo(2);
    }

    @Test
    void anUpdatedDocumentIsFoundByItsNewWordsOnly() {
        index.add(Document.of("a", "apple"));
        index.add(Document.of("b", "banana"));

        index.update(Document.of("a", "cherry"));

        assertThat(index.search("apple", 5)).isEmpty();
        assertThat(index.search("cherry", 5)).extracting(Passage::documentId).containsExactly("a");
        assertThat(index.search("banana", 5)).hasSize(1);
        assertThatThrownBy(() -> index.update(Document.of("none", "x")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"none\"");
    }

    @Test
    void aDeletedDocumentIsGone() {
        index.add(Document.of("a", "apple"));
        index.add(Document.of("a#2", "apple"));

        assertThat(index.delete("a")).isTrue();
        assertThat(index.delete("a")).isFalse();

        assertThat(index.search("apple", 5)).extracting(Passage::documentId).containsExactly("a#2");
        assertThat(index.documentIds()).containsExactly("a#2");
        assertThat(index.passageCount()).isEqualTo(1);
        assertThat(index.document("a")).isEmpty();
    }

    @Test
    void documentsComeBackAsTheyWere() {
        Map<String, Document> added = new LinkedHashMap<>();
        for (long seed = 0; seed < 60; seed++) {
            Document document = Document.builder(
                            "d" + seed, new RandomDocuments(seed).next().text())
                    .mediaType("text/markdown")
                    .title("T" + seed)
                    .location("/x/" + seed)
                    .modified(Instant.ofEpochSecond(seed))
                    .metadata("k\uD83D", "v")
                    .build();
            index.add(document);
            added.put(document.id(), document);
        }

        added.forEach((id, document) -> {
            Document found = index.document(id).orElseThrow();
            assertThat(found.text()).as(id).isEqualTo(document.text());
            assertThat(found.title()).isEqualTo(document.title());
            assertThat(found.mediaType()).isEqualTo(document.mediaType());
            assertThat(found.location()).isEqualTo(document.location());
            assertThat(found.modified()).isEqualTo(document.modified());
            assertThat(found.metadata()).isEqualTo(document.metadata());
        });
    }

    @Test
    void overlapDoesNotDoubleTheText() {
        try (DocumentIndex overlapping = DocumentIndex.builder()
                .chunker(Chunker.builder().tokens(20).overlap(2).build())
                .inMemory()) {
            String text = "The pump runs. The valve is shut. It hums. ".repeat(30);
            overlapping.add(Document.of("a", text));

            assertThat(overlapping.document("a").orElseThrow().text()).isEqualTo(text);
        }
    }

    @Test
    void staysExactUnderRandomChanges() {
        Random random = new Random(7);
        Map<String, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < 400; i++) {
            String id = "d" + random.nextInt(20);
            if (random.nextInt(3) == 0) {
                assertThat(index.delete(id)).isEqualTo(expected.remove(id) != null);
            } else {
                String word = "word" + random.nextInt(1000);
                index.add(Document.of(id, "common " + word));
                expected.put(id, word);
            }
            if (i % 20 == 0) {
                assertThat(index.documentIds()).containsExactlyInAnyOrderElementsOf(expected.keySet());
                assertThat(index.search("common", 100))
                        .extracting(Passage::text)
                        .containsExactlyInAnyOrderElementsOf(expected.values().stream()
                                .map(word -> "common " + word)
                                .toList());
            }
        }
    }

    @Test
    void filtersByMetadata() {
        index.add(Document.builder("a", "pump")
                .metadata("tenant", "x")
                .metadata("year", "2025")
                .build());
        index.add(Document.builder("b", "pump")
                .metadata("tenant", "y")
                .metadata("year", "2025")
                .build());
        index.add(Document.of("c", "pump"));

        assertThat(ids(Map.of())).containsExactly("a", "b", "c");
        assertThat(ids(Map.of("tenant", "x"))).containsExactly("a");
        assertThat(ids(Map.of("year", "2025"))).containsExactly("a", "b");
        assertThat(ids(Map.of("tenant", "y", "year", "2025"))).containsExactly("b");
        assertThat(ids(Map.of("tenant", "y", "year", "2024"))).isEmpty();
        assertThat(ids(Map.of("tenan", "ty"))).isEmpty();
    }

    @Test
    void metadataMayBeLong() {
        index.add(Document.builder("a", "pump")
                .metadata("note", "n".repeat(100_000))
                .build());

        assertThat(ids(Map.of("note", "n".repeat(100_000)))).containsExactly("a");
        assertThat(ids(Map.of("note", "n".repeat(99_999)))).isEmpty();
    }

    @Test
    void aRequiredFilterCannotBeForgotten() {
        try (DocumentIndex tenants =
                DocumentIndex.builder().requireFilter("tenant").inMemory()) {
            tenants.add(Document.builder("a", "pump").metadata("tenant", "x").build());

            assertThatThrownBy(() -> tenants.search("pump", 5))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("requires a filter for \"tenant\"");
            assertThat(tenants.search("pump", 5, Map.of("tenant", "x"))).hasSize(1);
            assertThat(tenants.search("pump", 5, Map.of("tenant", "y"))).isEmpty();
        }
    }

    @Test
    void equalScoresAreOrderedById() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
        Collections.shuffle(order, new Random(3));
        order.forEach(i -> index.add(Document.of(String.format("d%02d", i), "same words")));

        assertThat(index.search("same words", 30))
                .extracting(Passage::documentId)
                .isSorted();
    }

    @Test
    void nothingFitsNothing() {
        index.add(Document.of("a", "pump"));

        assertThat(index.search("", 5)).isEmpty();
        assertThat(index.search("the of and", 5)).isEmpty();
        assertThat(index.search("?!", 5)).isEmpty();
        assertThat(index.search("quark", 5)).isEmpty();
        assertThat(index.search("\uD83D", 5)).isEmpty();
    }

    @Test
    void veryLongQueriesAreSearchedByTheirRarestWords() {
        index.add(Document.of("a", "the zeppelin"));
        IntStream.range(0, 50).forEach(i -> index.add(Document.of("d" + i, "common words")));
        StringBuilder query = new StringBuilder();
        IntStream.range(0, 5000)
                .forEach(i -> query.append("common words ")
                        .append("x".repeat(i % 100))
                        .append(' '));

        assertThat(index.search(query + " zeppelin", 3))
                .extracting(Passage::documentId)
                .contains("a");
    }

    @Test
    void anEmptyDocumentIsADocument() {
        index.add(Document.of("a", ""));

        assertThat(index.documentCount()).isEqualTo(1);
        assertThat(index.passageCount()).isZero();
        assertThat(index.document("a").orElseThrow().text()).isEmpty();
        assertThat(index.delete("a")).isTrue();
    }

    @Test
    void anIndexThatIsClosedSaysSo() {
        index.close();
        index.close();

        assertThatThrownBy(() -> index.search("x", 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> index.add(Document.of("a", "x"))).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(index::commit).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> index.search("x", 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> index.add(Document.of("i".repeat(8001), "x")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("8000");
        assertThatThrownBy(() -> DocumentIndex.builder().readOnly().inMemory())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("readOnly");
    }

    @Test
    void aPassageOfAPdfKnowsItsPage() {
        String pump = "The pump of the first page is serviced. ".repeat(40);
        String valve = "The valve of the second page is checked. ".repeat(40);
        String motor = "The motor of the third page is replaced. ".repeat(40);
        index.add(Document.builder("manual.pdf", pump + "\f" + valve + "\f" + motor)
                .mediaType("application/pdf")
                .build());

        assertThat(index.search("pump", 1).get(0).metadata()).containsEntry("page", "1");
        assertThat(index.search("valve checked", 1).get(0).metadata()).containsEntry("page", "2");
        assertThat(index.search("motor replaced", 1).get(0).metadata()).containsEntry("page", "3");
    }

    @Test
    void aSearchOfAnInterruptedThreadHarmsNobody() {
        index.add(Document.of("a", "pump"));
        Thread.currentThread().interrupt();
        try {
            index.search("pump", 1);
        } catch (CallCancelledException expected) {
            assertThat(expected).hasMessageContaining("cancelled");
        }
        assertThat(Thread.interrupted()).isTrue();

        index.add(Document.of("b", "pump"));

        assertThat(index.search("pump", 5)).hasSize(2);
    }

    private List<String> ids(Map<String, String> filter) {
        return index.search("pump", 10, filter).stream()
                .map(Passage::documentId)
                .toList();
    }
}
