package dev.llmops.samples.evaluation;

import dev.llmops.api.CallControl;
import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.core.Pipeline;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.run.Subject;
import dev.llmops.samples.evaluation.Handbook.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pipeline of the quickstart, with passages and citations under names that do not depend on how it searches.
 *
 * <p>A search joins neighbouring passages, and another length of passages gives them other ids. So a passage that holds
 * what answers the question stands under the id that the data set knows, whatever else it holds. A citation in the text
 * shows that id if it points at the very sentence, and the place it points at if not.
 */
final class HandbookSubject implements Subject {
    private final Pipeline pipeline;
    private final Handbook handbook;

    HandbookSubject(Pipeline pipeline, Handbook handbook) {
        this.pipeline = pipeline;
        this.handbook = handbook;
    }

    @Override
    public Output answer(Item item, CallControl control) {
        List<Evidence> evidence = handbook.evidence(item);
        Answer answer = pipeline.call(item.input()).run();
        return Output.builder(text(answer, evidence))
                .retrieved(found(answer.evidence().passages(), evidence))
                .usage(answer.usage())
                .latency(answer.record().duration())
                .build();
    }

    private static String text(Answer answer, List<Evidence> evidence) {
        StringBuilder text = new StringBuilder(answer.text());
        List<Citation> backwards = new ArrayList<>(answer.citations());
        backwards.sort(Comparator.comparingInt(Citation::answerEnd).reversed());
        for (Citation citation : backwards) {
            String mark = " [" + citation.number() + "]";
            int end = citation.answerEnd() + mark.length();
            if (text.indexOf(mark, citation.answerEnd()) == citation.answerEnd()) {
                text.replace(citation.answerEnd(), end, " [" + name(citation, evidence) + "]");
            }
        }
        return text.toString();
    }

    private static String name(Citation citation, List<Evidence> evidence) {
        return evidence.stream()
                .filter(each -> each.span().overlaps(citation.source()))
                .map(Evidence::passage)
                .findFirst()
                .orElse(citation.source().documentId() + "#" + citation.source().start());
    }

    private static List<Output.Retrieved> found(List<Passage> passages, List<Evidence> evidence) {
        Map<String, Output.Retrieved> found = new LinkedHashMap<>();
        for (Passage passage : passages) {
            List<String> held = evidence.stream()
                    .filter(each -> each.isWithin(passage.span()))
                    .map(Evidence::passage)
                    .distinct()
                    .toList();
            for (String id : held.isEmpty() ? List.of(passage.id()) : held) {
                found.putIfAbsent(id, new Output.Retrieved(id, passage.text(), passage.score()));
            }
        }
        return List.copyOf(found.values());
    }
}
