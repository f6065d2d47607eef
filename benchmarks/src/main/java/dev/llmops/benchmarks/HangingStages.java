package dev.llmops.benchmarks;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.Registration;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.safety.Segment;
import dev.llmops.core.Pipeline;
import dev.llmops.core.StageOptions;
import dev.llmops.core.compose.SpotlightingComposer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stages of every kind, of which a prompt names the one that hangs: until its thread is interrupted
 * or, if the prompt says so, until the call is cancelled, whatever happens to its thread.
 *
 * <p>Safe for concurrent use.
 */
final class HangingStages {
    /** More than a stream takes while nobody reads. */
    private static final int UNREAD_DELTAS = 400;

    private static final Duration FAR_OFF = Duration.ofMinutes(1);

    private final AtomicInteger running = new AtomicInteger();

    /** Where a call may hang. */
    enum Place {
        RECALL,
        PREPROCESSOR,
        GROUNDER,
        PARALLEL_GROUNDER,
        LIMITED_GROUNDER,
        INPUT_GUARD,
        RACING_GUARD,
        COMPOSER,
        MODEL,
        MODEL_AMID_ANSWER,
        DELIVERY,
        OUTPUT_GUARD,
        POSTPROCESSOR,
        /** Such a call ends by itself, perhaps while it is being cancelled. */
        NOWHERE;

        private String marker() {
            return "(" + name() + ")";
        }
    }

    /** {@return a prompt that makes a call hang at {@code place}} */
    static String prompt(Place place, boolean heedsInterrupt) {
        return "Hang at " + place.marker() + " until " + (heedsInterrupt ? "interrupted." : "cancelled.");
    }

    /** {@return how many stages are at work, hanging or not} */
    int running() {
        return running.get();
    }

    /** {@return a builder of a pipeline with all of these stages} */
    Pipeline.Builder pipeline() {
        return Pipeline.builder()
                .memory(new HangingMemory())
                .preprocess((prompt, context) -> at(Place.PREPROCESSOR, prompt.text(), context, prompt))
                .ground(grounder(Place.GROUNDER), StageOptions.of("plain"))
                .ground(this::groundInParallel, StageOptions.of("parallel"))
                .ground(
                        grounder(Place.LIMITED_GROUNDER),
                        StageOptions.of("limited").within(FAR_OFF))
                .guard(this::inspect, GuardPolicy.redact(), StageOptions.of("waited for"))
                .guard(
                        (segment, context) -> at(Place.RACING_GUARD, segment.text(), context, List.of()),
                        GuardPolicy.block().on(Segment.Origin.PROMPT),
                        StageOptions.of("racing").racing())
                .compose((prompt, context) -> at(
                        Place.COMPOSER,
                        prompt.text(),
                        context,
                        SpotlightingComposer.standard().compose(prompt, context)))
                .model(this::generate)
                .postprocess((answer, context) -> at(Place.POSTPROCESSOR, answer.text(), context, answer));
    }

    private Grounder grounder(Place place) {
        return (prompt, context) -> at(place, prompt.text(), context, Evidence.none());
    }

    private Evidence groundInParallel(Prompt prompt, StageContext context) {
        Callable<Boolean> task = () -> at(Place.PARALLEL_GROUNDER, prompt.text(), context, true);
        context.inParallel(Collections.nCopies(3, task));
        return Evidence.none();
    }

    private List<Finding> inspect(Segment segment, StageContext context) {
        boolean input = segment.direction() == Segment.Direction.INPUT;
        return at(input ? Place.INPUT_GUARD : Place.OUTPUT_GUARD, segment.text(), context, List.of());
    }

    private ModelResponse generate(ModelRequest request, ModelCall call) {
        String question = request.question();
        StringBuilder answer = new StringBuilder(at(Place.MODEL, question, call, question));
        call.emit(new ModelEvent.TextDelta(question));
        answer.append(at(Place.MODEL_AMID_ANSWER, question, call, ""));
        if (question.contains(Place.DELIVERY.marker())) {
            for (int i = 0; i < UNREAD_DELTAS; i++) {
                call.emit(new ModelEvent.TextDelta(" And so on."));
                answer.append(" And so on.");
            }
        }
        return ModelResponse.of(answer.toString());
    }

    /** {@return {@code result}, unless {@code text} says that the call hangs here} */
    private <T> T at(Place place, String text, CallControl call, T result) {
        running.incrementAndGet();
        try {
            if (text.contains(place.marker())) {
                hang(place, text.contains("until interrupted"), call);
            }
            return result;
        } finally {
            running.decrementAndGet();
        }
    }

    private static void hang(Place place, boolean heedsInterrupt, CallControl call) {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Registration ignored = call.cancellation().onCancel(cancelled::countDown)) {
            if (heedsInterrupt) {
                new CountDownLatch(1).await();
            } else {
                awaitUninterruptibly(cancelled);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CallCancelledException(place.name());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class HangingMemory implements Memory {
        @Override
        public List<Message> recall(Prompt prompt, StageContext context) {
            return at(Place.RECALL, prompt.text(), context, List.of());
        }

        @Override
        public void remember(Turn turn, StageContext context) {}
    }
}
