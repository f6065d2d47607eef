package dev.llmops.onnx.grammar.automaton;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds rules that begin with themselves, whose stack would grow without a byte being read.
 *
 * <p>Strongly connected components by R. Tarjan (1972) over the edges that read nothing; a component with an edge that
 * pushes is left recursion.
 */
final class LeftRecursion {
    private final Nodes nodes;
    private final long[] distances;
    private final int[] order;
    private final int[] low;
    private final int[] component;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private int counter;
    private int components;

    private LeftRecursion(Nodes nodes, long[] distances) {
        this.nodes = nodes;
        this.distances = distances;
        this.order = new int[nodes.size()];
        this.low = new int[nodes.size()];
        this.component = new int[nodes.size()];
    }

    /** Fails if there is left recursion. */
    static void refuse(Nodes nodes, long[] distances) {
        LeftRecursion search = new LeftRecursion(nodes, distances);
        for (int node = 2; node < nodes.size(); node++) {
            if (search.order[node] == 0) {
                search.connect(node);
            }
        }
        for (int node = 2; node < nodes.size(); node++) {
            int pushed = search.pushed(node);
            if (pushed >= 0 && search.component[pushed] == search.component[node]) {
                throw new InvalidInputException(
                        "grammar",
                        "A rule of the grammar begins with itself. Put something before the reference, or write the"
                                + " repetition with * or +.");
            }
        }
    }

    private int pushed(int node) {
        return switch (nodes.kind(node)) {
            case Nodes.KIND_CALL -> nodes.entry(nodes.first(node));
            case Nodes.KIND_LOOP -> nodes.first(node);
            default -> -1;
        };
    }

    private int successor(int node, int index) {
        byte kind = nodes.kind(node);
        if (kind == Nodes.KIND_FORK) {
            int[] targets = nodes.targets(node);
            return index < targets.length ? targets[index] : -1;
        }
        int pushed = pushed(node);
        if (pushed < 0) {
            return -1;
        }
        boolean skips = kind == Nodes.KIND_LOOP ? nodes.second(node) == 0 : distances[pushed] == 0;
        if (index == 0) {
            return pushed;
        }
        return index == 1 && skips ? nodes.next(node) : -1;
    }

    /** Without recursion of its own, since grammars may be deep. */
    private void connect(int root) {
        Deque<int[]> visits = new ArrayDeque<>();
        visits.push(visit(root));
        while (!visits.isEmpty()) {
            int[] visit = visits.peek();
            int node = visit[0];
            int next = successor(node, visit[1]++);
            if (next < 0) {
                visits.pop();
                finish(node);
                if (!visits.isEmpty()) {
                    int parent = visits.peek()[0];
                    low[parent] = Math.min(low[parent], low[node]);
                }
            } else if (order[next] == 0) {
                visits.push(visit(next));
            } else if (component[next] == 0) {
                low[node] = Math.min(low[node], order[next]);
            }
        }
    }

    private int[] visit(int node) {
        order[node] = ++counter;
        low[node] = counter;
        stack.push(node);
        return new int[] {node, 0};
    }

    private void finish(int node) {
        if (low[node] != order[node]) {
            return;
        }
        components++;
        int member;
        do {
            member = stack.pop();
            component[member] = components;
        } while (member != node);
    }
}
