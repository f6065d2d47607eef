package dev.llmops.lucene;

import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins passages that follow each other in a document, so that the model reads them as one. */
final class PassageMerger {
    private final String retriever;

    PassageMerger(String retriever) {
        this.retriever = retriever;
    }

    /** {@return the hits as passages, each run of neighbours in the place of its best} */
    List<Passage> merge(List<Hit> hits) {
        Map<String, Hit> byPlace = new HashMap<>();
        hits.forEach(hit -> byPlace.put(place(hit, 0), hit));
        List<Passage> merged = new ArrayList<>();
        for (Hit hit : hits) {
            if (byPlace.containsKey(place(hit, 0))) {
                List<Hit> run = takeRun(hit, byPlace);
                merged.add(join(run));
            }
        }
        return merged;
    }

    private static List<Hit> takeRun(Hit hit, Map<String, Hit> byPlace) {
        List<Hit> run = new ArrayList<>();
        run.add(hit);
        byPlace.remove(place(hit, 0));
        for (int step = -1; step <= 1; step += 2) {
            Hit neighbour = byPlace.remove(place(hit, step));
            for (int distance = 2 * step; neighbour != null; distance += step) {
                run.add(neighbour);
                neighbour = byPlace.remove(place(hit, distance));
            }
        }
        run.sort(Comparator.comparingInt(each -> each.passage().ordinal()));
        return run;
    }

    private Passage join(List<Hit> run) {
        Hit first = run.get(0);
        StringBuilder text = new StringBuilder(first.passage().text());
        double score = first.score();
        List<String> path = first.passage().headingPath();
        for (int i = 1; i < run.size(); i++) {
            text.append(run.get(i - 1).stored().gap())
                    .append(run.get(i).stored().core());
            score = Math.max(score, run.get(i).score());
            path = common(path, run.get(i).passage().headingPath());
        }
        Passage last = run.get(run.size() - 1).passage();
        SourceSpan span = new SourceSpan(
                last.documentId(), first.passage().span().start(), last.span().end());
        Passage.Builder builder = first.passage().toBuilder().score(score).retriever(retriever);
        if (run.size() > 1) {
            builder.text(span, text.toString())
                    .headingPath(path)
                    .contentHash(ContentHash.of(text.toString()))
                    .metadata(metadata(first.passage(), last));
        }
        return builder.build();
    }

    private static Map<String, String> metadata(Passage first, Passage last) {
        Map<String, String> metadata = new HashMap<>(first.metadata());
        String end = last.metadata().get(PassageMetadata.SOURCE_END);
        if (end != null) {
            metadata.put(PassageMetadata.SOURCE_END, end);
        }
        return metadata;
    }

    private static List<String> common(List<String> one, List<String> other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
            same++;
        }
        return one.subList(0, same);
    }

    private static String place(Hit hit, int step) {
        return (hit.passage().ordinal() + step) + " " + hit.passage().documentId();
    }
}
