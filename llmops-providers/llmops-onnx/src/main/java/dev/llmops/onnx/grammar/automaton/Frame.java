package dev.llmops.onnx.grammar.automaton;

import org.jspecify.annotations.Nullable;

/**
 * What is still to be done after the current rule or round: a stack, shared by all that have the same one.
 *
 * <p>Frames are made by one {@link StateGraph} and compared by identity.
 */
final class Frame {
    /** As {@link #left}: this is a frame of a call. */
    static final int CALL = -1;

    /** The node to return to, or the loop. */
    final int node;

    /** Rounds that are needed yet, the current one included. */
    final int need;

    /** Rounds that are allowed yet, the current one included, or {@link #CALL}. */
    final int left;

    final @Nullable Frame parent;
    final int depth;
    final long id;

    /** The fewest bytes from the end of the current rule or round to the end of the text. */
    final long distance;

    Frame(int node, int need, int left, @Nullable Frame parent, long id, long distance) {
        this.node = node;
        this.need = need;
        this.left = left;
        this.parent = parent;
        this.depth = depthOf(parent) + 1;
        this.id = id;
        this.distance = distance;
    }

    /**
     * {@return whether everything that may follow {@code less} may follow {@code more} too: the same stacks, but for
     * loops in which fewer rounds are needed and more are allowed}
     */
    static boolean covers(@Nullable Frame more, @Nullable Frame less) {
        Frame wide = more;
        Frame narrow = less;
        while (wide != narrow) {
            if (wide == null || narrow == null || wide.node != narrow.node) {
                return false;
            }
            boolean calls = wide.left == CALL || narrow.left == CALL;
            if (calls ? wide.left != narrow.left : wide.need > narrow.need || wide.left < narrow.left) {
                return false;
            }
            wide = wide.parent;
            narrow = narrow.parent;
        }
        return true;
    }

    static int depthOf(@Nullable Frame frame) {
        return frame == null ? 0 : frame.depth;
    }

    static long idOf(@Nullable Frame frame) {
        return frame == null ? 0 : frame.id;
    }

    static long distanceOf(@Nullable Frame frame) {
        return frame == null ? 0 : frame.distance;
    }
}
