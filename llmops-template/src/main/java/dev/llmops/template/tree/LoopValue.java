package dev.llmops.template.tree;

import dev.llmops.template.builtin.Functions;
import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.Equality;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.Members;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Undefined;
import org.jspecify.annotations.Nullable;

/** The value of {@code loop} inside a loop; of a recursive one, also what runs it again. */
final class LoopValue implements Members, Function {
    private final For statement;
    private final Object[] items;
    private final Frame frame;
    private final @Nullable Scope outer;
    private final int depth;
    private int at;
    private @Nullable Object last;

    LoopValue(For statement, Object[] items, Frame frame, @Nullable Scope outer, int depth) {
        this.statement = statement;
        this.items = items;
        this.frame = frame;
        this.outer = outer;
        this.depth = depth;
    }

    void turn(int index) {
        at = index;
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "index" -> at + 1L;
            case "index0" -> (long) at;
            case "first" -> at == 0;
            case "last" -> at == items.length - 1;
            case "length" -> (long) items.length;
            case "revindex" -> (long) items.length - at;
            case "revindex0" -> items.length - at - 1L;
            case "depth" -> depth + 1L;
            case "depth0" -> (long) depth;
            case "previtem" -> at > 0 ? items[at - 1] : missing("there is no previous item");
            case "nextitem" -> at + 1 < items.length ? items[at + 1] : missing("there is no next item");
            case "cycle" -> Functions.of("cycle", this::cycle);
            case "changed" -> Functions.of("changed", this::changed);
            default -> null;
        };
    }

    private Undefined missing(String problem) {
        return Undefined.because(problem, frame.run().setting().strict());
    }

    private Object cycle(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw Failure.of("no items for cycling given");
        }
        return arguments.positional().get(at % arguments.positional().size());
    }

    private Object changed(Arguments arguments) {
        Object now = ListValue.tuple(arguments.positional().toArray());
        boolean changed = last == null || !Equality.same(last, now);
        last = now;
        return changed;
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        if (!statement.recursive()) {
            throw Failure.of("The loop must have the 'recursive' marker to be called recursively.");
        } else if (arguments.positional().size() != 1) {
            throw Failure.of("loop() takes one list");
        }
        run.enter();
        int line = run.line();
        Object values = arguments.positional().get(0);
        Scope before = frame.scope();
        // Inside, the names are those where the loop stands, not those where it is called.
        Scope inner = new Scope(outer);
        String text = frame.capture(each -> statement.over(values, each, depth + 1), inner, before);
        run.at(line);
        run.leave();
        return text;
    }

    @Override
    public String type() {
        return "LoopContext";
    }

    @Override
    public String toString() {
        return "<LoopContext " + (at + 1) + "/" + items.length + ">";
    }
}
