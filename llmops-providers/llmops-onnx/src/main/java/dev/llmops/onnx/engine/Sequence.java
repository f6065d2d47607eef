package dev.llmops.onnx.engine;

import dev.llmops.onnx.decoding.Choice;
import dev.llmops.onnx.decoding.TokenChooser;
import dev.llmops.onnx.decoding.TokenConstraint;
import dev.llmops.onnx.decoding.TokenHistory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A sequence in work.
 *
 * <p>Its history holds all tokens; {@link #length} of them have been through the model. The rest is pending: the prompt
 * at first, then the token just chosen, with others that are forced. All but {@link #cancel} belongs to the thread of
 * the engine.
 */
final class Sequence {
    private final SequenceRequest request;
    private final SequenceListener listener;
    private final TokenHistory history;
    private final long submitted;
    private final PromptLookup lookup;
    private volatile boolean cancelled;
    private int length;
    private int reused;
    private int passedOver;
    private long started = -1;
    private long firstToken = -1;
    private boolean ended;

    Sequence(SequenceRequest request, SequenceListener listener, long now, int draftTokens) {
        this.request = request;
        this.listener = listener;
        this.history = TokenHistory.of(request.prompt());
        this.submitted = now;
        this.lookup = new PromptLookup(draftTokens);
    }

    SequenceRequest request() {
        return request;
    }

    TokenHistory history() {
        return history;
    }

    PromptLookup lookup() {
        return lookup;
    }

    int length() {
        return length;
    }

    int pending() {
        return history.size() - length;
    }

    boolean writes() {
        return request.chooser() != null;
    }

    /** Marks the sequence as no longer wanted; it ends before its next run. Safe from any thread. */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isEnded() {
        return ended;
    }

    /** Begins with positions that another sequence has worked out. */
    void reuse(int positions) {
        reused += positions - length;
        length = positions;
    }

    /** Has {@code count} more positions in memory. */
    void advance(int count) {
        length += count;
        passedOver = 0;
    }

    /** Forgets positions behind {@code positions}. */
    void rewind(int positions) {
        length = positions;
    }

    /** {@return how often others have been taken before it since its last run} */
    int passedOver() {
        return passedOver;
    }

    void passOver() {
        passedOver++;
    }

    void start(long now) {
        if (started < 0) {
            started = now;
        }
    }

    /** {@return the tokens of the next run: at most {@code most} of those pending} */
    int[] next(int most) {
        int[] tokens = new int[Math.min(most, pending())];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = history.token(length + i);
        }
        return tokens;
    }

    /** Chooses the next token; {@return why the sequence is over, or null if it goes on} */
    SequenceEnd.@Nullable Reason choose(float[] logits, long now) {
        TokenChooser chooser = Objects.requireNonNull(request.chooser());
        TokenConstraint constraint = request.constraint();
        if (firstToken < 0) {
            firstToken = now;
        }
        if (constraint != null && constraint.bytesToEnd() >= left()) {
            int[] ending = constraint.shortestEnding();
            if (ending.length >= left()) {
                SequenceEnd.Reason reason = takeAll(ending, SequenceEnd.Reason.MAX_TOKENS);
                return reason == SequenceEnd.Reason.STOPPED ? reason : SequenceEnd.Reason.MAX_TOKENS;
            }
        }
        Choice choice = chooser.choose(logits, history, constraint);
        if (chooser.isEnd(choice.token())) {
            history.append(choice.token());
            return SequenceEnd.Reason.END_TOKEN;
        }
        SequenceEnd.Reason reason = take(choice);
        if (reason == null && constraint != null && constraint.mustEnd()) {
            return SequenceEnd.Reason.END_TOKEN;
        }
        return reason == null && constraint != null && request.isJumping()
                ? takeAll(constraint.forced(), null)
                : reason;
    }

    /** {@return how many tokens may still come} */
    private int left() {
        return request.maxTokens() - history.answerLength();
    }

    /** Goes on with tokens that need not be asked for, as far as there is room for them. */
    private SequenceEnd.@Nullable Reason takeAll(int[] tokens, SequenceEnd.@Nullable Reason after) {
        for (int token : tokens) {
            SequenceEnd.Reason reason = take(Choice.of(token));
            if (reason != null) {
                return reason;
            }
        }
        TokenConstraint constraint = request.constraint();
        return constraint != null && constraint.mustEnd() ? SequenceEnd.Reason.END_TOKEN : after;
    }

    private SequenceEnd.@Nullable Reason take(Choice choice) {
        history.append(choice.token());
        if (request.constraint() != null) {
            request.constraint().accept(choice.token());
        }
        if (!listener.chosen(choice)) {
            return SequenceEnd.Reason.STOPPED;
        }
        if (left() > 0) {
            return null;
        }
        boolean whole = request.constraint() != null && request.constraint().mayEnd();
        return whole ? SequenceEnd.Reason.END_TOKEN : SequenceEnd.Reason.MAX_TOKENS;
    }

    void judged(int position, float[] logits) {
        listener.judged(position, logits);
    }

    /** Ends the sequence; further calls do nothing. */
    void end(SequenceEnd.Reason reason, @Nullable RuntimeException failure, long now) {
        if (ended) {
            return;
        }
        ended = true;
        try {
            listener.ended(new SequenceEnd(reason, failure, figures(now)));
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Sequence.class).error("The listener of a sequence has failed", e);
        }
    }

    private SequenceFigures figures(long now) {
        return new SequenceFigures(
                history.promptLength(),
                reused,
                history.answerLength(),
                lookup.drafted(),
                lookup.accepted(),
                started < 0 ? now - submitted : started - submitted,
                firstToken < 0 ? 0 : firstToken - submitted,
                now - submitted);
    }
}
