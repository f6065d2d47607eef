package dev.llmops.template.tree;

import dev.llmops.template.value.None;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Text;
import org.jspecify.annotations.Nullable;

/** Where a rendering is: what the names stand for, and what is written so far. */
public final class Frame {
    private final Run run;
    private final @Nullable Object[] outermost;
    private @Nullable Scope scope;
    private StringBuilder out = new StringBuilder();

    /** Creates the start of a rendering; {@code outermost} has the variables by the index of their names. */
    public Frame(Run run, @Nullable Object[] outermost) {
        this.run = run;
        this.outermost = outermost;
    }

    /** {@return what the rendering may spend and reach} */
    Run run() {
        return run;
    }

    /** {@return what is written so far} */
    public String text() {
        return out.toString();
    }

    Object read(Name name) {
        for (Scope each = scope; each != null; each = each.outer()) {
            Object value = each.get(name);
            if (value != null) {
                return value;
            }
        }
        Object value = outermost[name.index()];
        if (value == null) {
            value = name.global();
        }
        return value == null ? run.undefined(name.text()) : value;
    }

    void set(Name name, Object value) {
        if (scope == null) {
            outermost[name.index()] = value;
        } else {
            scope.set(name, value);
        }
    }

    @Nullable Scope scope() {
        return scope;
    }

    /** {@return a new scope inside {@code outer}, which names are set in from now on} */
    Scope enter(@Nullable Scope outer) {
        Scope inner = new Scope(outer);
        scope = inner;
        return inner;
    }

    void leaveTo(@Nullable Scope outer) {
        scope = outer;
    }

    void write(String text) {
        run.charge(text.length());
        run.limit((long) out.length() + text.length());
        out.append(text);
    }

    void print(Object value) {
        if (!(value instanceof None && run.printsJson())) {
            write(Text.str(value, run));
        }
    }

    /** {@return what {@code body} writes, in a scope of its own inside {@code outer}} */
    String capture(Statement body, Scope inner, @Nullable Scope after) {
        StringBuilder before = out;
        out = new StringBuilder();
        scope = inner;
        body.run(this);
        String text = out.toString();
        out = before;
        scope = after;
        return text;
    }
}
