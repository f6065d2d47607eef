package dev.llmops.onnx.grammar;

import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.decoding.TokenConstraint;
import dev.llmops.onnx.grammar.automaton.State;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the text of one sequence may go on with, so that it fits a grammar in the end. */
public final class GrammarConstraint implements TokenConstraint {
    private static final int MOST_FORCED = 4_096;
    private static final int LONGEST_ENDING = 1 << 16;
    private static final int[] NOTHING = new int[0];

    private final CompiledGrammar grammar;
    private CompiledGrammar.Memory memory;
    private State state;
    private boolean ended;

    GrammarConstraint(CompiledGrammar grammar, CompiledGrammar.Memory memory, State state) {
        this.grammar = grammar;
        this.memory = memory;
        this.state = state;
    }

    @Override
    public boolean allows(int token) {
        if (ended || token < 0 || token >= grammar.vocabulary().size()) {
            return false;
        }
        return grammar.vocabulary().isEnd(token) ? state.accepting() : after(token) != null;
    }

    private @Nullable State after(int token) {
        byte[] text = grammar.vocabulary().text(token);
        State next = text.length == 0 ? null : state;
        for (int i = 0; i < text.length && next != null; i++) {
            next = next.after(text[i]);
        }
        return next;
    }

    @Override
    public long[] allowed() {
        return ended
                ? new long[(grammar.vocabulary().size() + 63) >>> 6]
                : memory.masks().of(state);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The tokens are the longest that fit, from the left, which may not be those that the tokenizer would choose:
     * an engine that wants those encodes {@link #forcedText} itself. A last piece is left to the model if a token that
     * reaches beyond the forced text begins with it.
     */
    @Override
    public int[] forced() {
        byte[] text = forcedText();
        return text.length == 0 ? NOTHING : tokens(text, stateAfter(text));
    }

    /** {@return the bytes that come next whatever the model says, up to 4,096; empty if it has a choice} */
    public byte[] forcedText() {
        if (ended || state.forced() < 0) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        State at = state;
        while (at != null && at.forced() >= 0 && bytes.size() < MOST_FORCED) {
            bytes.write(at.forced());
            at = at.after((byte) at.forced());
        }
        return bytes.toByteArray();
    }

    private @Nullable State stateAfter(byte[] text) {
        State at = state;
        for (int i = 0; i < text.length && at != null; i++) {
            at = at.after(text[i]);
        }
        return at;
    }

    /**
     * {@return the longest tokens from the left that make up {@code text}}
     *
     * @param then the state after the text, of which longer tokens are thought; null if none matter
     */
    private int[] tokens(byte[] text, @Nullable State then) {
        int[] tokens = new int[text.length];
        int count = 0;
        int at = 0;
        while (at < text.length) {
            LongestToken longest = LongestToken.of(grammar.vocabulary().tree(), text, at, then);
            if (longest.token() < 0 || longest.maybeLonger()) {
                break;
            }
            tokens[count++] = longest.token();
            at += longest.length();
        }
        return Arrays.copyOf(tokens, count);
    }

    @Override
    public void accept(int token) {
        if (!allows(token)) {
            throw new InvalidInputException(
                    "token", "Token " + token + " does not fit the grammar here. Choose among those that do.");
        }
        if (grammar.vocabulary().isEnd(token)) {
            ended = true;
            return;
        }
        State next = after(token);
        if (next == null) {
            throw new IllegalStateException("a token fitted and then did not");
        }
        state = next;
        CompiledGrammar.Memory now = grammar.memory();
        if (now.graph() != memory.graph()) {
            memory = now;
            state = now.graph().adopt(state);
        }
    }

    @Override
    public boolean mayEnd() {
        return ended || state.accepting();
    }

    @Override
    public boolean mustEnd() {
        return ended || state.exhausted();
    }

    /**
     * {@return how many bytes at least are missing until the text may end; never less than the tokens of
     * {@link #shortestEnding}}
     */
    @Override
    public long bytesToEnd() {
        return ended ? 0 : state.graph().endingLength(state);
    }

    /**
     * {@return the tokens of the shortest text, in bytes, after which the text may end; empty if it may end now}
     *
     * <p>For an engine whose limit of tokens comes near: it stops asking the model and writes these.
     *
     * @throws InvalidInputException if more than 65,536 bytes are missing, since the grammar demands that much
     */
    @Override
    public int[] shortestEnding() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        State at = state;
        boolean tooLong = bytesToEnd() > LONGEST_ENDING;
        while (!ended && !at.accepting() && !tooLong) {
            byte next = at.graph().towardsEnd(at);
            text.write(next);
            State then = at.after(next);
            tooLong = then == null || text.size() > LONGEST_ENDING;
            at = then == null ? at : then;
        }
        if (tooLong) {
            throw new InvalidInputException("grammar", "The text cannot be ended within " + LONGEST_ENDING + " bytes.");
        }
        return tokens(text.toByteArray(), null);
    }

    @Override
    public GrammarConstraint copy() {
        GrammarConstraint copy = new GrammarConstraint(grammar, memory, state);
        copy.ended = ended;
        return copy;
    }

    /** {@return the number of states that the grammar has so far; the text is not told} */
    @Override
    public String toString() {
        return "GrammarConstraint[states=" + grammar.states() + ", mayEnd=" + mayEnd() + "]";
    }
}
