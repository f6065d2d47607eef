package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ToolCall;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What every model client, and every client made of clients, must do.
 *
 * <pre>{@code
 * class EchoClientTest extends ModelClientContract {
 *     @Override
 *     protected ModelClient client() {
 *         return new EchoClient();
 *     }
 * }
 * }</pre>
 *
 * <p>Where a client can be made to hang or to fail, {@link #stalledClient()} and
 * {@link #failingClient()} let the contract test that too; without them those tests are skipped.
 */
public abstract class ModelClientContract {
    private static final int THREADS = 8;

    /** Creates the tests. */
    protected ModelClientContract() {}

    /** {@return a client that answers {@link #request()}, as often as it is asked} */
    protected abstract ModelClient client();

    /** {@return a client that emits at least one event and then goes on for ever, if there can be one} */
    protected Optional<ModelClient> stalledClient() {
        return Optional.empty();
    }

    /** {@return a client that always fails, if there can be one} */
    protected Optional<ModelClient> failingClient() {
        return Optional.empty();
    }

    /** {@return what the client is asked; its text should be found nowhere by chance} */
    protected ModelRequest request() {
        return ModelRequest.of("Say hello to Xanthippe Quux-Zwölf.");
    }

    /** {@return texts that must never be shown, such as keys} */
    protected List<String> secrets() {
        return List.of();
    }

    /** A response has text, tool calls or something to look at. */
    @Test
    public void returnsACompleteResponse() {
        ModelResponse response = client().generate(request(), ModelCall.detached());

        assertThat(response.message().contents()).isNotEmpty();
        assertThat(response.finishReason()).isNotNull();
    }

    /** What was emitted, joined, is what is returned: text, reasoning and tool calls. */
    @Test
    public void deltasJoinedAreTheResponse() {
        TestCall call = TestCall.create();

        ModelResponse response = client().generate(request(), call);

        assertConsistent(call, response);
    }

    /** A call that nobody listens to is answered as well. */
    @Test
    public void answersWhenNobodyListens() {
        TestCall call = TestCall.builder().silent().build();

        ModelResponse response = client().generate(request(), call);

        assertThat(response.message().contents()).isNotEmpty();
        if (!call.text().isEmpty()) {
            assertThat(call.text()).isEqualTo(response.text());
        }
    }

    /** What has begun is announced once, before anything else. */
    @Test
    public void announcesItsBeginningFirst() {
        TestCall call = TestCall.create();

        client().generate(request(), call);

        assertThat(call.events(ModelEvent.Started.class)).hasSizeLessThanOrEqualTo(1);
        if (!call.events(ModelEvent.Started.class).isEmpty()) {
            assertThat(call.events()).first().isInstanceOf(ModelEvent.Started.class);
        }
    }

    /** When a call has returned nothing more is emitted on it. */
    @Test
    public void emitsNothingAfterItHasReturned() {
        ModelClient client = client();
        TestCall call = TestCall.create();
        client.generate(request(), call);
        call.end();

        // Whatever is still under way has the time of another call to show itself.
        client.generate(request(), TestCall.create());

        assertThat(call.lateEvents()).isEmpty();
    }

    /** A call that is cancelled already costs nothing: it fails and emits nothing. */
    @Test
    public void failsForACallThatIsCancelledAlready() {
        TestCall call = TestCall.create();
        call.cancel();

        assertThatThrownBy(() -> client().generate(request(), call)).isInstanceOf(LlmException.class);

        assertThat(call.events()).isEmpty();
    }

    /** A call ends soon after it is cancelled. */
    @Test
    public void endsWhenItsCallIsCancelled() {
        ModelClient client = stalled();
        TestCall call = TestCall.create();
        Background<ModelResponse> running = Background.start(() -> client.generate(request(), call));
        call.awaitEvents(1);

        call.cancel();

        assertThat(running.failure("the cancelled call has ended")).isInstanceOf(LlmException.class);
    }

    /** A call ends soon after its thread is interrupted, and leaves the interrupt for its caller to see. */
    @Test
    public void endsWhenItsThreadIsInterrupted() {
        ModelClient client = stalled();
        TestCall call = TestCall.create();
        AtomicBoolean seen = new AtomicBoolean();
        Background<ModelResponse> running = Background.start(() -> {
            try {
                return client.generate(request(), call);
            } finally {
                seen.set(Thread.currentThread().isInterrupted());
            }
        });
        call.awaitEvents(1);

        running.interrupt();

        assertThat(running.failure("the interrupted call has ended")).isInstanceOf(LlmException.class);
        assertThat(seen).as("the interrupt is still set").isTrue();
    }

    /** A call ends soon after its deadline. */
    @Test
    public void endsAtTheDeadlineOfItsCall() {
        ModelClient client = stalled();
        VirtualTime time = new VirtualTime();
        TestCall call = TestCall.builder().within(Duration.ofHours(1), time).build();
        Background<ModelResponse> running = Background.start(() -> client.generate(request(), call));
        call.awaitEvents(1);

        time.advance(Duration.ofHours(1));

        assertThat(running.failure("the late call has ended")).isInstanceOf(LlmException.class);
    }

    /** When the one who reads its events is gone a call fails, and does not answer. */
    @Test
    public void failsWhenItsReaderIsGone() {
        TestCall call = TestCall.builder()
                .reader(event -> {
                    throw new CallCancelledException("model");
                })
                .build();

        assertThatThrownBy(() -> client().generate(request(), call)).isInstanceOf(LlmException.class);
    }

    /** What was registered with the cancellation of a call is withdrawn when it is over. */
    @Test
    public void leavesNothingRegistered() {
        TestCall answered = TestCall.create();
        client().generate(request(), answered);
        assertThat(answered.cancellation().pendingActions())
                .as("actions left after an answer")
                .isZero();

        failingClient().ifPresent(client -> {
            TestCall failed = TestCall.create();
            assertThatThrownBy(() -> client.generate(request(), failed)).isInstanceOf(LlmException.class);
            assertThat(failed.cancellation().pendingActions())
                    .as("actions left after a failure")
                    .isZero();
        });
    }

    /** Calls on many threads do not disturb each other. */
    @Test
    public void servesManyThreadsAtOnce() {
        ModelClient client = client();

        Background.sideBySide(THREADS, thread -> {
            for (int i = 0; i < 3; i++) {
                TestCall call = TestCall.create();
                assertConsistent(call, client.generate(request(), call));
            }
        });
    }

    /** A missing argument is told to the caller. */
    @Test
    @SuppressWarnings("NullAway")
    public void refusesWhatIsMissing() {
        ModelClient client = client();

        assertThatThrownBy(() -> client.generate(null, ModelCall.detached())).isInstanceOf(LlmException.class);
        assertThatThrownBy(() -> client.generate(request(), null)).isInstanceOf(LlmException.class);
    }

    /** What is known about a model does not change from one look to the next. */
    @Test
    public void describesItselfAlikeEveryTime() {
        ModelClient client = client();

        ModelInfo first = client.info();
        ModelInfo second = client.info();

        assertThat(second.provider()).isEqualTo(first.provider());
        assertThat(second.model()).isEqualTo(first.model());
        assertThat(second.locality()).isEqualTo(first.locality());
        assertThat(second.capabilities()).isEqualTo(first.capabilities());
    }

    /** A failure is an exception of this library, and shows neither the request nor a secret. */
    @Test
    public void failsWithAnExceptionThatTellsNoSecret() {
        assumeTrue(failingClient().isPresent(), "no client that fails was given");
        ModelClient client = failingClient().get();

        Throwable failure = catchThrowable(() -> client.generate(request(), TestCall.create()));

        assertThat(failure).isInstanceOf(LlmException.class);
        assertShowsNothing(failure.toString());
    }

    /** A client shows neither what it was asked nor a secret. */
    @Test
    public void showsNoSecret() {
        ModelClient client = client();
        ModelResponse response = client.generate(request(), ModelCall.detached());

        assertShowsNothing(client.toString());
        assertShowsNothing(client.info().toString());
        assertShowsNothing(response.toString());
    }

    private ModelClient stalled() {
        assumeTrue(stalledClient().isPresent(), "no client that hangs was given");
        return stalledClient().get();
    }

    private void assertShowsNothing(String shown) {
        secrets()
                .forEach(secret -> assertThat(shown.contains(secret))
                        .as("a secret is shown")
                        .isFalse());
        String question = request().question();
        if (!question.isBlank()) {
            assertThat(shown).as("does not show the request").doesNotContain(question);
        }
    }

    private static void assertConsistent(TestCall call, ModelResponse response) {
        assertThat(call.hasOverlapped()).as("two threads emitted at once").isFalse();
        assertThat(call.text()).as("the deltas of text, joined").isEqualTo(response.text());
        if (!call.events(ModelEvent.ReasoningDelta.class).isEmpty()) {
            assertThat(call.reasoning()).as("the deltas of reasoning, joined").isEqualTo(response.reasoning());
        }
        assertThat(call.toolCalls())
                .as("the tool calls emitted")
                .extracting(ToolCall::name, ToolCall::arguments)
                .isEqualTo(response.toolCalls().stream()
                        .map(each -> tuple(each.name(), each.arguments()))
                        .toList());
        Set<Integer> started = new HashSet<>();
        for (ModelEvent event : call.events()) {
            if (event instanceof ModelEvent.ToolCallStarted start) {
                assertThat(started.add(start.index()))
                        .as("tool call %d begins once", start.index())
                        .isTrue();
            } else if (event instanceof ModelEvent.ToolCallDelta delta) {
                assertThat(started).as("tool calls that have begun").contains(delta.index());
            }
        }
    }
}
