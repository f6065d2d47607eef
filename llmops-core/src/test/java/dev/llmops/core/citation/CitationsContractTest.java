package dev.llmops.core.citation;

import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.testing.PostprocessorContract;
import java.util.List;

class CitationsContractTest extends PostprocessorContract {
    private static final String TEXT = "The quick brown fox jumps over 13 lazy dogs. Jack is a dull boy in May.";

    @Override
    protected Postprocessor postprocessor() {
        return Citations.attributed().addingMissing();
    }

    @Override
    protected List<String> fragments() {
        return List.of(
                "[1]",
                " [1, 2]",
                "[9]",
                "【1】",
                " (source 2)",
                "[",
                "]",
                ". ",
                "Jack is dull",
                "13 lazy dogs",
                "`[1]`",
                "```\n");
    }

    @Override
    protected Answer answer(String text) {
        Passage first =
                Passage.builder(new SourceSpan("a", 0, TEXT.length()), TEXT).build();
        Passage second = Passage.builder(new SourceSpan("b", 7, 7), "").build();
        return Answer.builder(ModelResponse.of(text))
                .evidence(Evidence.ofPassages(List.of(first, second)))
                .build();
    }
}
