package dev.llmops.remote.faults;

import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.Transport;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.TestCall;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client, a server that misbehaves, and time that is moved by hand.
 *
 * <p>Everything that a failure shows is kept, so that one test can look for the key in all of it.
 */
final class FaultRig implements AutoCloseable {
    static final String KEY = "sk-secret-1b9f27c4";
    static final String QUESTION = "Where did Xanthippe Quux hide the keys?";

    static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMinutes(5));

    final FaultServer server = FaultServer.start();
    final VirtualTime time = new VirtualTime();
    final Transport transport;
    final OpenAiClient client;
    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());

    FaultRig() {
        this(TIMEOUTS);
    }

    FaultRig(Timeouts timeouts) {
        transport = Transport.builder().time(time).build();
        client = OpenAiClient.builder("gpt-4o-mini")
                .connection(Connection.builder()
                        .baseUri(server.uri() + "/v1")
                        .key(KEY)
                        .timeouts(timeouts)
                        .transport(transport)
                        .build())
                .build();
    }

    /** {@return the beginning of an answer in server-sent events, with one chunk of text} */
    static FaultScript begun() {
        return FaultScript.ok("text/event-stream").event(chunk("Hello"));
    }

    static String chunk(String text) {
        return "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
    }

    static String end() {
        return "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\","
                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    }

    static String usage() {
        return "{\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}";
    }

    /** {@return a whole answer in server-sent events} */
    static FaultScript complete() {
        return begun().event(chunk(" there")).event(end()).event(usage()).done();
    }

    /** {@return a whole answer that is not streamed} */
    static FaultScript whole() {
        return FaultScript.json(
                200,
                "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":"
                        + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello there\"},"
                        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}");
    }

    ModelResponse ask(TestCall call) {
        try {
            return client.generate(ModelRequest.of(QUESTION), call);
        } catch (RuntimeException e) {
            note(e);
            throw e;
        }
    }

    ModelResponse ask() {
        return ask(TestCall.create());
    }

    /** {@return the failure of a call, which must be a provider's} */
    ProviderException failure(TestCall call) {
        try {
            ask(call);
        } catch (ProviderException e) {
            return e;
        }
        throw new AssertionError("the call did not fail");
    }

    ProviderException failure() {
        return failure(TestCall.create());
    }

    /** Starts a call on a daemon thread of its own. */
    CompletableFuture<ModelResponse> start(TestCall call) {
        CompletableFuture<ModelResponse> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(ask(call));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** {@return what a call threw that was started; waits for its end} */
    static RuntimeException failureOf(CompletableFuture<ModelResponse> running) {
        try {
            running.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                return failure;
            }
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the call has not ended", e);
        }
        throw new AssertionError("the call did not fail");
    }

    /**
     * {@return what a call threw when it had waited for {@code duration}}
     *
     * <p>Its clock starts when it is back in its read, and nobody sees when that is: so time is moved on until it ends.
     */
    RuntimeException failureAfter(Duration duration, CompletableFuture<ModelResponse> running) {
        CompletableFuture<Boolean> ended = running.handle((response, failure) -> true);
        for (int i = 0; i < 10 && !ended.isDone(); i++) {
            time.advance(duration);
            // Where it was not back in its read when time was moved, it is by the next round.
            ended.completeOnTimeout(false, 500, TimeUnit.MILLISECONDS).join();
            ended = running.handle((response, failure) -> true);
        }
        return failureOf(running);
    }

    private void note(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            shown.add(each.toString());
        }
        if (failure instanceof ProviderException provider) {
            shown.add(provider.failure().toString());
        }
        shown.add(client + " " + transport);
    }

    /** {@return everything that failures have shown} */
    List<String> shown() {
        return List.copyOf(shown);
    }

    @Override
    public void close() {
        server.close();
        transport.close();
    }
}
