package dev.llmops.lucene;

import dev.llmops.api.grounding.Document;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.testing.FixedEmbedder;
import dev.llmops.testing.GrounderContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class DocumentSearchContractTest extends GrounderContract {
    private final DocumentIndex index = DocumentIndex.builder()
            .chunker(Chunker.builder().tokens(40).overlap(1).build())
            .embedding(FixedEmbedder.hashing(64))
            .inMemory();

    @AfterEach
    void close() {
        index.close();
    }

    @Override
    protected Grounder grounder() {
        index.addAll(List.of(
                Document.builder(
                                "pumps.md",
                                "# Pumps\n\nPump P-101 is serviced every 4,000 hours. Its oil is changed each time."
                                        + " The mechanics note it.\n\n## Spares\n\n| part | stock |\n|---|---|\n| seal | 4 |\n")
                        .mediaType("text/markdown")
                        .build(),
                Document.of("valves.txt", "Valve V-7 is checked every year.\r\n\r\nIt may leak: 😀 水阀。")));
        return DocumentSearch.over(index).top(10).tokenBudget(60);
    }

    @Override
    protected List<String> questions() {
        return List.of("How often is pump P-101 serviced?", "seal stock", "Which valve is checked?");
    }

    @Override
    protected Optional<Document> document(String id) {
        return index.document(id);
    }
}
