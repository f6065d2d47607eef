package dev.llmops.onnx.engine;

import ai.onnxruntime.OrtException;
import dev.llmops.api.LlmException;
import dev.llmops.onnx.decoding.TokenHistory;
import dev.llmops.onnx.runtime.RuntimeFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of the engine, run by run.
 *
 * <p>A turn is one step for all sequences that write, and then one chunk of one sequence that reads, so that a long
 * prompt delays the others by one chunk at most. Which one reads: the one with the least left, unless it has passed
 * another one over too often. A sequence that is alone may have several tokens checked in one run, if they were
 * guessed; tokens that a constraint forces are read like a prompt.
 *
 * <p>Not safe for concurrent use: the thread of the engine owns it.
 */
final class Stepper implements AutoCloseable {
    private static final int PATIENCE = 4;
    private static final int WORTH_KEEPING = 8;

    /** How many logits a run may give at most: 128 MB of them. */
    private static final int MOST_LOGITS = 1 << 25;

    private final DecoderRun run;
    private final KeyValues memory;
    private final PrefixCache prefixes;
    private final Interruption interruption;
    private final EngineOptions options;
    private final LongSupplier clock;
    private final Rows rows;
    private final float[] logits;
    private final int judgedRows;

    Stepper(
            DecoderRun run,
            KeyValues memory,
            PrefixCache prefixes,
            Interruption interruption,
            EngineOptions options,
            LongSupplier clock) {
        this.run = run;
        this.memory = memory;
        this.prefixes = prefixes;
        this.interruption = interruption;
        this.options = options;
        this.clock = clock;
        this.rows = new Rows(memory);
        this.logits = new float[run.vocabulary()];
        this.judgedRows = Math.max(1, MOST_LOGITS / Math.max(1, run.vocabulary()));
    }

    /** {@return whether there is nothing to do} */
    boolean isIdle() {
        return rows.size() == 0;
    }

    /** {@return whether another sequence with a prompt of this length can begin} */
    boolean hasRoomFor(int promptLength) {
        int longest = promptLength;
        for (Sequence sequence : rows.all()) {
            longest = Math.max(longest, sequence.history().size());
        }
        return rows.size() == 0 || (rows.size() < options.maxSequences() && memory.fits(rows.size() + 1, longest + 1));
    }

    void add(Sequence sequence) {
        rows.add(sequence);
    }

    /** Does one turn. */
    void turn() {
        dropUnwanted();
        if (rows.writing() > 0) {
            write();
        }
        Sequence reader = nextReader();
        if (reader != null) {
            read(reader);
        }
    }

    private void dropUnwanted() {
        for (Sequence sequence : rows.all()) {
            if (sequence.isCancelled()) {
                end(sequence, SequenceEnd.Reason.CANCELLED, null);
            }
        }
    }

    private @Nullable Sequence nextReader() {
        Sequence next = null;
        for (int slot = rows.writing(); slot < rows.size(); slot++) {
            Sequence sequence = rows.at(slot);
            if (sequence.passedOver() >= PATIENCE) {
                next = sequence;
                break;
            }
            if (next == null || sequence.pending() < next.pending()) {
                next = sequence;
            }
        }
        for (int slot = rows.writing(); slot < rows.size(); slot++) {
            if (rows.at(slot) != next) {
                rows.at(slot).passOver();
            }
        }
        return next;
    }

    // -- steps
    // ---------------------------------------------------------------------------------------------------------

