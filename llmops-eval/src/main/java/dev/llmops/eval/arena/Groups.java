package dev.llmops.eval.arena;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Systems that can be rated together: each won against some other of them, directly or through others.
 *
 * <p>Ratings exist if all systems are one such group: Ford, "Solution of a Ranking Problem from Binary Comparisons"
 * (1957). These are the strongly connected components of the graph of wins and ties.
 */
final class Groups {
    /** The number of each system's group. */
    private final int[] group;

    private final int count;
    private final boolean connected;

    private Groups(int[] group, int count, boolean connected) {
        this.group = group;
        this.count = count;
        this.connected = connected;
    }

    /** {@return the groups of these outcomes, which are counted by cell of {@code battles}} */
    static Groups of(Battles battles, double[][] outcomes) {
        int systems = battles.systems().size();
        boolean[][] beat = new boolean[systems][systems];
        List<Battles.Cell> cells = battles.cells();
        for (int i = 0; i < outcomes.length; i++) {
            Battles.Cell cell = cells.get(i);
            beat[cell.first][cell.second] |= outcomes[i][0] > 0 || outcomes[i][2] > 0;
            beat[cell.second][cell.first] |= outcomes[i][1] > 0 || outcomes[i][2] > 0;
        }
        boolean[] won = reached(beat, 0, false);
        boolean[] lost = reached(beat, 0, true);
        boolean one = true;
        for (int i = 0; i < systems; i++) {
            one &= won[i] && lost[i];
        }
        return one ? new Groups(new int[systems], 1, true) : components(beat);
    }

    private static Groups components(boolean[][] beat) {
        int[] group = new int[beat.length];
        Arrays.fill(group, -1);
        int count = 0;
        for (int i = 0; i < beat.length; i++) {
            if (group[i] < 0) {
                boolean[] won = reached(beat, i, false);
                boolean[] lost = reached(beat, i, true);
                for (int j = 0; j < beat.length; j++) {
                    group[j] = won[j] && lost[j] ? count : group[j];
                }
                count++;
            }
        }
        boolean[][] met = new boolean[beat.length][beat.length];
        for (int i = 0; i < beat.length; i++) {
            for (int j = 0; j < beat.length; j++) {
                met[i][j] = beat[i][j] || beat[j][i];
            }
        }
        boolean connected = true;
        for (boolean reached : reached(met, 0, false)) {
            connected &= reached;
        }
        return new Groups(group, count, connected);
    }

    private static boolean[] reached(boolean[][] edges, int from, boolean backwards) {
        boolean[] reached = new boolean[edges.length];
        reached[from] = true;
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int i = open.pop();
            for (int j = 0; j < edges.length; j++) {
                if (!reached[j] && (backwards ? edges[j][i] : edges[i][j])) {
                    reached[j] = true;
                    open.push(j);
                }
            }
        }
        return reached;
    }

    int count() {
        return count;
    }

    String reason() {
        return connected
                ? "some systems always won or always lost against the others: their distance has no bound"
                : "some systems never met, not even through others: they have no common scale";
    }

    /** {@return the names of the systems of each group, larger groups first} */
    List<List<String>> names(List<String> systems) {
        List<List<String>> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(new ArrayList<>());
        }
        for (int i = 0; i < group.length; i++) {
            names.get(group[i]).add(systems.get(i));
        }
        names.sort(Comparator.comparing((List<String> each) -> -each.size()));
        return names;
    }
}
