package dev.llmops.onnx.grammar.automaton;

import dev.llmops.api.InvalidInputException;
import java.util.Arrays;

/**
 * A checked automaton: its nodes, how far each is from the end, and the classes of bytes that it tells apart.
 *
 * <p>Safe for concurrent use once made. From every node that can be reached the end can be reached too.
 */
public final class Program {
    /** The most frames on a stack; a grammar that needs more to end is refused. */
    static final int MOST_FRAMES = 256;

    final Nodes nodes;
    final int start;
    final long[] distances;
    final long[] heights;

    /** The class of each byte; class 0 is that of the bytes no node takes. */
    final byte[] classOf;

    /** One byte of each class. */
    final int[] sampleOf;

    private final boolean[] usable;

    private Program(Nodes nodes, int start, boolean[] usable, long[] distances) {
        this.nodes = nodes;
        this.start = start;
        this.usable = usable;
        this.distances = distances;
        this.heights = Costs.heights(nodes, usable);
        this.classOf = new byte[256];
        this.sampleOf = classes();
    }

    /**
     * {@return the automaton that starts at {@code start}}
     *
     * @param nodes all nodes; not to be changed afterwards
     * @param usable the bytes that can be written at all
     * @throws InvalidInputException if no text matches, or a rule begins with itself
     */
    public static Program of(Nodes nodes, int start, boolean[] usable) {
        long[] distances = Costs.bytes(nodes, usable);
        if (EmptyRounds.remove(nodes, distances)) {
            distances = Costs.bytes(nodes, usable);
        }
        if (distances[start] >= Costs.NEVER) {
            throw new InvalidInputException(
                    "grammar",
                    "No text matches the grammar: its rules contradict each other, never end, or need characters"
                            + " that the vocabulary cannot write.");
        }
        LeftRecursion.refuse(nodes, distances);
        Program program = new Program(nodes, start, usable, distances);
        if (program.heights[start] > MOST_FRAMES) {
            throw new InvalidInputException(
                    "grammar",
                    "The shortest text of the grammar nests deeper than " + MOST_FRAMES + " levels. Make it flatter.");
        }
        return program;
    }

    /** {@return the automaton that starts at {@code start}, with all bytes usable} */
    public static Program of(Nodes nodes, int start) {
        boolean[] all = new boolean[256];
        Arrays.fill(all, true);
        return of(nodes, start, all);
    }

    private int[] classes() {
        boolean[] border = new boolean[257];
        boolean[] taken = new boolean[256];
        for (int node = 2; node < nodes.size(); node++) {
            if (nodes.kind(node) == Nodes.KIND_BYTES) {
                border[nodes.first(node)] = true;
                border[nodes.second(node) + 1] = true;
                Arrays.fill(taken, nodes.first(node), nodes.second(node) + 1, true);
            }
        }
        int[] samples = new int[257];
        int count = 1;
        int current = 0;
        for (int b = 0; b < 256; b++) {
            if (border[b]) {
                current = 0;
            }
            if (taken[b] && usable[b]) {
                if (current == 0) {
                    current = count++;
                    samples[current] = b;
                }
                classOf[b] = (byte) current;
            }
        }
        return Arrays.copyOf(samples, count);
    }

    /** {@return how many classes of bytes there are, that of unusable bytes included} */
    int classCount() {
        return sampleOf.length;
    }

    boolean usable(int b) {
        return usable[b];
    }

    boolean live(int node) {
        return distances[node] < Costs.NEVER;
    }
}
