package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.LlmException;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Passage;
import dev.llmops.lucene.DocumentIndex.Change;
import dev.llmops.testing.FixedEmbedder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexDirectoryTest {
    @TempDir
    Path temp;

    private Path directory() {
        return temp.resolve("index");
    }

    @Test
    void documentsAreThereAgainAfterClosing() {
        try (DocumentIndex index = DocumentIndex.open(directory())) {
            index.add(Document.of("a", "pump"));
            index.add(Document.of("b", "valve"));
            index.delete("b");
        }

        try (DocumentIndex index = DocumentIndex.open(directory())) {
            assertThat(index.documentIds()).containsExactly("a");
            assertThat(index.search("pump", 5)).hasSize(1);
            assertThat(index.add(Document.of("a", "pump"))).isEqualTo(Change.UNCHANGED);
            assertThat(index.add(Document.of("a", "motor"))).isEqualTo(Change.UPDATED);
        }
    }

    @Test
    void whatAnInterruptedThreadClosesIsCommittedAndFree() {
        DocumentIndex index = DocumentIndex.open(directory());
        index.add(Document.of("a", "pump"));

        Thread.currentThread().interrupt();
        index.close();

        assertThat(Thread.interrupted()).isTrue();
        try (DocumentIndex again = DocumentIndex.open(directory())) {
            assertThat(again.documentIds()).containsExactly("a");
        }
    }

    @Test
    void anIndexWhoseDocumentsCannotBeReadDoesNotStayLocked() throws IOException {
        DocumentIndex.open(directory()).close();
        try (FSDirectory files = FSDirectory.open(directory());
                IndexWriter writer = new IndexWriter(files, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            Map<String, String> format = SegmentInfos.readLatestCommit(files).getUserData();
            writer.addDocument(List.of(
                    new StringField("kind", "document", Field.Store.NO),
                    new BinaryDocValuesField("document", new BytesRef("damaged"))));
            writer.setLiveCommitData(format.entrySet());
            writer.commit();
        }

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> DocumentIndex.open(directory()))
                    .isInstanceOf(LlmException.class)
                    .hasMessageContaining("could not be read");
        }
    }

    @Test
    void openingOnAnInterruptedThreadIsCancelled() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> DocumentIndex.open(directory())).isInstanceOf(CallCancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
        DocumentIndex.open(directory()).close();
    }

    @Test
    void thereIsOneWriter() {
        try (DocumentIndex index = DocumentIndex.open(directory())) {
            assertThatThrownBy(() -> DocumentIndex.open(directory()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(directory().toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            index.add(Document.of("a", "pump"));
            assertThat(index.search("pump", 1)).hasSize(1);
        }
        assertThat(directory().resolve("llmops-writer.txt")).doesNotExist();
        DocumentIndex.open(directory()).close();
    }

    @Test
    void readersSeeWhatTheWriterCommits() {
        try (DocumentIndex writer = DocumentIndex.open(directory())) {
            writer.add(Document.of("a", "pump"));
            writer.commit();
            try (DocumentIndex reader = DocumentIndex.builder().readOnly().open(directory())) {
                assertThat(reader.search("pump", 5)).hasSize(1);
                assertThat(reader.documentCount()).isEqualTo(1);
                assertThat(reader.document("a")).isPresent();
                assertThatThrownBy(() -> reader.add(Document.of("b", "x")))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("reading only");
                assertThatThrownBy(() -> reader.delete("a")).isInstanceOf(ConfigurationException.class);
                assertThatThrownBy(reader::commit).isInstanceOf(ConfigurationException.class);
            }
            writer.add(Document.of("b", "pump"));
            writer.commit();
            try (DocumentIndex reader = DocumentIndex.builder().readOnly().open(directory())) {
                assertThat(reader.search("pump", 5)).hasSize(2);
            }
        }
    }

    @Test
    void aDirectoryThatIsNoIndexIsLeftAlone() throws IOException {
        Files.writeString(temp.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> DocumentIndex.open(temp))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not an index, and not empty");
        assertThatThrownBy(() -> DocumentIndex.open(temp.resolve("thesis.txt")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not a directory");
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactly(temp.resolve("thesis.txt"));
        }
    }

    @Test
    void anIndexOfSomebodyElseIsLeftAlone() throws IOException {
        try (FSDirectory lucene = FSDirectory.open(directory());
                IndexWriter writer = new IndexWriter(lucene, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            writer.commit();
        }

        assertThatThrownBy(() -> DocumentIndex.open(directory()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not made by this library");
    }

    @Test
    void readingNeedsAnIndex() throws IOException {
        assertThatThrownBy(() -> DocumentIndex.builder().readOnly().open(temp.resolve("none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("There is no index at");
        Files.createDirectory(temp.resolve("empty"));
        assertThatThrownBy(() -> DocumentIndex.builder().readOnly().open(temp.resolve("empty")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("There is no index at");
    }

    @Test
    void damagedFilesAreTold() throws IOException {
        try (DocumentIndex index = DocumentIndex.open(directory())) {
            index.add(Document.of("a", "pump"));
        }
        try (Stream<Path> files = Files.list(directory())) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                Files.write(file, "broken".getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThatThrownBy(() -> DocumentIndex.open(directory()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(directory().toString())
                .hasMessageContaining("damaged");
    }

    @Test
    void anotherLanguageIsRefused() {
        DocumentIndex.builder().language(IndexLanguage.GERMAN).open(directory()).close();

        assertThatThrownBy(() -> DocumentIndex.open(directory()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("GERMAN");
    }

    @Test
    void anotherEmbeddingModelIsRefused() {
        try (DocumentIndex index = withVectors(FixedEmbedder.hashing(16))) {
            index.add(Document.of("a", "pump"));
        }

        assertThatThrownBy(() -> DocumentIndex.open(directory()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fixed/hashing")
                .hasMessageContaining("embedding(");
        assertThatThrownBy(() -> withVectors(FixedEmbedder.hashing(32)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("16 dimensions")
                .hasMessageContaining("32");
        assertThatThrownBy(() -> withVectors(FixedEmbedder.of(Map.of("x", new float[16]))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fixed/given");
        try (DocumentIndex index = withVectors(FixedEmbedder.hashing(16))) {
            assertThat(index.search("pump", 1)).hasSize(1);
        }
    }

    @Test
    void anIndexOfWordsIsNotGivenVectors() {
        DocumentIndex.open(directory()).close();

        assertThatThrownBy(() -> withVectors(FixedEmbedder.hashing(16)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no vectors");
    }

    @Test
    void vectorsAreKeptForWhatDidNotChange() {
        String text = "# A\n\npump\n\n# B\n\nvalve\n\n# C\n\nmotor\n";
        try (DocumentIndex index = withVectors(FixedEmbedder.hashing(16))) {
            index.add(markdown(text));
        }
        FixedEmbedder embedder = FixedEmbedder.hashing(16);

        try (DocumentIndex index = withVectors(embedder)) {
            assertThat(index.add(markdown(text))).isEqualTo(Change.UNCHANGED);
            assertThat(embedder.requests()).isEmpty();

            index.add(markdown("Preface.\n\n" + text.replace("valve", "flange")));

            assertThat(embedder.requests()).hasSize(1);
            assertThat(embedder.requests().get(0).texts())
                    .hasSize(2)
                    .allMatch(each -> each.contains("Preface") || each.contains("flange"));
            assertThat(index.search("motor", 1)).extracting(Passage::text).containsExactly("# C\n\nmotor");
        }
    }

    @Test
    void longVectorsAreTaken() {
        FixedEmbedder embedder = FixedEmbedder.hashing(3072);
        try (DocumentIndex index = withVectors(embedder)) {
            index.addAll(List.of(Document.of("a", "pump"), Document.of("b", "valve")));
        }
        try (DocumentIndex index = withVectors(embedder)) {
            assertThat(index.search("pump", 1)).extracting(Passage::documentId).containsExactly("a");
        }
    }

    private DocumentIndex withVectors(FixedEmbedder embedder) {
        return DocumentIndex.builder().embedding(embedder).open(directory());
    }

    private static Document markdown(String text) {
        return Document.builder("m.md", text).mediaType("text/markdown").build();
    }
}
