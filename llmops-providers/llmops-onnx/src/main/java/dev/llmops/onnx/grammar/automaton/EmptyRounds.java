package dev.llmops.onnx.grammar.automaton;

import java.util.HashMap;
import java.util.Map;

/**
 * Takes the rounds without a byte out of loops, since counting them would never end.
 *
 * <p>A loop whose body may be empty needs no round at all, and is the same as one whose rounds take a byte each.
 */
final class EmptyRounds {
    private final Nodes nodes;
    private final long[] distances;
    private final Map<Integer, Integer> taking = new HashMap<>();
    private final Map<Integer, Integer> rules = new HashMap<>();

    private EmptyRounds(Nodes nodes, long[] distances) {
        this.nodes = nodes;
        this.distances = distances;
    }

    /** {@return whether a loop had to be changed} */
    static boolean remove(Nodes nodes, long[] distances) {
        EmptyRounds rounds = new EmptyRounds(nodes, distances);
        boolean changed = false;
        int size = nodes.size();
        for (int node = 2; node < size; node++) {
            if (nodes.kind(node) == Nodes.KIND_LOOP && distances[nodes.first(node)] == 0) {
                nodes.body(node, rounds.taking(nodes.first(node)), 0);
                changed = true;
            }
        }
        return changed;
    }

    /** {@return a node like {@code node} whose way to the end takes a byte} */
    private int taking(int node) {
        // Nodes that were added here take a byte already.
        if (node >= distances.length || distances[node] > 0) {
            return node;
        }
        Integer known = taking.get(node);
        if (known != null) {
            return known;
        }
        int fork = nodes.openFork();
        taking.put(node, fork);
        switch (nodes.kind(node)) {
            case Nodes.KIND_FORK -> {
                int[] targets = nodes.targets(node);
                int[] changed = new int[targets.length];
                for (int i = 0; i < targets.length; i++) {
                    changed[i] = taking(targets[i]);
                }
                nodes.close(fork, changed);
            }
            case Nodes.KIND_CALL ->
                nodes.close(fork, nodes.call(rule(nodes.first(node)), nodes.next(node)), rest(node));
            case Nodes.KIND_LOOP -> {
                int body = taking(nodes.first(node));
                nodes.close(fork, nodes.loop(body, 1, nodes.most(node), nodes.next(node)), rest(node));
            }
            default -> nodes.close(fork);
        }
        return fork;
    }

    private int rest(int node) {
        return taking(nodes.next(node));
    }

    private int rule(int rule) {
        Integer known = rules.get(rule);
        if (known == null) {
            known = nodes.rule();
            rules.put(rule, known);
            nodes.define(known, taking(nodes.entry(rule)));
        }
        return known;
    }
}
