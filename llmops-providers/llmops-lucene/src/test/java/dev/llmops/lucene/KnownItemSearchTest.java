package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Looks for sections of documentation by their headings, which the indexed text does not have. */
class KnownItemSearchTest {
    private static final int TOP = 10;

    private static final List<Document> SECTIONS = new ArrayList<>();
    private static final List<Query> QUERIES = new ArrayList<>();

    @BeforeAll
    static void readGoldenData() throws IOException {
        Optional<Path> found = golden();
        assumeTrue(found.isPresent(), "golden data is not there");
        Path golden = found.orElseThrow();
        for (String line : lines(golden.resolve("data/ir_docs_sections.jsonl.gz"))) {
            SECTIONS.add(Document.builder(field(line, "id"), field(line, "text"))
                    .mediaType("text/markdown")
                    .build());
        }
        for (String line : lines(golden.resolve("ir_knownitem_queries.jsonl"))) {
            QUERIES.add(new Query(field(line, "query"), field(line, "relevant")));
        }
    }

    @Test
    void findsSectionsMuchBetterThanPlainWordsDo(TestReporter reporter) {
        try (DocumentIndex index = DocumentIndex.inMemory()) {
            index.addAll(SECTIONS);

            Quality found = quality(query -> index.search(query, 3 * TOP));
            Quality grounded = quality(query -> DocumentSearch.over(index)
                    .top(TOP)
                    .ground(Prompt.of(query), StageContext.detached())
                    .passages());

            reporter.publishEntry("index", index.passageCount() + " passages, " + found);
            reporter.publishEntry("grounder", grounded.toString());
            // Plain BM25 reaches 0.438 and 0.714.
            assertThat(found.reciprocalRank).isGreaterThan(0.52);
            assertThat(found.recall).isGreaterThan(0.78);
            assertThat(grounded.reciprocalRank).isGreaterThan(0.52);
            assertThat(grounded.recall).isGreaterThan(0.76);
        }
    }

    @Test
    void findsSectionsThatAreNotCut(TestReporter reporter) {
        try (DocumentIndex index = DocumentIndex.builder()
                .chunker(Chunker.builder().tokens(4000).build())
                .inMemory()) {
            index.addAll(SECTIONS);

            Quality found = quality(query -> index.search(query, TOP));

            reporter.publishEntry("index", index.passageCount() + " passages, " + found);
            assertThat(found.reciprocalRank).isGreaterThan(0.54);
            assertThat(found.recall).isGreaterThan(0.79);
        }
    }

    private static Quality quality(Search search) {
        double reciprocalRanks = 0;
        int first = 0;
        int hits = 0;
        for (Query query : QUERIES) {
            Set<String> documents = new LinkedHashSet<>();
            search.find(query.text).forEach(passage -> documents.add(passage.documentId()));
            int rank = new ArrayList<>(documents).indexOf(query.relevant) + 1;
            if (rank > 0 && rank <= TOP) {
                reciprocalRanks += 1.0 / rank;
                first += rank == 1 ? 1 : 0;
                hits++;
            }
        }
        double count = QUERIES.size();
        return new Quality(reciprocalRanks / count, first / count, hits / count);
    }

    private static Optional<Path> golden() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path golden = folder.resolve("shared/golden/safety");
            if (Files.isDirectory(golden)) {
                return Optional.of(golden);
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** {@return the text of a field, or the first of its list, in a line of JSON} */
    private static String field(String line, String name) {
        int start = line.indexOf("\"" + name + "\": ") + name.length() + 4;
        start = line.indexOf('"', start) + 1;
        StringBuilder text = new StringBuilder();
        int i = start;
        while (line.charAt(i) != '"') {
            if (line.charAt(i) != '\\') {
                text.append(line.charAt(i));
                i++;
            } else if (line.charAt(i + 1) == 'u') {
                text.append((char) Integer.parseInt(line.substring(i + 2, i + 6), 16));
                i += 6;
            } else {
                int control = "nrtbf".indexOf(line.charAt(i + 1));
                text.append(control >= 0 ? "\n\r\t\b\f".charAt(control) : line.charAt(i + 1));
                i += 2;
            }
        }
        return text.toString();
    }

    private record Query(String text, String relevant) {}

    private record Quality(double reciprocalRank, double first, double recall) {
        @Override
        public String toString() {
            return String.format("MRR@10 %.3f, R@1 %.3f, R@10 %.3f", reciprocalRank, first, recall);
        }
    }

    @FunctionalInterface
    private interface Search {
        List<Passage> find(String query);
    }
}
