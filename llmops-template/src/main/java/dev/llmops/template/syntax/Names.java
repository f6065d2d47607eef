package dev.llmops.template.syntax;

import dev.llmops.template.tree.Name;
import dev.llmops.template.value.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    Names(Map<String, Function> globals) {
        this.globals = globals;
        scopes.push(new HashSet<>());
    }

    private Name of(String text) {
        return names.computeIfAbsent(text, each -> new Name(each, names.size(), globals.get(each)));
    }

    /** {@return the name, which is read here} */
    Name read(String text) {
        watched.forEach(each -> each.add(text));
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
