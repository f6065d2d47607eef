package dev.llmops.onnx.grammar.automaton;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The nodes of an automaton while it is put together, from the last node to the first.
 *
 * <p>Every method takes the node to go on with and returns the node to start from. A rule and the body of a loop go on
 * with {@link #END}. Not safe for concurrent use.
 */
public final class Nodes {
    /** The node at which a rule, or one round of a loop, is over. */
    public static final int END = 0;

    /** The node that nothing passes. */
    public static final int FAIL = 1;

    /** As the most rounds of a loop: no bound. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    static final byte KIND_END = 0;
    static final byte KIND_FAIL = 1;
    static final byte KIND_BYTES = 2;
    static final byte KIND_FORK = 3;
    static final byte KIND_CALL = 4;
    static final byte KIND_LOOP = 5;

    private static final int MOST_NODES = 1 << 20;

    private byte[] kinds = new byte[256];
    private int[] first = new int[256];
    private int[] second = new int[256];
    private int[] third = new int[256];
    private int[] nexts = new int[256];
    private int size = 2;
    private final List<int[]> forks = new ArrayList<>();
    private int[] entries = new int[16];
    private int rules;

    /** Starts without any node. */
    public Nodes() {
        kinds[FAIL] = KIND_FAIL;
    }

    private int add(byte kind, int a, int b, int c, int next) {
        if (size == MOST_NODES) {
            throw new InvalidInputException(
                    "grammar", "The grammar needs more than " + MOST_NODES + " nodes. Make it smaller or less nested.");
        }
        if (size == kinds.length) {
            int length = size * 2;
            kinds = Arrays.copyOf(kinds, length);
            first = Arrays.copyOf(first, length);
            second = Arrays.copyOf(second, length);
            third = Arrays.copyOf(third, length);
            nexts = Arrays.copyOf(nexts, length);
        }
        kinds[size] = kind;
        first[size] = a;
        second[size] = b;
        third[size] = c;
        nexts[size] = next;
        return size++;
    }

    /** {@return a node that takes one byte, from {@code lo} to {@code hi} inclusive, both unsigned} */
    public int bytes(int lo, int hi, int next) {
        return next == FAIL ? FAIL : add(KIND_BYTES, lo, hi, 0, next);
    }

    /** {@return a chain that takes exactly {@code text}} */
    public int text(byte[] text, int next) {
        int node = next;
        for (int i = text.length - 1; i >= 0; i--) {
            node = bytes(text[i] & 0xFF, text[i] & 0xFF, node);
        }
        return node;
    }

    /** {@return a node that goes on with any of {@code targets}} */
    public int fork(int... targets) {
        int[] live = Arrays.stream(targets).filter(t -> t != FAIL).distinct().toArray();
        if (live.length == 0) {
            return FAIL;
        }
        if (live.length == 1) {
            return live[0];
        }
        int fork = openFork();
        forks.set(first[fork], live);
        return fork;
    }

    /** {@return a fork whose targets are told by {@link #close}, so that they may lead back to it} */
    public int openFork() {
        forks.add(new int[0]);
        return add(KIND_FORK, forks.size() - 1, 0, 0, FAIL);
    }

    /** Gives an open fork its targets. */
    public void close(int fork, int... targets) {
        forks.set(first[fork], targets);
    }

    /** {@return the number of a new rule, to be defined later} */
    public int rule() {
        if (rules == entries.length) {
            entries = Arrays.copyOf(entries, rules * 2);
        }
        entries[rules] = FAIL;
        return rules++;
    }

    /** Gives a rule its entry. */
    public void define(int rule, int entry) {
        entries[rule] = entry;
    }

    /** {@return a node that passes through a rule} */
    public int call(int rule, int next) {
        return next == FAIL ? FAIL : add(KIND_CALL, rule, 0, 0, next);
    }

    /**
     * {@return a node that passes through {@code body} several times}
     *
     * @param body a chain that ends with {@link #END}
     * @param min the fewest rounds
     * @param max the most rounds, or {@link #UNBOUNDED}
     */
    public int loop(int body, int min, int max, int next) {
        if (min > max || (body == FAIL && min > 0)) {
            return FAIL;
        }
        if (max == 0 || body == FAIL || next == FAIL) {
            return next;
        }
        return add(KIND_LOOP, body, min, max, next);
    }

    /** {@return how many nodes there are} */
    public int size() {
        return size;
    }

    byte kind(int node) {
        return kinds[node];
    }

    /** The lowest byte, the rule, the body or the number of the fork. */
    int first(int node) {
        return first[node];
    }

    /** The highest byte or the fewest rounds. */
    int second(int node) {
        return second[node];
    }

    int most(int node) {
        return third[node];
    }

    int next(int node) {
        return nexts[node];
    }

    int[] targets(int fork) {
        return forks.get(first[fork]);
    }

    int entry(int rule) {
        return entries[rule];
    }

    void body(int loop, int body, int min) {
        first[loop] = body;
        second[loop] = min;
    }
}
