package dev.llmops.template.syntax;

import dev.llmops.template.tree.Name;
import dev.llmops.template.value.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of a template: one object for each, and which of them the caller is asked for. */
final class Names {
    private final Map<String, Name> names = new LinkedHashMap<>();
    private final Map<String, Function> globals;
    private final Set<String> free = new LinkedHashSet<>();
    private final Deque<Set<String>> scopes = new ArrayDeque<>();
    private final List<Set<String>> watched = new ArrayList<>();

    private final Deque<Body> bodies = new ArrayDeque<>();

    Names(Map<String, Function> globals) {
        this.globals = globals;
        bodies.push(new Body());
        scopes.push(new HashSet<>());
    }

    /**
     * What is known of a body with names of its own: the template, a loop, a macro.
     *
     * <p>In Jinja a name that a body sets, and does not read before, belongs to that body from its start. Loops and macros
     * inside that read it earlier find nothing then, even where the caller has a value for it; unless an outer body uses the
     * name too, whose value it then starts with.
     */
    private static final class Body {
        private final Set<String> settled = new HashSet<>();
        private final Set<String> readInside = new HashSet<>();
        private final List<Name> hidden = new ArrayList<>();
        private final List<Hidden> fromInside = new ArrayList<>();
        private int branches;
    }

    /** A name that a body hides, and the list that says so, from which an outer body may still take it. */
    private record Hidden(Name name, List<Name> list) {}

    /** Starts a body in which {@code declared} are set from the start. */
    void enterBody(Collection<String> declared) {
        Body body = new Body();
        body.settled.addAll(declared);
        bodies.push(body);
    }

    /** {@return the names that have no value at the start of the body that ends here; settled when the outermost ends} */
    List<Name> leaveBody() {
        Body body = bodies.pop();
        Body outer = bodies.peek();
        for (Hidden each : body.fromInside) {
            if (body.settled.contains(each.name().text())) {
                each.list().remove(each.name());
            } else if (outer != null) {
                outer.fromInside.add(each);
            }
        }
        if (outer != null) {
            body.hidden.forEach(name -> outer.fromInside.add(new Hidden(name, body.hidden)));
        }
        return body.hidden;
    }

    /** Goes into a branch of an {@code if}, or out of it. */
    void inBranch(boolean now) {
        bodies.element().branches += now ? 1 : -1;
    }

    /** Notes that the body sets {@code names} here. */
    void settle(Collection<String> names) {
        Body body = bodies.element();
        for (String name : names) {
            boolean first = body.settled.add(name);
            if (first && body.branches == 0 && body.readInside.contains(name)) {
                body.hidden.add(of(name));
            }
        }
    }

    private void noteRead(String text) {
        boolean innermost = true;
        for (Body body : bodies) {
            if (body.settled.contains(text)) {
                return;
            } else if (innermost) {
                body.settled.add(text);
            } else {
                body.readInside.add(text);
            }
            innermost = false;
        }
    }

    private Name of(String text) {
        return names.computeIfAbsent(text, each -> new Name(each, names.size(), globals.get(each)));
    }

    /** {@return the name, which is read here} */
    Name read(String text) {
        watched.forEach(each -> each.add(text));
        noteRead(text);
        boolean set = scopes.stream().anyMatch(scope -> scope.contains(text));
        if (!set && !globals.containsKey(text)) {
            free.add(text);
        }
        return of(text);
    }

    /** {@return the name, which is set here} */
    Name set(String text) {
        scopes.element().add(text);
        return of(text);
    }

    void enter() {
        scopes.push(new HashSet<>());
    }

    /** {@return the names that were set since the matching {@link #enter}} */
    Set<String> leave() {
        return scopes.pop();
    }

    /** Notes that {@code set} are set from here on. */
    void keep(Set<String> set) {
        scopes.element().addAll(set);
    }

    /** {@return a set that gets every name that is read until {@link #unwatch}} */
    Set<String> watch() {
        Set<String> seen = new HashSet<>();
        watched.add(seen);
        return seen;
    }

    void unwatch() {
        watched.remove(watched.size() - 1);
    }

    /** {@return the names that are read where nothing in the template has set them} */
    Set<String> free() {
        return free;
    }

    /** {@return all names by their indexes} */
    List<Name> all() {
        return List.copyOf(names.values());
    }
}
