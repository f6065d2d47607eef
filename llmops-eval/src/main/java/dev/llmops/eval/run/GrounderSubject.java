package dev.llmops.eval.run;

import dev.llmops.api.CallControl;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;

/** The search of a pipeline alone. */
record GrounderSubject(Grounder grounder) implements Subject {
    @Override
    public Output answer(Item item, CallControl control) {
        var evidence = grounder.ground(Prompt.of(item.input()), new ItemContext(control));
        return Output.builder("")
                .retrieved(PipelineSubject.found(evidence.passages()))
                .build();
    }
}
