package dev.llmops.onnx.grammar.automaton;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What several automata match together while several others do not match it: the product of their states. */
public final class Combination {
    private static final int MOST_STATES = 20_000;

    private final Nodes nodes;
    private final int included;
    private final List<StateGraph> graphs = new ArrayList<>();
    private final List<Integer> borders = new ArrayList<>();
    private final Map<List<@Nullable State>, Integer> made = new HashMap<>();
    private final Deque<List<@Nullable State>> open = new ArrayDeque<>();

    private Combination(Nodes nodes, List<Program> all, List<Program> none) {
        this.nodes = nodes;
        this.included = all.size();
        boolean[] border = new boolean[256];
        for (List<Program> programs : List.of(all, none)) {
            for (Program program : programs) {
                graphs.add(new StateGraph(program));
                for (int b = 1; b < 256; b++) {
                    border[b] |= program.classOf[b] != program.classOf[b - 1];
                }
            }
        }
        borders.add(0);
        for (int b = 1; b < 256; b++) {
            if (border[b]) {
                borders.add(b);
            }
        }
        borders.add(256);
    }

    /**
     * {@return a node that takes what each of {@code all} matches and none of {@code none} does}
     *
     * @throws InvalidInputException if the product has more than 20,000 states
     */
    public static int emit(Nodes nodes, List<Program> all, List<Program> none, int next) {
        return new Combination(nodes, all, none).explore(next);
    }

    private int explore(int next) {
        List<@Nullable State> first = new ArrayList<>();
        graphs.forEach(graph -> first.add(graph.start()));
        int start = node(first);
        while (!open.isEmpty()) {
            List<@Nullable State> states = open.removeFirst();
            List<Integer> targets = new ArrayList<>();
            int from = 0;
            int target = Nodes.FAIL;
            for (int i = 0; i + 1 < borders.size(); i++) {
                int then = after(states, borders.get(i).byteValue());
                if (then != target) {
                    targets.add(nodes.bytes(from, borders.get(i) - 1, target));
                    from = borders.get(i);
                    target = then;
                }
            }
            targets.add(nodes.bytes(from, 255, target));
            targets.add(accepting(states) ? next : Nodes.FAIL);
            int[] live = targets.stream()
                    .mapToInt(Integer::intValue)
                    .filter(node -> node != Nodes.FAIL)
                    .toArray();
            nodes.close(made.getOrDefault(states, Nodes.FAIL), live);
        }
        return start;
    }

    private int after(List<@Nullable State> states, byte b) {
        @Nullable State[] then = new State[states.size()];
        for (int i = 0; i < then.length; i++) {
            State state = states.get(i);
            then[i] = state == null ? null : state.after(b);
            if (then[i] == null && i < included) {
                return Nodes.FAIL;
            }
        }
        return node(Arrays.asList(then));
    }

    private int node(List<@Nullable State> states) {
        Integer known = made.get(states);
        if (known == null) {
            if (made.size() == MOST_STATES) {
                throw new InvalidInputException(
                        "grammar",
                        "Together the conditions need more than " + MOST_STATES
                                + " states. Make the lengths smaller or the patterns simpler.");
            }
            known = nodes.openFork();
            made.put(states, known);
            open.addLast(states);
        }
        return known;
    }

    private boolean accepting(List<@Nullable State> states) {
        boolean accepting = true;
        for (int i = 0; i < states.size(); i++) {
            State state = states.get(i);
            accepting &= (state != null && state.accepting()) == i < included;
        }
        return accepting;
    }
}
