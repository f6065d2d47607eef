package dev.llmops.onnx.tokens;

import dev.llmops.api.Require;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the texts at which an answer ends, across the borders of what comes.
 *
 * <p>The first place where a stop text is complete ends the answer; of several that end there the longest counts. What
 * comes is held back only as long as it may be the beginning of a stop text. Aho and Corasick's automaton (1975), so
 * that the time does not depend on how many there are. Belongs to one sequence; not safe for concurrent use.
 */
public final class StopTexts {
    private final List<Node> nodes = new ArrayList<>();
    private final StringBuilder held = new StringBuilder();
    private int state;
    private @Nullable String met;

    private StopTexts(List<String> stops) {
        nodes.add(new Node(0));
        for (String stop : stops) {
            Require.that(!stop.isEmpty(), "stop", "A stop text must not be empty.");
            add(stop);
        }
        link();
    }

    /** {@return a search for {@code stops}, of which none is empty; there may be none} */
    public static StopTexts of(List<String> stops) {
        return new StopTexts(Require.nonNull(stops, "stops"));
    }

    private void add(String stop) {
        int at = 0;
        for (int i = 0; i < stop.length(); i++) {
            Node node = nodes.get(at);
            Integer next = node.next.get(stop.charAt(i));
            if (next == null) {
                next = nodes.size();
                nodes.add(new Node(node.depth + 1));
                node.next.put(stop.charAt(i), next);
            }
            at = next;
        }
        nodes.get(at).stop = stop;
    }

    /** Gives each node the longest proper end of its text that is a beginning too, breadth first. */
    private void link() {
        Deque<Integer> queue = new ArrayDeque<>(nodes.get(0).next.values());
        while (!queue.isEmpty()) {
            Node node = nodes.get(queue.remove());
            node.next.forEach((letter, child) -> {
                Node target = nodes.get(child);
                target.fallback = step(node.fallback, letter);
                if (target.stop == null) {
                    target.stop = nodes.get(target.fallback).stop;
                }
                queue.add(child);
            });
        }
    }

    private int step(int from, char letter) {
        int at = from;
        while (true) {
            Integer next = nodes.get(at).next.get(letter);
            if (next != null) {
                return next;
            }
            if (at == 0) {
                return 0;
            }
            at = nodes.get(at).fallback;
        }
    }

    /** {@return the text that is surely no part of a stop text; nothing once one is met} */
    public String append(String text) {
        if (met != null || nodes.size() == 1) {
            return met == null ? text : "";
        }
        for (int i = 0; i < text.length() && met == null; i++) {
            char letter = text.charAt(i);
            held.append(letter);
            state = step(state, letter);
            met = nodes.get(state).stop;
        }
        int kept = met == null ? nodes.get(state).depth : met.length();
        String safe = held.substring(0, held.length() - kept);
        held.delete(0, met == null ? safe.length() : held.length());
        return safe;
    }

    /** {@return what was held back, since nothing follows; nothing if a stop text was met} */
    public String finish() {
        String rest = held.toString();
        held.setLength(0);
        state = 0;
        return rest;
    }

    /** {@return the stop text that has come; null if none has} */
    public @Nullable String met() {
        return met;
    }

    /** A place in the automaton, which stands for the beginning of a stop text. */
    private static final class Node {
        private final int depth;
        private final Map<Character, Integer> next = new HashMap<>();
        private int fallback;
        private @Nullable String stop;

        private Node(int depth) {
            this.depth = depth;
        }
    }
}
