package dev.llmops.onnx.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/**
 * Keys and values of the sequences, each in a slot of its own.
 *
 * <p>Not safe for concurrent use: the thread of the engine owns them.
 */
interface KeyValues extends AutoCloseable {
    /** {@return whether several slots can run at once, be copied, and be set back to a smaller length} */
    boolean isShared();

    /** {@return whether so many slots of so many positions find room at all} */
    boolean fits(int wantedSlots, int wantedPositions);

    /**
     * Grows until there are so many slots of so many positions.
     *
     * @param used how many slots hold something that must be kept, from the first
     * @param lengths how many positions of each of these
     * @throws CacheFullException if they do not {@linkplain #fits fit}
     */
    void reserve(int wantedSlots, int wantedPositions, int used, int[] lengths);

    /** {@return the inputs that hold keys and values of {@code count} slots from {@code first}} */
    Map<String, OnnxTensor> past(int first, int count) throws OrtException;

    /** {@return the tensors that take the outputs; empty if the graph is to make new ones} */
    Map<String, OnnxTensor> present(int first, int count) throws OrtException;

    /** Takes over what a run of one slot has made, unless it was written in place. */
    void take(int slot, OrtSession.Result result) throws OrtException;

    /** Copies the first {@code length} positions of one slot over those of another. */
    void copy(int from, int to, int length);

    /** Swaps the contents of two slots. */
    void swap(int a, int lengthA, int b, int lengthB);

    /** {@return a copy of the first {@code length} positions of a slot} */
    KeptPositions keep(int slot, int length);

    /** Puts the first {@code length} of kept positions into a slot. */
    void restore(KeptPositions kept, int slot, int length);

    /** Takes back the memory of kept positions that nobody needs any more. */
    void discard(KeptPositions kept);

    /** Forgets what a slot holds. */
    void release(int slot);

    @Override
    void close();
}
