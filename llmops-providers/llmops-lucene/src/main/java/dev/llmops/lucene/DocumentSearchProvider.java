package dev.llmops.lucene;

import dev.llmops.api.LlmException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Makes the stage {@code document-search} of pipeline files.
 *
 * <p>Settings: {@code documents}, paths of files and directories and patterns such as
 * {@code manuals/*.md}, which are read into an index in memory; or {@code index}, the directory of an
 * index that something else fills. Also {@code top}, {@code per-document}, {@code token-budget},
 * {@code minimum-score}, {@code mmr}, {@code filter-by-prompt} (keys of metadata), {@code embedding}
 * and {@code reranker} (other stages). The search closes its index when it is closed.
 */
public final class DocumentSearchProvider implements StageProvider<Grounder> {
    /** Creates a provider. */
    public DocumentSearchProvider() {}

    @Override
    public Class<Grounder> stage() {
        return Grounder.class;
    }

    @Override
    public String name() {
        return "document-search";
    }

    @Override
    public String description() {
        return "Finds passages of documents by words and by meaning.";
    }

    @Override
    public Grounder create(StageConfig config) {
        List<Path> documents = config.paths("documents");
        Optional<Path> directory = config.path("index");
        if (documents.isEmpty() == directory.isEmpty()) {
            throw config.problem(
                    documents.isEmpty() ? "documents" : "index",
                    documents.isEmpty()
                            ? "is missing: give the paths of \"documents\", or an \"index\""
                            : "cannot be given together with \"documents\"");
        }
        DocumentIndex.Builder builder = DocumentIndex.builder();
        config.stage("embedding", EmbeddingClient.class).ifPresent(builder::embedding);
        Settings settings = new Settings(config);
        List<Document> read = new DocumentList(config, "documents").read(documents);
        DocumentIndex index = directory.isPresent() ? builder.readOnly().open(directory.get()) : builder.inMemory();
        try {
            index.addAll(read);
            return settings.applyTo(DocumentSearch.over(index)).owningIndex();
        } catch (LlmException e) {
            index.close();
            throw e;
        }
    }

    /** The settings of the search itself, read before anything is opened. */
    private static final class Settings {
        private final StageConfig config;
        private final Optional<Integer> top;
        private final Optional<Integer> perDocument;
        private final Optional<Integer> tokenBudget;
        private final Optional<Double> minimumScore;
        private final Optional<Double> lambda;
        private final List<String> promptFilters;
        private final Optional<Reranker> reranker;

        Settings(StageConfig config) {
            this.config = config;
            this.top = config.integer("top");
            this.perDocument = config.integer("per-document");
            this.tokenBudget = config.integer("token-budget");
            this.minimumScore = config.number("minimum-score");
            this.lambda = config.number("mmr");
            this.promptFilters = config.strings("filter-by-prompt");
            this.reranker = config.stage("reranker", Reranker.class);
        }

        DocumentSearch applyTo(DocumentSearch plain) {
            DocumentSearch search = plain;
            search = with(search, "top", top, DocumentSearch::top);
            search = with(search, "per-document", perDocument, DocumentSearch::perDocument);
            search = with(search, "token-budget", tokenBudget, DocumentSearch::tokenBudget);
            search = with(search, "minimum-score", minimumScore, DocumentSearch::minimumScore);
            search = with(search, "mmr", lambda, DocumentSearch::mmr);
            search = with(search, "reranker", reranker, DocumentSearch::rerank);
            for (String key : promptFilters) {
                search = with(search, "filter-by-prompt", Optional.of(key), DocumentSearch::filterByPrompt);
            }
            return search;
        }

        private <T> DocumentSearch with(
                DocumentSearch search,
                String key,
                Optional<T> value,
                BiFunction<DocumentSearch, T, DocumentSearch> setter) {
            if (value.isEmpty()) {
                return search;
            }
            try {
                return setter.apply(search, value.get());
            } catch (LlmException e) {
                throw config.problem(key, "cannot be used: " + e.getMessage());
            }
        }
    }
}
