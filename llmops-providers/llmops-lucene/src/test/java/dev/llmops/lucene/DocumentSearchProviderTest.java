package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageConfig.StageFactory;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.testing.FixedEmbedder;
import dev.llmops.testing.StageProviderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentSearchProviderTest extends StageProviderContract {
    @TempDir
    Path directory;

    @Override
    protected StageProvider<?> provider() {
        return new DocumentSearchProvider();
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of(
                "documents",
                List.of("handbook"),
                "top",
                3,
                "per-document",
                2,
                "token-budget",
                500,
                "minimum-score",
                0.1,
                "mmr",
                0.8,
                "filter-by-prompt",
                List.of("tenant"),
                "embedding",
                "fixed");
    }

    @Override
    protected StageConfig config(Map<String, Object> settings) {
        write("handbook/a.md", "# Pumps\n\nPump P-101 is red.");
        write("handbook/deep/b.txt", "Valve V-7 is blue.");
        write("other/a.md", "The crane is green.");
        StageFactory factory = new StageFactory() {
            @Override
            public <T> T create(Class<T> type, Object value, String pointer) {
                if (!value.equals("fixed")) {
                    throw new ConfigurationException(pointer + " names no stage");
                }
                return type.cast(FixedEmbedder.hashing(16));
            }
        };
        return StageConfig.of("/ground/0", settings, key -> "pipeline.yaml", factory, directory);
    }

    @Test
    void readsDirectoriesFilesAndPatterns() {
        assertThat(found(List.of("handbook"), "pump")).containsExactly("a.md");
        assertThat(found(List.of("handbook"), "valve")).containsExactly("deep/b.txt");
        assertThat(found(List.of("handbook/a.md"), "pump")).containsExactly("a.md");
        assertThat(found(List.of("handbook/*.md"), "pump")).containsExactly("a.md");
        assertThat(found(List.of("handbook/*.md"), "valve")).isEmpty();
        assertThat(found(List.of("**/*.md"), "pump")).containsExactly("handbook/a.md");
        assertThat(found(List.of("handbook/**/*.{md,txt}"), "valve")).containsExactly("deep/b.txt");
        assertThat(found(List.of("handbook/**/*.{md,txt}"), "pump")).containsExactly("a.md");
        assertThat(found("handbook", "pump")).containsExactly("a.md");
    }

    @Test
    void filesOfTheSameNameAreToldApart() {
        assertThat(found(List.of("handbook", "other"), "crane"))
                .containsExactly(directory.resolve("other/a.md").toString());
    }

    @Test
    void searchesAnIndexThatSomethingElseFills() {
        try (DocumentIndex index = DocumentIndex.open(directory.resolve("index"))) {
            index.add(Document.of("a", "pump"));
            index.commit();

            assertThat(found(Map.of("index", "index"), "pump")).containsExactly("a");
        }
    }

    @Test
    void closingTheSearchClosesItsIndex() {
        DocumentSearch search = create(Map.of("documents", List.of("handbook")));
        search.close();

        assertThatThrownBy(() -> search.ground(Prompt.of("pump"), StageContext.detached()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        refuses(Map.of(), "pipeline.yaml: \"documents\" is missing");
        refuses(Map.of("documents", List.of("handbook"), "index", "x"), "\"index\" cannot be given together");
        refuses(Map.of("documents", List.of("none.md")), "\"documents\" cannot be read: There is no file");
        refuses(Map.of("documents", List.of("handbook/*.pdf")), "\"documents\" names");
        refuses(Map.of("documents", List.of("handbook"), "top", 0), "\"top\" cannot be used: passages must be in [1");
        refuses(Map.of("documents", List.of("handbook"), "mmr", 2), "\"mmr\" cannot be used");
        refuses(Map.of("index", "none"), "There is no index at");
    }

    @Test
    void namesEveryFileThatCannotBeRead() {
        write("damaged/a.md", "Pump P-101 is red.");
        write("damaged/b.pdf", "no PDF");
        write("damaged/deep/c.pdf", "no PDF either");

        refuses(Map.of("documents", List.of("damaged")), "b.pdf is not a PDF");
        refuses(Map.of("documents", List.of("damaged")), "deep/c.pdf is not a PDF");
    }

    private void refuses(Map<String, Object> settings, String message) {
        assertThatThrownBy(() -> new DocumentSearchProvider().create(config(settings)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private List<String> found(Object documents, String query) {
        return found(Map.of("documents", documents), query);
    }

    private List<String> found(Map<String, Object> settings, String query) {
        try (DocumentSearch search = create(settings)) {
            return search.ground(Prompt.of(query), StageContext.detached()).passages().stream()
                    .map(Passage::documentId)
                    .toList();
        }
    }

    private DocumentSearch create(Map<String, Object> settings) {
        return (DocumentSearch) new DocumentSearchProvider().create(config(settings));
    }

    private void write(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