    private void write() {
        int count = memory.isShared() ? rows.writing() : 1;
        if (rows.size() == 1 && memory.isShared() && drafts(rows.at(0))) {
            return;
        }
        int first = 0;
        if (!memory.isShared()) {
            first = longestWaiting();
        }
        int[] lengths = rows.lengths(first, count);
        int[][] tokens = new int[count][];
        int[] wanted = new int[count];
        List<Sequence> batch = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Sequence sequence = rows.at(first + i);
            tokens[i] = sequence.next(1);
            wanted[i] = i;
            batch.add(sequence);
        }
        if (!reserve(lengths, 1) || !run(first, lengths, tokens, wanted, batch)) {
            return;
        }
        // All first: a sequence that ends makes others move, with as many positions as they say they have.
        batch.forEach(sequence -> sequence.advance(1));
        for (int i = 0; i < count; i++) {
            run.logits(i, logits);
            choose(batch.get(i));
        }
    }

    private int longestWaiting() {
        int longest = 0;
        for (int slot = 0; slot < rows.writing(); slot++) {
            rows.at(slot).passOver();
            if (rows.at(slot).passedOver() > rows.at(longest).passedOver()) {
                longest = slot;
            }
        }
        return longest;
    }

    /** Checks a guess in one run; {@return whether there was one} */
    private boolean drafts(Sequence sequence) {
        TokenHistory history = sequence.history();
        int room = Math.min(
                sequence.request().maxTokens() - history.answerLength() - 1,
                options.contextLength() - history.size() - 1);
        int[] draft =
                sequence.request().constraint() == null ? sequence.lookup().draft(history, room) : new int[0];
        if (draft.length == 0 || !memory.fits(1, history.size() + draft.length)) {
            return false;
        }
        int before = sequence.length();
        int[] tokens = new int[1 + draft.length];
        tokens[0] = history.token(before);
        System.arraycopy(draft, 0, tokens, 1, draft.length);
        int[] lengths = {before};
        int[] wanted = new int[tokens.length];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = i;
        }
        if (!reserve(lengths, tokens.length) || !run(0, lengths, new int[][] {tokens}, wanted, List.of(sequence))) {
            return true;
        }
        int right = 0;
        boolean goesOn = true;
        for (int i = 0; goesOn && i < tokens.length; i++) {
            sequence.advance(1);
            run.logits(i, logits);
            goesOn = choose(sequence);
            boolean guessed = i < draft.length && history.token(history.size() - 1) == draft[i];
            if (guessed) {
                right++;
            }
            goesOn &= guessed;
        }
        sequence.lookup().learn(draft.length, right);
        return true;
    }

    private void read(Sequence sequence) {
        sequence.start(clock.getAsLong());
        reuse(sequence);
        if (sequence.isEnded()) {
            return;
        }
        int slot = rows.slot(sequence);
        int before = sequence.length();
        int[] tokens = sequence.next(sequence.writes() ? options.chunk() : Math.min(options.chunk(), judgedRows));
        boolean last = tokens.length == sequence.pending();
        int judged = Math.max(0, sequence.request().judgedFrom() - 1 - before);
        int[] wanted = wanted(sequence, tokens.length, judged);
        int[] lengths = {before};
        if (!reserve(lengths, tokens.length) || !run(slot, lengths, new int[][] {tokens}, wanted, List.of(sequence))) {
            return;
        }
        sequence.advance(tokens.length);
        if (!sequence.writes()) {
            if (!judge(sequence, before, wanted, judged)) {
                return;
            }
            if (last) {
                end(sequence, SequenceEnd.Reason.JUDGED, null);
            }
        } else if (last) {
            run.logits(wanted.length - 1, logits);
            choose(sequence);
        }
    }

    private boolean judge(Sequence sequence, int before, int[] wanted, int judged) {
        try {
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i] >= judged) {
                    run.logits(i, logits);
                    sequence.judged(before + wanted[i], logits);
                }
            }
            return true;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            end(sequence, SequenceEnd.Reason.FAILED, failure(e));
            return false;
        }
    }

    /** Where memory or stack end in the work for one sequence, the others need not end with it. */
    private static RuntimeException failure(Throwable thrown) {
        return thrown instanceof RuntimeException failure
                ? failure
                : new LlmException(
                        "Memory or stack ended while a token was chosen. Give the JVM more, or ask for less.", thrown);
    }

    /** The last row always, and each row from the first that is judged. */
    private static int[] wanted(Sequence sequence, int count, int judged) {
        int first = sequence.writes() ? count - 1 : Math.min(judged, count - 1);
        int[] wanted = new int[count - first];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = first + i;
        }
        return wanted;
    }

    private boolean choose(Sequence sequence) {
        SequenceEnd.Reason reason;
        try {
            reason = sequence.choose(logits, clock.getAsLong());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            end(sequence, SequenceEnd.Reason.FAILED, failure(e));
            return false;
        }
        if (reason == null && sequence.history().size() >= options.contextLength()) {
            reason = SequenceEnd.Reason.CONTEXT_FULL;
        }
        if (reason != null) {
            end(sequence, reason, null);
            return false;
        }
        rows.place(sequence);
        return true;
    }

    // -- memory
    // --------------------------------------------------------------------------------------------------------

    /** Takes over what others have worked out for the same first tokens. The last token is run in any case. */
    private void reuse(Sequence sequence) {
        if (!memory.isShared() || sequence.length() >= sequence.history().promptLength() - 1) {
            return;
        }
        TokenHistory history = sequence.history();
        int most = Math.min(history.promptLength(), sequence.request().judgedFrom()) - 1;
        int slot = rows.slot(sequence);
        int best = sequence.length();
        int source = -1;
        for (int other = 0; other < rows.size(); other++) {
            int common = Math.min(most, common(history, rows.at(other)));
            if (other != slot && common > best) {
                best = common;
                source = other;
            }
        }
        PrefixCache.Entry entry = prefixes.find(history);
        int kept = entry == null ? 0 : Math.min(most, entry.commonWith(history));
        if (Math.max(kept, best) <= sequence.length() || !reserve(new int[] {0}, Math.max(kept, best))) {
            return;
        }
        if (entry != null && kept > best) {
            memory.restore(entry.positions(), slot, kept);
            sequence.reuse(kept);
        } else {
            memory.copy(source, slot, best);
            sequence.reuse(best);
        }
    }

    private static int common(TokenHistory history, Sequence other) {
        int end = Math.min(history.size(), other.length());
        int i = 0;
        while (i < end && history.token(i) == other.history().token(i)) {
            i++;
        }
        return i;
    }

    /** Makes room; where there is none, the longest sequence has to end. {@return whether there is room} */
    private boolean reserve(int[] lengths, int more) {
        int longest = 0;
        for (int length : lengths) {
            longest = Math.max(longest, length);
        }
        try {
            memory.reserve(rows.size(), longest + more, rows.size(), rows.lengths());
            return true;
        } catch (CacheFullException e) {
            prefixes.clear();
            giveUpLongest(e);
            return false;
        }
    }

    private void giveUpLongest(CacheFullException failure) {
        boolean alone = rows.size() == 1;
        Sequence longest = rows.at(0);
        for (Sequence sequence : rows.all()) {
            if (sequence.history().size() > longest.history().size()) {
                longest = sequence;
            }
        }
        boolean hasBegun = longest.history().answerLength() > 0;
        end(
                longest,
                hasBegun ? SequenceEnd.Reason.CONTEXT_FULL : SequenceEnd.Reason.FAILED,
                hasBegun ? null : alone ? failure.forGood() : failure);
    }

    // -- runs and ends
    // -------------------------------------------------------------------------------------------------

    private boolean run(int first, int[] lengths, int[][] tokens, int[] wanted, List<Sequence> sequences) {
        try {
            interruption.begin(sequences.size() == 1 ? sequences.get(0) : null);
            try {
                run.run(first, lengths, tokens, wanted, interruption.options());
            } finally {
                interruption.end();
            }
            return true;
        } catch (CacheFullException e) {
            sequences.forEach(sequence -> end(sequence, SequenceEnd.Reason.FAILED, e));
            return false;
        } catch (RuntimeException | OutOfMemoryError e) {
            LlmException failure = new LlmException("A run of the model failed. Report it with the cause.", e);
            sequences.forEach(sequence -> end(sequence, SequenceEnd.Reason.FAILED, failure));
            return false;
        } catch (OrtException e) {
            if (!RuntimeFailures.isTermination(e)) {
                sequences.forEach(sequence -> end(
                        sequence,
                        SequenceEnd.Reason.FAILED,
                        new LlmException("ONNX Runtime failed: " + RuntimeFailures.remedy(e), e)));
            } else {
                sequences.stream()
                        .filter(Sequence::isCancelled)
                        .forEach(sequence -> end(sequence, SequenceEnd.Reason.CANCELLED, null));
            }
            return false;
        }
    }

    private void end(Sequence sequence, SequenceEnd.Reason reason, @Nullable RuntimeException failure) {
        if (reason != SequenceEnd.Reason.FAILED) {
            keep(sequence);
        }
        rows.remove(sequence);
        sequence.end(reason, failure, clock.getAsLong());
    }

    private void keep(Sequence sequence) {
        int length = sequence.length();
        if (memory.isShared()
                && length >= WORTH_KEEPING
                && prefixes.takes(length)
                && !prefixes.covers(sequence.history(), length)) {
            try {
                prefixes.add(sequence.history(), memory.keep(rows.slot(sequence), length));
            } catch (CacheFullException e) {
                prefixes.clear();
            }
        }
    }

    /** Ends all sequences. */
    void endAll(SequenceEnd.Reason reason, @Nullable RuntimeException failure) {
        rows.clear().forEach(sequence -> sequence.end(reason, failure, clock.getAsLong()));
    }

    @Override
    public void close() {
        prefixes.clear();
        run.close();
        memory.close();
    }
}
