package dev.llmops.onnx.engine;

import dev.llmops.onnx.decoding.TokenHistory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of earlier sequences, for those that begin alike: a system prompt, the turns of a conversation.
 *
 * <p>Holds the ones used last, up to a number of bytes. Not safe for concurrent use.
 */
final class PrefixCache {
    private final long limit;
    private final long bytesPerPosition;
    private final Consumer<KeptPositions> discard;
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;

    /**
     * Creates an empty cache.
     *
     * @param limit how many bytes it may hold
     * @param bytesPerPosition how many bytes a position takes
     * @param discard takes what is dropped
     */
    PrefixCache(long limit, long bytesPerPosition, Consumer<KeptPositions> discard) {
        this.limit = limit;
        this.bytesPerPosition = bytesPerPosition;
        this.discard = discard;
    }

    /** {@return whether a sequence of {@code length} positions would be kept} */
    boolean takes(int length) {
        return length > 0 && PositionBuffers.size(length * bytesPerPosition) <= Math.min(limit, Integer.MAX_VALUE);
    }

    /** {@return the entry that has most of the first tokens of {@code history}; null if none has any} */
    @Nullable Entry find(TokenHistory history) {
        Entry best = null;
        int most = 0;
        for (Entry entry : entries) {
            int common = common(history, entry.tokens, entry.tokens.length);
            if (common > most) {
                most = common;
                best = entry;
            }
        }
        if (best != null) {
            entries.remove(best);
            entries.add(0, best);
        }
        return best;
    }

    /** {@return whether some entry has the first {@code length} tokens of {@code history}} */
    boolean covers(TokenHistory history, int length) {
        for (Entry entry : entries) {
            if (entry.tokens.length >= length && common(history, entry.tokens, length) == length) {
                return true;
            }
        }
        return false;
    }

    /** Keeps what {@code positions} hold for the first tokens of {@code history}. */
    void add(TokenHistory history, KeptPositions positions) {
        int[] tokens = new int[positions.length()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = history.token(i);
        }
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (common(history, entry.tokens, tokens.length) == entry.tokens.length) {
                each.remove();
                drop(entry);
            }
        }
        Entry added = new Entry(tokens, positions);
        entries.add(0, added);
        bytes += added.bytes();
        while (bytes > limit && !entries.isEmpty()) {
            drop(entries.remove(entries.size() - 1));
        }
    }

    private void drop(Entry entry) {
        bytes -= entry.bytes();
        discard.accept(entry.positions);
    }

    void clear() {
        entries.forEach(this::drop);
        entries.clear();
    }

    private static int common(TokenHistory history, int[] tokens, int most) {
        int end = Math.min(Math.min(history.size(), tokens.length), most);
        int i = 0;
        while (i < end && history.token(i) == tokens[i]) {
            i++;
        }
        return i;
    }

    /** What one sequence has left. */
    static final class Entry {
        private final int[] tokens;
        private final KeptPositions positions;

        private Entry(int[] tokens, KeptPositions positions) {
            this.tokens = tokens;
            this.positions = positions;
        }

        KeptPositions positions() {
            return positions;
        }

        int commonWith(TokenHistory history) {
            return common(history, tokens, tokens.length);
        }

        long bytes() {
            return positions.bytes().capacity();
        }
    }
}
