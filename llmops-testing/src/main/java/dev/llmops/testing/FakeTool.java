package dev.llmops.testing;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.tool.Tool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A tool that does what a test tells it to, and remembers how it was called.
 *
 * <pre>{@code
 * FakeTool clock = FakeTool.returning("clock", "11:00");
 * ...
 * assertThat(clock.calls()).extracting(ToolCall::arguments).containsExactly("{\"zone\":\"UTC\"}");
 * }</pre>
 *
 * <p>Safe for concurrent use.
 */
public final class FakeTool implements Tool {
    private static final String ANY_OBJECT = "{\"type\":\"object\"}";

    private final ToolSpec spec;
    private final Locality locality;
    private final Body body;
    private final List<ToolCall> calls = new CopyOnWriteArrayList<>();

    private FakeTool(ToolSpec spec, Locality locality, Body body) {
        this.spec = spec;
        this.locality = locality;
        this.body = body;
    }

    /** {@return a tool that always returns {@code text}} */
    public static FakeTool returning(String name, String text) {
        Require.nonNull(text, "text");
        return computing(name, arguments -> text);
    }

    /** {@return a tool that returns what {@code function} makes of the arguments, which are JSON} */
    public static FakeTool computing(String name, Function<String, String> function) {
        Require.nonNull(function, "function");
        return of(name, (call, control) -> Content.ToolResult.of(call, function.apply(call.arguments())));
    }

    /** {@return a tool that tells the model about a problem} */
    public static FakeTool refusing(String name, String problem) {
        Require.nonNull(problem, "problem");
        return of(name, (call, control) -> Content.ToolResult.failed(call, problem));
    }

    /** {@return a tool that throws {@code exception}} */
    public static FakeTool failing(String name, RuntimeException exception) {
        Require.nonNull(exception, "exception");
        return of(name, (call, control) -> {
            throw exception;
        });
    }

    /** {@return a tool that never returns, until its call is cancelled or its thread interrupted} */
    public static FakeTool hanging(String name) {
        return of(name, (call, control) -> {
            Pause.await(new CountDownLatch(1), control);
            return Content.ToolResult.of(call, "");
        });
    }

    /** {@return a tool that does {@code body}} */
    public static FakeTool of(String name, Body body) {
        ToolSpec spec = ToolSpec.of(name, "A tool for tests.", ANY_OBJECT);
        return new FakeTool(spec, Locality.REMOTE, Require.nonNull(body, "body"));
    }

    /** {@return the same tool with arguments that must match {@code schema}} */
    public FakeTool withParameters(String schema) {
        ToolSpec described = new ToolSpec(spec.name(), spec.description(), schema, spec.strict());
        return new FakeTool(described, locality, body);
    }

    /** {@return the same tool on this machine} */
    public FakeTool local() {
        return new FakeTool(spec, Locality.LOCAL, body);
    }

    @Override
    public ToolSpec spec() {
        return spec;
    }

    @Override
    public Content.ToolResult call(ToolCall call, CallControl control) {
        calls.add(Require.nonNull(call, "call"));
        return body.call(call, Require.nonNull(control, "control"));
    }

    @Override
    public Locality locality() {
        return locality;
    }

    /** {@return how the tool was called, in order} */
    public List<ToolCall> calls() {
        return List.copyOf(calls);
    }

    /** Shows name and count, not the arguments. */
    @Override
    public String toString() {
        return "FakeTool[" + spec.name() + ", calls=" + calls.size() + "]";
    }
}
