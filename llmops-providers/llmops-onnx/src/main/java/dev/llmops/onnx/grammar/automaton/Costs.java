package dev.llmops.onnx.grammar.automaton;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * What it costs at least to get from each node to the end of its rule.
 *
 * <p>Dijkstra's algorithm for grammars: D. E. Knuth, "A Generalization of Dijkstra's Algorithm", Information
 * Processing Letters 6 (1977). The kind of cost is either bytes or height of the stack.
 */
final class Costs {
    /** Of a node from which the end cannot be reached. */
    static final long NEVER = 1L << 60;

    private static final long MOST = 1L << 40;

    private final Nodes nodes;
    private final boolean[] usable;
    private final boolean height;
    private final long[] costs;
    private final PriorityQueue<long[]> open = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));

    private Costs(Nodes nodes, boolean[] usable, boolean height) {
        this.nodes = nodes;
        this.usable = usable;
        this.height = height;
        this.costs = new long[nodes.size()];
        Arrays.fill(costs, NEVER);
    }

    /** {@return the fewest bytes from each node to the end of its rule} */
    static long[] bytes(Nodes nodes, boolean[] usable) {
        return new Costs(nodes, usable, false).solve();
    }

    /** {@return the fewest frames that must be pushed at the same time from each node to the end of its rule} */
    static long[] heights(Nodes nodes, boolean[] usable) {
        return new Costs(nodes, usable, true).solve();
    }

    private long[] solve() {
        int[][] dependents = dependents();
        open.add(new long[] {0, Nodes.END});
        while (!open.isEmpty()) {
            long[] cheapest = open.remove();
            int node = (int) cheapest[1];
            if (costs[node] != NEVER) {
                continue;
            }
            costs[node] = cheapest[0];
            for (int dependent : dependents[node]) {
                if (costs[dependent] == NEVER) {
                    offer(dependent, node);
                }
            }
        }
        return costs;
    }

    private void offer(int node, int settled) {
        long cost = switch (nodes.kind(node)) {
            case Nodes.KIND_BYTES -> anyUsable(node) ? costs[settled] + (height ? 0 : 1) : NEVER;
            case Nodes.KIND_FORK -> costs[settled];
            case Nodes.KIND_CALL -> both(1, costs[nodes.entry(nodes.first(node))], costs[nodes.next(node)]);
            case Nodes.KIND_LOOP ->
                nodes.second(node) == 0
                        ? costs[nodes.next(node)]
                        : both(nodes.second(node), costs[nodes.first(node)], costs[nodes.next(node)]);
            default -> NEVER;
        };
        if (cost < NEVER) {
            open.add(new long[] {Math.min(cost, MOST), node});
        }
    }

    private long both(int times, long inner, long next) {
        if (inner == NEVER || next == NEVER) {
            return NEVER;
        }
        return height ? Math.max(inner + 1, next) : times * inner + next;
    }

    private boolean anyUsable(int node) {
        for (int b = nodes.first(node); b <= nodes.second(node); b++) {
            if (usable[b]) {
                return true;
            }
        }
        return false;
    }

    private int[][] dependents() {
        int[] counts = new int[nodes.size()];
        visit((node, operand) -> counts[operand]++);
        int[][] dependents = new int[nodes.size()][];
        for (int node = 0; node < counts.length; node++) {
            dependents[node] = new int[counts[node]];
        }
        visit((node, operand) -> dependents[operand][--counts[operand]] = node);
        return dependents;
    }

    private void visit(Edges edges) {
        for (int node = 2; node < nodes.size(); node++) {
            switch (nodes.kind(node)) {
                case Nodes.KIND_FORK -> {
                    for (int target : nodes.targets(node)) {
                        edges.edge(node, target);
                    }
                }
                case Nodes.KIND_CALL -> {
                    edges.edge(node, nodes.entry(nodes.first(node)));
                    edges.edge(node, nodes.next(node));
                }
                case Nodes.KIND_LOOP -> {
                    edges.edge(node, nodes.first(node));
                    edges.edge(node, nodes.next(node));
                }
                default -> edges.edge(node, nodes.next(node));
            }
        }
    }

    private interface Edges {
        void edge(int node, int operand);
    }
}
