package dev.llmops.eval.run;

import dev.llmops.api.CallControl;
import dev.llmops.api.Deadline;
import dev.llmops.api.LlmException;
import dev.llmops.api.Registration;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.core.Pipeline;
import dev.llmops.core.PipelineCall;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.UsageMeter;
import java.util.List;

/** A pipeline, end to end. */
record PipelineSubject(Pipeline pipeline) implements Subject {
    @Override
    public Output answer(Item item, CallControl control) {
        PipelineCall call = pipeline.call(item.input());
        Deadline deadline = control.deadline();
        if (deadline.isSet() && !deadline.isExpired()) {
            call.within(deadline.remaining());
        }
        Registration cancel = control.cancellation().onCancel(call::cancel);
        try {
            Answer answer = call.run();
            return Output.builder(answer.text())
                    .retrieved(found(answer.evidence().passages()))
                    .usage(answer.usage())
                    .latency(answer.record().duration())
                    .build();
        } catch (LlmException e) {
            // An answer that a guard held back was paid, too.
            UsageMeter.report(control, call.record().usage());
            throw e;
        } finally {
            cancel.close();
        }
    }

    static List<Output.Retrieved> found(List<Passage> passages) {
        return passages.stream()
                .map(passage -> new Output.Retrieved(passage.id(), passage.text(), passage.score()))
                .toList();
    }
}
