package dev.llmops.onnx.grammar.automaton;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of an automaton, made when a text first reaches them and kept.
 *
 * <p>Safe for concurrent use. States and stacks are made once each, so that equal ones are the same object. The graph
 * only grows; who holds it makes a new one when {@link #isFull}, and takes states over with {@link #adopt}.
 */
public final class StateGraph {
    /** How many bytes ahead {@link State#shortened} is exact. */
    public static final int HORIZON = 24;

    private static final int MOST_STATES = 20_000;
    private static final long MOST_PLACES = 4_000_000;
    private static final int MOST_PLACES_IN_STATE = 60_000;

    /** With how many places of the same node a place is compared. */
    private static final int MOST_COMPARED = 64;

    private final Program program;
    private final Map<FrameKey, Frame> frames = new HashMap<>();
    private final Map<StateKey, State> states = new HashMap<>();
    private final State dead;
    private final State start;
    private long places;
    private long frameIds;
    private volatile boolean full;

    /** Makes a graph with the first state only. */
    public StateGraph(Program program) {
        this.program = program;
        this.dead = new State(this, new int[0], new Frame[0], false);
        synchronized (this) {
            Closure closure = new Closure();
            closure.visit(program.start, null);
            this.start = closure.state();
        }
    }

    /** {@return the state before any byte} */
    public State start() {
        return start;
    }

    /** {@return whether so many states were made that it is time for a new graph} */
    public boolean isFull() {
        return full;
    }

    /** {@return how many states were made} */
    public synchronized int size() {
        return states.size();
    }

    Program program() {
        return program;
    }

    State dead() {
        return dead;
    }

    synchronized State step(State state, int group) {
        int b = program.sampleOf[group];
        Closure closure = new Closure();
        Nodes nodes = program.nodes;
        for (int i = 0; i < state.nodes.length; i++) {
            int node = state.nodes[i];
            if (nodes.first(node) <= b && b <= nodes.second(node)) {
                closure.visit(nodes.next(node), state.frames[i]);
            }
        }
        return closure.state();
    }

    /** {@return the state of this graph that stands for {@code other}, a state of another graph of the same program} */
    public synchronized State adopt(State other) {
        return rebuilt(other, Integer.MAX_VALUE);
    }

    synchronized State shorten(State state) {
        return rebuilt(state, HORIZON + 1);
    }

    private State rebuilt(State state, int mostRounds) {
        IdentityHashMap<Frame, Frame> done = new IdentityHashMap<>();
        List<Place> all = new ArrayList<>();
        for (int i = 0; i < state.nodes.length; i++) {
            all.add(new Place(state.nodes[i], rebuilt(state.frames[i], mostRounds, done)));
        }
        return intern(new ArrayList<>(new HashSet<>(all)), state.accepting());
    }

    /** Depth is bounded by {@link Program#MOST_FRAMES}, so that recursion is safe. */
    private @Nullable Frame rebuilt(@Nullable Frame frame, int mostRounds, IdentityHashMap<Frame, Frame> done) {
        if (frame == null) {
            return null;
        }
        Frame known = done.get(frame);
        if (known == null) {
            Frame parent = rebuilt(frame.parent, mostRounds, done);
            int left = frame.left == Nodes.UNBOUNDED ? frame.left : Math.min(frame.left, mostRounds);
            known = frame(frame.node, Math.min(frame.need, mostRounds), left, parent);
            done.put(frame, known);
        }
        return known;
    }

    private Frame frame(int node, int need, int left, @Nullable Frame parent) {
        FrameKey key = new FrameKey(node, need, left, Frame.idOf(parent));
        Frame known = frames.get(key);
        if (known == null) {
            long rest = left == Frame.CALL
                    ? program.distances[node]
                    : Math.max(0, need - 1L) * program.distances[program.nodes.first(node)]
                            + program.distances[program.nodes.next(node)];
            known = new Frame(node, need, left, parent, ++frameIds, rest + Frame.distanceOf(parent));
            frames.put(key, known);
        }
        return known;
    }

    private State intern(List<Place> all, boolean accepting) {
        List<Place> found = withoutCovered(all);
        if (found.isEmpty() && !accepting) {
            return dead;
        }
        int[] nodes = new int[found.size()];
        @Nullable Frame[] stacks = new @Nullable Frame[nodes.length];
        long[] key = new long[nodes.length * 2 + 1];
        key[0] = accepting ? 1 : 0;
        for (int i = 0; i < nodes.length; i++) {
            Place place = found.get(i);
            nodes[i] = place.node();
            stacks[i] = place.frame();
            key[i * 2 + 1] = place.node();
            key[i * 2 + 2] = Frame.idOf(place.frame());
        }
        StateKey stateKey = new StateKey(key);
        State known = states.get(stateKey);
        if (known == null) {
            known = new State(this, nodes, stacks, accepting);
            states.put(stateKey, known);
            places += nodes.length + program.classCount() / 4;
            full = full || states.size() > MOST_STATES || places > MOST_PLACES;
        }
        return known;
    }

    /** Sorts the places and drops those that match nothing which another one does not match too. */
    private static List<Place> withoutCovered(List<Place> all) {
        all.sort(Place::compareTo);
        List<Place> kept = new ArrayList<>(all.size());
        int group = 0;
        for (Place place : all) {
            if (kept.isEmpty() || kept.get(kept.size() - 1).node() != place.node()) {
                group = kept.size();
            }
            boolean covered = false;
            int compared = Math.max(group, kept.size() - MOST_COMPARED);
            for (int i = kept.size() - 1; i >= compared && !covered; i--) {
                covered = Frame.covers(kept.get(i).frame(), place.frame());
                if (!covered && Frame.covers(place.frame(), kept.get(i).frame())) {
                    kept.remove(i);
                }
            }
            if (!covered) {
                kept.add(place);
            }
        }
        return kept;
    }

    /** A node with its stack. */
    private record Place(int node, @Nullable Frame frame) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byNode = Integer.compare(node, other.node);
            return byNode != 0 ? byNode : Long.compare(Frame.idOf(frame), Frame.idOf(other.frame));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that && node == that.node && Frame.idOf(frame) == Frame.idOf(that.frame);
        }

        @Override
        public int hashCode() {
            return node * 31 + Long.hashCode(Frame.idOf(frame));
        }
    }

    private record FrameKey(int node, int need, int left, long parent) {}

    /** The places of a state, as numbers. */
    private static final class StateKey {
        private final long[] places;
        private final int hash;

        StateKey(long[] places) {
            this.places = places;
            this.hash = Arrays.hashCode(places);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof StateKey that && hash == that.hash && Arrays.equals(places, that.places);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Follows what reads nothing: forks, calls, loops and ends. */
    private final class Closure {
        private final Set<Place> seen = new HashSet<>();
        private final List<Place> open = new ArrayList<>();
        private final List<Place> found = new ArrayList<>();
        private boolean accepting;

        void visit(int node, @Nullable Frame frame) {
            push(node, frame);
            while (!open.isEmpty()) {
                follow(open.remove(open.size() - 1));
            }
        }

        private void push(int node, @Nullable Frame frame) {
            if (program.live(node) && Frame.depthOf(frame) + program.heights[node] <= Program.MOST_FRAMES) {
                Place place = new Place(node, frame);
                if (seen.add(place)) {
                    open.add(place);
                    if (seen.size() > 4 * MOST_PLACES_IN_STATE) {
                        throw ambiguous();
                    }
                }
            }
        }

        private void follow(Place place) {
            Nodes nodes = program.nodes;
            int node = place.node();
            Frame frame = place.frame();
            switch (nodes.kind(node)) {
                case Nodes.KIND_BYTES -> found.add(place);
                case Nodes.KIND_FORK -> {
                    for (int target : nodes.targets(node)) {
                        push(target, frame);
                    }
                }
                case Nodes.KIND_CALL -> {
                    int next = nodes.next(node);
                    // A call at the end of a rule needs no frame, so that lists by recursion do not pile up.
                    push(nodes.entry(nodes.first(node)), next == Nodes.END ? frame : frame(next, 0, Frame.CALL, frame));
                }
                case Nodes.KIND_LOOP -> loop(node, nodes.second(node), nodes.most(node), frame);
                case Nodes.KIND_END -> end(frame);
                default -> {}
            }
        }

        private void loop(int node, int need, int left, @Nullable Frame frame) {
            int body = program.nodes.first(node);
            if (left > 0 && program.live(body)) {
                push(body, frame(node, need, left, frame));
            }
            if (need == 0) {
                push(program.nodes.next(node), frame);
            }
        }

        private void end(@Nullable Frame frame) {
            if (frame == null) {
                accepting = true;
            } else if (frame.left == Frame.CALL) {
                push(frame.node, frame.parent);
            } else {
                int left = frame.left == Nodes.UNBOUNDED ? frame.left : frame.left - 1;
                loop(frame.node, Math.max(0, frame.need - 1), left, frame.parent);
            }
        }

        State state() {
            if (found.size() > MOST_PLACES_IN_STATE) {
                throw ambiguous();
            }
            return intern(found, accepting);
        }
    }

    private static InvalidInputException ambiguous() {
        return new InvalidInputException(
                "grammar",
                "The grammar can be read in too many ways at once. Nest fewer repetitions in each other, or make the"
                        + " alternatives begin differently.");
    }

    /** {@return the shortest ending from {@code state}, in bytes; may be very large, where long texts are required} */
    public long endingLength(State state) {
        long best = state.accepting() ? 0 : Long.MAX_VALUE;
        for (int i = 0; i < state.nodes.length; i++) {
            best = Math.min(best, program.distances[state.nodes[i]] + Frame.distanceOf(state.frames[i]));
        }
        return best;
    }

    /** {@return the byte with which the shortest ending of {@code state} goes on; the text must not be able to end} */
    public byte towardsEnd(State state) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < state.nodes.length; i++) {
            long distance = program.distances[state.nodes[i]] + Frame.distanceOf(state.frames[i]);
            if (distance < least) {
                least = distance;
                best = state.nodes[i];
            }
        }
        return (byte) plainest(program.nodes.first(best), program.nodes.second(best));
    }

    /** A letter or digit rather than a control character, if there is one. */
    private int plainest(int lo, int hi) {
        for (char wish : new char[] {'0', 'a', 'A', ' '}) {
            if (lo <= wish && wish <= hi && program.usable(wish)) {
                return wish;
            }
        }
        for (int b = lo; b <= hi; b++) {
            if (program.usable(b)) {
                return b;
            }
        }
        throw new IllegalStateException("a node without usable bytes");
    }
}
