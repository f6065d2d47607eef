package dev.llmops.template.tree;

import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.Truth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop.
 *
 * @param test which items take part; null for all
 * @param otherwise what runs if no item does
 * @param loop the name {@code loop} if the body uses it
 */
public record For(
        Target target,
        Expression items,
        @Nullable Expression test,
        Statement body,
        Statement otherwise,
        boolean recursive,
        @Nullable Name loop,
        int line)
        implements Statement {
    @Override
    public Flow run(Frame frame) {
        frame.run().step();
        frame.run().at(line);
        return over(items.value(frame), frame, 0);
    }

    /** Runs the loop over {@code values}; {@code depth} says how often it has called itself. */
    Flow over(Object values, Frame frame, int depth) {
        Scope outer = frame.scope();
        Object[] all = Iteration.items(values, frame.run());
        Object[] chosen = test == null ? all : filtered(all, test, frame, outer);
        LoopValue state = loop == null ? null : new LoopValue(this, chosen, frame, outer, depth);
        if (chosen.length == 0) {
            frame.enter(outer);
            Flow flow = otherwise.run(frame);
            frame.leaveTo(outer);
            return flow;
        }
        for (int i = 0; i < chosen.length; i++) {
            frame.run().step();
            // A fresh scope each time, since a macro of the body may keep it.
            Scope scope = frame.enter(outer);
            if (state != null && loop != null) {
                state.turn(i);
                scope.set(loop, state);
            }
            target.assign(chosen[i], frame);
            if (body.run(frame) == Flow.BREAK) {
                break;
            }
        }
        frame.leaveTo(outer);
        return Flow.ON;
    }

    private Object[] filtered(Object[] all, Expression wanted, Frame frame, @Nullable Scope outer) {
        List<Object> chosen = new ArrayList<>();
        Scope scope = frame.enter(outer);
        for (Object item : all) {
            frame.run().step();
            scope.clear();
            target.assign(item, frame);
            if (Truth.of(wanted.value(frame))) {
                chosen.add(item);
            }
        }
        frame.leaveTo(outer);
        return chosen.toArray();
    }
}
