package dev.llmops.testing;

import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scripts a fault server is to play. Safe for concurrent use. */
final class FaultScripts {
    private final Queue<FaultScript> prompted = new ConcurrentLinkedQueue<>();
    private final Queue<FaultScript> unprompted = new ConcurrentLinkedQueue<>();
    private final Gate gate = new Gate();
    private volatile Function<ReceivedRequest, FaultScript> otherwise = FaultScripts::none;

    void add(FaultScript script) {
        Require.nonNull(script, "script");
        // Encoded on the thread of the test: a body may be large.
        script.wire();
        (script.isUnprompted() ? unprompted : prompted).add(script);
    }

    void otherwise(Function<ReceivedRequest, FaultScript> scripts) {
        this.otherwise = scripts;
    }

    @Nullable FaultScript pollUnprompted() {
        return unprompted.poll();
    }

    FaultScript next(ReceivedRequest request) {
        FaultScript script = prompted.poll();
        return script == null ? ask(request) : script;
    }

    /** {@return what stalls without a gate of their own wait for} */
    Gate gate() {
        return gate;
    }

    private FaultScript ask(ReceivedRequest request) {
        try {
            FaultScript script = otherwise.apply(request);
            if (script != null) {
                script.wire();
                return script;
            }
        } catch (RuntimeException e) {
            return failed(e.getClass().getSimpleName());
        }
        return none(request);
    }

    private static FaultScript none(ReceivedRequest request) {
        return FaultScript.json(
                500,
                "{\"error\":{\"message\":\"The fault server has no script for a " + request.method()
                        + " request. Enqueue one more.\"}}");
    }

    private static FaultScript failed(String what) {
        return FaultScript.json(
                500, "{\"error\":{\"message\":\"The function that chooses scripts failed: " + what + ".\"}}");
    }

    /** {@return the failure of a server that cannot begin} */
    static LlmException notStarted(Throwable cause) {
        return new LlmException(
                "The fault server could not listen on 127.0.0.1. Check that sockets are allowed.", cause);
    }
}
