package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ModelClientContractTest {
    @Test
    void holdsForAScriptedModel() {
        assertThat(ContractRun.failures(Sound.class)).isEmpty();
        assertThat(ContractRun.skipped(Sound.class)).isEmpty();
    }

    @Test
    void skipsWhatCannotBeTried() {
        assertThat(ContractRun.skipped(WithoutStalledClient.class))
                .containsExactly(
                        "endsAtTheDeadlineOfItsCall",
                        "endsWhenItsCallIsCancelled",
                        "endsWhenItsThreadIsInterrupted",
                        "failsWithAnExceptionThatTellsNoSecret");
    }

    @Test
    void noticesALostDelta() {
        assertThat(ContractRun.failures(LosesADelta.class))
                .contains("deltasJoinedAreTheResponse", "servesManyThreadsAtOnce");
    }

    @Test
    void noticesThatCancellingIsIgnored() {
        assertThat(ContractRun.failures(IgnoresEverything.class))
                .containsExactly(
                        "emitsNothingAfterItHasReturned",
                        "endsAtTheDeadlineOfItsCall",
                        "endsWhenItsCallIsCancelled",
                        "endsWhenItsThreadIsInterrupted",
                        "failsForACallThatIsCancelledAlready",
                        "failsWhenItsReaderIsGone",
                        "failsWithAnExceptionThatTellsNoSecret",
                        "leavesNothingRegistered",
                        "refusesWhatIsMissing",
                        "showsNoSecret");
    }

    static class WithoutStalledClient extends ModelClientContract {
        @Override
        protected ModelClient client() {
            return ScriptedModel.script()
                    .event(new ModelEvent.Started("r1", "m1"))
                    .reasoning("Let me see.")
                    .text("Hello, ", "you.")
                    .toolCall("wave", "{\"hands\":", "2}")
                    .toolCall("bow")
                    .build();
        }
    }

    static class Sound extends WithoutStalledClient {
        @Override
        protected Optional<ModelClient> stalledClient() {
            return Optional.of(ScriptedModel.script().text("Hel").hang().build());
        }

        @Override
        protected Optional<ModelClient> failingClient() {
            return Optional.of(ScriptedModel.failing(ErrorClass.SERVER));
        }
    }

    static class LosesADelta extends ModelClientContract {
        @Override
        protected ModelClient client() {
            return (request, call) -> {
                call.emit(new ModelEvent.TextDelta("Hel"));
                return ModelResponse.of("Hello");
            };
        }
    }

    /** Cannot be stopped, though it comes to an end by itself, and shows what it should not. */
    static class IgnoresEverything extends ModelClientContract {
        private final AtomicReference<ModelCall> earlier = new AtomicReference<>(ModelCall.detached());

        @Override
        protected ModelClient client() {
            return new ModelClient() {
                private String last = "";

                @Override
                public ModelResponse generate(ModelRequest request, ModelCall call) {
                    last = request.question();
                    call.cancellation().onCancel(() -> {});
                    emit(call, "Hello");
                    emit(earlier.getAndSet(call), "");
                    return ModelResponse.of("Hello");
                }

                @Override
                public String toString() {
                    return "Client[" + last + "]";
                }
            };
        }

        @Override
        protected Optional<ModelClient> stalledClient() {
            return Optional.of((request, call) -> {
                call.emit(new ModelEvent.TextDelta("Hel"));
                try {
                    new java.util.concurrent.CompletableFuture<String>()
                            .orTimeout(50, java.util.concurrent.TimeUnit.MILLISECONDS)
                            .join();
                } catch (java.util.concurrent.CompletionException e) {
                    return ModelResponse.of("Hello");
                }
                return ModelResponse.of("Hello");
            });
        }

        @Override
        protected Optional<ModelClient> failingClient() {
            return Optional.of((request, call) -> {
                throw new IllegalStateException(request.question());
            });
        }

        @Override
        protected List<String> secrets() {
            return List.of("sk-123");
        }

        private static void emit(ModelCall call, String text) {
            try {
                call.emit(new ModelEvent.TextDelta(text));
            } catch (CallCancelledException e) {
                // goes on all the same
            }
        }
    }
}
