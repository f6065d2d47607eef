package dev.llmops.lucene;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Grounds a prompt in the passages of an index. Immutable and safe for concurrent use.
 *
 * <pre>
 * find by words and meaning → fuse → rerank → choose (diverse, few per document, no duplicates)
 *   → join neighbours → fit into the token budget
 * </pre>
 *
 * <p>What is looked for is the text of the prompt. What {@linkplain Evidence#entities() entities} it
 * names counts more, and where it is short or says "it", the user's last turn counts a little. What is
 * left out on the way, and why, is noted in the call's record under the name of the search. Finding
 * nothing is a result, not an error.
 *
 * <pre>{@code
 * Grounder search = DocumentSearch.over(manuals).named("manuals").top(5).perDocument(2).tokenBudget(1500);
 * }</pre>
 */
public final class DocumentSearch implements Grounder, AutoCloseable {
    /** How many passages each ranking contributes to fusion and reranking. */
    static final int CANDIDATES = 50;

    /** How many passages there are to choose from for each that is wanted. */
    private static final int CHOICE = 4;

    private static final int SMALLEST_CHOICE = 20;

    private final DocumentIndex index;
    private final Settings settings;

    private DocumentSearch(DocumentIndex index, Settings settings) {
        this.index = index;
        this.settings = settings;
    }

    /** {@return a search for the five best passages of {@code index}, which stays open when the search is closed} */
    public static DocumentSearch over(DocumentIndex index) {
        return new DocumentSearch(Require.nonNull(index, "index"), new Settings());
    }

    /** {@return this search for at most {@code passages} passages; the default is 5} */
    public DocumentSearch top(int passages) {
        Require.inRange(passages, 1, 1000, "passages");
        return with(changed -> changed.top = passages);
    }

    /**
     * {@return this search without passages that score less}
     *
     * <p>By words the score is the share of the query's weight that a passage has, 1 for a passage that
     * repeats the query wherever it could; by meaning it is the cosine. A passage stays if either is
     * high enough. The default is 0.02, which a passage misses that has only an unimportant word.
     *
     * @param score in [0, 1]
     */
    public DocumentSearch minimumScore(double score) {
        Require.inRange(score, 0, 1, "score");
        return with(changed -> changed.minimumScore = score);
    }

    /**
     * {@return this search with another balance of fit and variety (maximal marginal relevance)}
     *
     * @param lambda 1 looks at fit only, 0 at variety only; the default is 0.7
     */
    public DocumentSearch mmr(double lambda) {
        Require.inRange(lambda, 0, 1, "lambda");
        return with(changed -> changed.lambda = lambda);
    }

    /** {@return this search with at most {@code passages} passages of one document; the default is no limit} */
    public DocumentSearch perDocument(int passages) {
        Require.inRange(passages, 1, 1000, "passages");
        return with(changed -> changed.perDocument = passages);
    }

    /** {@return this search for passages of at most {@code tokens} tokens together, estimated} */
    public DocumentSearch tokenBudget(int tokens) {
        return tokenBudget(tokens, TokenCounter.estimating());
    }

    /** {@return this search for passages of at most {@code tokens} tokens together; the default is no limit} */
    public DocumentSearch tokenBudget(int tokens, TokenCounter counter) {
        Require.inRange(tokens, 1, Integer.MAX_VALUE, "tokens");
        Require.nonNull(counter, "counter");
        return with(changed -> {
            changed.tokenBudget = tokens;
            changed.counter = counter;
        });
    }

    /** {@return this search among the documents whose metadata has {@code value} under {@code key}} */
    public DocumentSearch filter(String key, String value) {
        Require.nonBlank(key, "key");
        Require.nonNull(value, "value");
        return with(changed -> changed.filter.put(key, value));
    }

    /**
     * {@return this search among the documents that have the same metadata under {@code key} as the prompt}
     *
     * <p>A prompt without it is refused, so that no tenant sees another's documents.
     */
    public DocumentSearch filterByPrompt(String key) {
        Require.nonBlank(key, "key");
        return with(changed -> changed.promptFilters.add(key));
    }

    /**
     * {@return this search with its 50 best passages put in order by {@code reranker}}
     *
     * <p>When that fails, the order before is kept.
     */
    public DocumentSearch rerank(Reranker reranker) {
        Require.nonNull(reranker, "reranker");
        return with(changed -> changed.reranker = reranker);
    }

    /** {@return this search with the second best passage last, since models overlook the middle of long lists} */
    public DocumentSearch bestAtBothEnds() {
        return with(changed -> changed.bestAtBothEnds = true);
    }

    /** {@return this search under another name, which passages and records show; the default is "documents"} */
    public DocumentSearch named(String name) {
        Require.nonBlank(name, "name");
        return with(changed -> changed.name = name);
    }

    /** {@return this search, which closes its index when it is closed} */
    DocumentSearch owningIndex() {
        return with(changed -> changed.ownsIndex = true);
    }

    @Override
    public Evidence ground(Prompt prompt, StageContext context) {
        Require.nonNull(prompt, "prompt");
        Require.nonNull(context, "context");
        checkpoint(context);
        if (prompt.text().isBlank()) {
            return Evidence.none();
        }
        PassageSearcher.Result found = index.find(request(prompt), context);
        note(context, "search", found.note());
        checkpoint(context);
        List<Hit> hits = reranked(prompt.text(), found.hits(), context);
        checkpoint(context);
        Selection selection = new Selection(settings.top, settings.perDocument, settings.lambda);
        List<Passage> passages = new PassageMerger(settings.name).merge(selection.choose(hits));
        Packing packing = new Packing(settings.tokenBudget, settings.counter);
        passages = packing.pack(passages);
        note(context, "dropped", join(selection.dropped(), packing.dropped()));
        return Evidence.ofPassages(settings.bestAtBothEnds ? atBothEnds(passages) : passages);
    }

    /** Closes the index if this search was made from a pipeline file and so opened it. */
    @Override
    public void close() {
        if (settings.ownsIndex) {
            index.close();
        }
    }

    /** Shows the name and the index. */
    @Override
    public String toString() {
        return "DocumentSearch[" + settings.name + ", " + index + ", top " + settings.top + "]";
    }

    private SearchRequest request(Prompt prompt) {
        Map<String, String> filter = new HashMap<>(settings.filter);
        for (String key : settings.promptFilters) {
            String value = prompt.metadata().get(key);
            if (value == null) {
                throw new InvalidInputException(
                        "prompt",
                        "Search \"" + settings.name + "\" filters by the prompt's metadata \"" + key
                                + "\", which this prompt does not have. Set it with Prompt.builder(…).metadata(…).");
            }
            filter.put(key, value);
        }
        int size = settings.reranker == null ? Math.max(SMALLEST_CHOICE, CHOICE * settings.top) : CANDIDATES;
        return new SearchRequest(
                prompt.text(),
                QueryHints.of(prompt),
                filter,
                Math.max(CANDIDATES, size),
                Math.max(size, settings.top),
                settings.minimumScore,
                settings.lambda < 1);
    }

    private List<Hit> reranked(String query, List<Hit> hits, StageContext context) {
        Reranker reranker = settings.reranker;
        if (reranker == null || hits.size() < 2) {
            return hits;
        }
        List<String> texts = hits.stream()
                .map(hit -> String.join("\n", hit.passage().headingPath()) + "\n"
                        + hit.passage().text())
                .toList();
        try {
            return inOrder(hits, reranker.rerank(query, texts, context));
        } catch (CallCancelledException | DeadlineExceededException e) {
            throw e;
        } catch (RuntimeException e) {
            checkpoint(context);
            note(
                    context,
                    "rerank",
                    "order kept: reranker failed with " + e.getClass().getSimpleName());
            return hits;
        }
    }

    /** {@return the hits in the order of {@code ranked}; those it leaves out follow as they were} */
    private static List<Hit> inOrder(List<Hit> hits, List<Reranker.Ranked> ranked) {
        List<Hit> ordered = new ArrayList<>(hits.size());
        boolean[] taken = new boolean[hits.size()];
        double lowest = 0;
        for (Reranker.Ranked each : ranked) {
            Require.inRange(each.index(), 0, hits.size() - 1, "index");
            if (!taken[each.index()]) {
                taken[each.index()] = true;
                ordered.add(hits.get(each.index()).withScore(each.score()));
                lowest = each.score();
            }
        }
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                ordered.add(hits.get(i).withScore(lowest));
            }
        }
        return ordered;
    }

    private static List<Passage> atBothEnds(List<Passage> passages) {
        if (passages.size() < 3) {
            return passages;
        }
        List<Passage> ordered = new ArrayList<>(passages);
        ordered.add(ordered.remove(1));
        return ordered;
    }

    private void checkpoint(StageContext context) {
        if (context.deadline().isExpired()) {
            throw new DeadlineExceededException(
                    settings.name, context.deadline().limit());
        }
        if (context.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new CallCancelledException(settings.name);
        }
    }

    private void note(StageContext context, String key, String value) {
        if (!value.isEmpty()) {
            context.note(settings.name + "." + key, value);
        }
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
    }

    private DocumentSearch with(Consumer<Settings> change) {
        Settings changed = new Settings(settings);
        change.accept(changed);
        return new DocumentSearch(index, changed);
    }

    /** What can be set; never changed once a search has it. */
    private static final class Settings {
        private String name = "documents";
        private int top = 5;
        private double minimumScore = 0.02;
        private double lambda = 0.7;
        private int perDocument = Integer.MAX_VALUE;
        private int tokenBudget = Integer.MAX_VALUE;
        private TokenCounter counter = TokenCounter.estimating();
        private @Nullable Reranker reranker;
        private boolean bestAtBothEnds;
        private boolean ownsIndex;
        private final Map<String, String> filter = new HashMap<>();
        private final List<String> promptFilters = new ArrayList<>();

        Settings() {}

        Settings(Settings other) {
            this.name = other.name;
            this.top = other.top;
            this.minimumScore = other.minimumScore;
            this.lambda = other.lambda;
            this.perDocument = other.perDocument;
            this.tokenBudget = other.tokenBudget;
            this.counter = other.counter;
            this.reranker = other.reranker;
            this.bestAtBothEnds = other.bestAtBothEnds;
            this.ownsIndex = other.ownsIndex;
            this.filter.putAll(other.filter);
            this.promptFilters.addAll(other.promptFilters);
        }
    }
}
