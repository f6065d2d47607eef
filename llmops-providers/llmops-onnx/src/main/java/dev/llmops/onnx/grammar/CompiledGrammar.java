package dev.llmops.onnx.grammar;

import dev.llmops.onnx.grammar.automaton.Program;
import dev.llmops.onnx.grammar.automaton.State;
import dev.llmops.onnx.grammar.automaton.StateGraph;

/**
 * A grammar ready for the tokens of one model; what is found out while texts are written is kept for the next ones.
 *
 * <p>Safe for concurrent use. Holds at most some {@value #MOST_MASK_BYTES} bytes of masks and a bounded number of
 * states; beyond that it forgets.
 */
public final class CompiledGrammar {
    private static final long MOST_MASK_BYTES = 32L << 20;

    private final TokenVocabulary vocabulary;
    private final Program program;
    private volatile Memory memory;

    /** The states and their masks, forgotten together. */
    record Memory(StateGraph graph, TokenMasks masks) {}

    CompiledGrammar(TokenVocabulary vocabulary, Program program) {
        this.vocabulary = vocabulary;
        this.program = program;
        this.memory = fresh();
    }

    private Memory fresh() {
        long maskBytes = 8L * (vocabulary.size() / 64 + 1);
        int most = (int) Math.max(16, MOST_MASK_BYTES / maskBytes);
        return new Memory(new StateGraph(program), new TokenMasks(vocabulary, most));
    }

    /** {@return a constraint for a text that begins now} */
    public GrammarConstraint start() {
        Memory now = memory();
        return new GrammarConstraint(this, now, now.graph().start());
    }

    /** {@return what is remembered, or something new if that is too much} */
    Memory memory() {
        Memory now = memory;
        if (!now.graph().isFull()) {
            return now;
        }
        synchronized (this) {
            if (memory.graph().isFull()) {
                memory = fresh();
            }
            return memory;
        }
    }

    TokenVocabulary vocabulary() {
        return vocabulary;
    }

    /** {@return how many states are remembered} */
    public int states() {
        return memory.graph().size();
    }

    /** {@return whether a whole text fits; tokens do not matter} */
    boolean matches(byte[] text) {
        State state = memory().graph().start();
        for (byte b : text) {
            state = state.after(b);
            if (state == null) {
                return false;
            }
        }
        return state.accepting();
    }
}
