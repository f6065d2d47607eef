package dev.llmops.core.extractive;

import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.testing.ModelClientContract;
import java.util.List;

class ExtractiveModelContractTest extends ModelClientContract {
    private static final String TEXT = "Xanthippe Quux-Zwölf opens the harbour gate at 06:30 every morning.";

    @Override
    protected ModelClient client() {
        return ExtractiveModelClient.standard();
    }

    @Override
    protected ModelRequest request() {
        return ModelRequest.of("When does Xanthippe Quux-Zwölf open the harbour gate?")
                .withPassages(List.of(Passage.builder(new SourceSpan("harbour", 0, TEXT.length()), TEXT)
                        .build()));
    }
}
