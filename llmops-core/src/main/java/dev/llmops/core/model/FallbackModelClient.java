package dev.llmops.core.model;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Locality;
import dev.llmops.api.StageException;
import dev.llmops.api.model.ModelAttempt;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import java.time.Duration;
import java.util.List;

/** Asks one model after the other until one answers. */
final class FallbackModelClient implements ModelClient {
    private final List<ModelClient> models;
    private final ModelInfo info;

    FallbackModelClient(List<? extends ModelClient> models) {
        this.models = List.copyOf(models);
        // Text may go to any of them, so it is only local if all of them are.
        boolean local = this.models.stream().allMatch(model -> model.info().locality() == Locality.LOCAL);
        this.info = this.models.get(0).info().toBuilder()
                .locality(local ? Locality.LOCAL : Locality.REMOTE)
                .build();
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        LlmException failure = null;
        for (ModelClient model : models) {
            Attempt attempt = new Attempt(call);
            try {
                return attempt.ask(model, request);
            } catch (CallCancelledException | DeadlineExceededException e) {
                throw e;
            } catch (LlmException e) {
                if (failure != null && !failure.equals(e)) { // nothing can suppress itself
                    e.addSuppressed(failure);
                }
                failure = e;
            }
            boolean givesUp = attempt.delivered
                    || call.cancellation().isCancelled()
                    || call.deadline().isExpired()
                    || Thread.currentThread().isInterrupted();
            if (givesUp) {
                break;
            }
        }
        throw failure == null ? new LlmException("No model was asked.") : failure;
    }

    /** One attempt: passes events on and knows whether anybody has read content. */
    private static final class Attempt implements ModelCall {
        private final ModelCall outer;
        private boolean delivered;
        private boolean reported;

        Attempt(ModelCall outer) {
            this.outer = outer;
        }

        ModelResponse ask(ModelClient model, ModelRequest request) {
            long began = System.nanoTime();
            String outcome = "failed";
            try {
                ModelResponse response = answer(model, request);
                outcome = "answered";
                return response;
            } catch (ProviderException e) {
                outcome = e.errorClass().name();
                throw e;
            } catch (LlmException e) {
                outcome = e.getClass().getSimpleName();
                throw e;
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // A native library that is not made for this machine is a reason to ask the next model.
                outcome = e.getClass().getSimpleName();
                throw new StageException("model " + model.info().model(), e);
            } finally {
                if (!reported) {
                    Duration duration = Duration.ofNanos(System.nanoTime() - began);
                    outer.report(new ModelAttempt(
                            model.info().provider(), model.info().model(), duration, outcome));
                }
            }
        }

        private ModelResponse answer(ModelClient model, ModelRequest request) {
            ModelResponse response = model.generate(request, this);
            if (response == null) {
                throw new LlmException(
                        "Model \"" + model.info().model() + "\" returned null. A model answers or throws.");
            }
            return response;
        }

        @Override
        public void emit(ModelEvent event) {
            delivered |= isStreaming() && isContent(event);
            outer.emit(event);
        }

        private static boolean isContent(ModelEvent event) {
            return event instanceof ModelEvent.TextDelta
                    || event instanceof ModelEvent.ReasoningDelta
                    || event instanceof ModelEvent.ToolCallStarted
                    || event instanceof ModelEvent.ToolCallDelta
                    || event instanceof ModelEvent.MediaDelta;
        }

        @Override
        public boolean isStreaming() {
            return outer.isStreaming();
        }

        @Override
        public void report(ModelAttempt attempt) {
            reported = true;
            outer.report(attempt);
        }

        @Override
        public String callId() {
            return outer.callId();
        }

        @Override
        public Deadline deadline() {
            return outer.deadline();
        }

        @Override
        public Cancellation cancellation() {
            return outer.cancellation();
        }
    }
}
