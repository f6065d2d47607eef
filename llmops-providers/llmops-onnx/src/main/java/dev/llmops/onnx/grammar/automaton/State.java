package dev.llmops.onnx.grammar.automaton;

import org.jspecify.annotations.Nullable;

/**
 * Where a text is in a grammar: every node that may read the next byte, each with its stack.
 *
 * <p>Safe for concurrent use; states of one {@link StateGraph} are equal only if they are the same object.
 */
public final class State {
    private static final int NONE = -1;

    final int[] nodes;
    final @Nullable Frame[] frames;

    private final StateGraph graph;
    private final byte[] classOf;
    private final boolean accepting;
    private final int forced;

    // Filled in one at a time. A reader that misses what another thread wrote asks the graph, which has a lock.
    private final @Nullable State[] next;

    private volatile long @Nullable [] mask;
    private volatile @Nullable State shortened;

    State(StateGraph graph, int[] nodes, @Nullable Frame[] frames, boolean accepting) {
        this.graph = graph;
        this.nodes = nodes;
        this.frames = frames;
        this.accepting = accepting;
        this.classOf = graph.program().classOf;
        this.next = new State[graph.program().classCount()];
        this.forced = accepting ? NONE : onlyByte();
    }

    private int onlyByte() {
        int only = NONE;
        Program program = graph.program();
        for (int node : nodes) {
            int lo = program.nodes.first(node);
            if (lo != program.nodes.second(node) || (only != NONE && only != lo)) {
                return NONE;
            }
            only = lo;
        }
        return only;
    }

    /** {@return the state after one more byte, or null if the byte does not fit} */
    public @Nullable State after(byte b) {
        int group = classOf[b & 0xFF] & 0xFF;
        State known = next[group];
        if (known == null) {
            if (group == 0) {
                return null;
            }
            known = graph.step(this, group);
            next[group] = known;
        }
        return known == graph.dead() ? null : known;
    }

    /** {@return whether the text may end here} */
    public boolean accepting() {
        return accepting;
    }

    /** {@return whether nothing may follow} */
    public boolean exhausted() {
        return nodes.length == 0;
    }

    /** {@return the only byte that may come next, or -1 if there are several or the text may end} */
    public int forced() {
        return forced;
    }

    /** {@return the graph that this is a state of} */
    public StateGraph graph() {
        return graph;
    }

    /** {@return what {@link #keepMask} was given last, or null} */
    public long @Nullable [] mask() {
        return mask;
    }

    /** Keeps the tokens that fit here, or null to forget them. */
    public void keepMask(long @Nullable [] tokens) {
        mask = tokens;
    }

    /**
     * {@return a state in which texts up to {@link StateGraph#HORIZON} bytes fit as they do here}
     *
     * <p>States that differ only in how much of a long loop is left have the same one. It says nothing about longer
     * texts.
     */
    public State shortened() {
        State known = shortened;
        if (known == null) {
            known = graph.shorten(this);
            shortened = known;
        }
        return known;
    }
}
