package dev.llmops.onnx.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The sequences in work, and which slot each has.
 *
 * <p>Slots are used without gaps. Those that write, with one token pending, come first, so that one run can take them
 * all as a range; those that read, with more, come behind. Sequences that change sides swap slots.
 */
final class Rows {
    private final KeyValues memory;
    private final List<Sequence> sequences = new ArrayList<>();
    private int writing;

    Rows(KeyValues memory) {
        this.memory = memory;
    }

    int size() {
        return sequences.size();
    }

    /** {@return how many sequences write; they have the slots from 0} */
    int writing() {
        return writing;
    }

    Sequence at(int slot) {
        return sequences.get(slot);
    }

    List<Sequence> all() {
        return List.copyOf(sequences);
    }

    int slot(Sequence sequence) {
        return sequences.indexOf(sequence);
    }

    /** Takes a new sequence, which reads at first. */
    void add(Sequence sequence) {
        sequences.add(sequence);
    }

    /** {@return how many positions each slot holds} */
    int[] lengths() {
        return lengths(0, sequences.size());
    }

    int[] lengths(int first, int count) {
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = sequences.get(first + i).length();
        }
        return lengths;
    }

    /** Puts a sequence on the side where its pending tokens belong. */
    void place(Sequence sequence) {
        int slot = slot(sequence);
        boolean writes = sequence.writes() && sequence.pending() == 1 && sequence.length() > 0;
        if (writes && slot >= writing) {
            swap(slot, writing++);
        } else if (!writes && slot < writing) {
            swap(slot, --writing);
        }
    }

    /** Takes a sequence out; the last ones of both sides move up. */
    void remove(Sequence sequence) {
        int slot = slot(sequence);
        // What it has is no longer worth moving.
        sequence.rewind(0);
        if (slot < writing) {
            writing--;
            swap(slot, writing);
            slot = writing;
        }
        int last = sequences.size() - 1;
        if (slot != last) {
            move(last, slot);
        } else {
            memory.release(slot);
        }
        sequences.remove(last);
    }

    /** Takes all sequences out; {@return them} */
    List<Sequence> clear() {
        List<Sequence> all = all();
        for (int slot = 0; slot < all.size(); slot++) {
            memory.release(slot);
        }
        sequences.clear();
        writing = 0;
        return all;
    }

    private void move(int from, int to) {
        Sequence moved = sequences.get(from);
        if (memory.isShared()) {
            memory.copy(from, to, moved.length());
        } else {
            memory.swap(from, 0, to, 0);
            memory.release(from);
        }
        sequences.set(to, moved);
    }

    private void swap(int a, int b) {
        if (a == b) {
            return;
        }
        Sequence first = sequences.get(a);
        Sequence second = sequences.get(b);
        memory.swap(a, first.length(), b, second.length());
        sequences.set(a, second);
        sequences.set(b, first);
    }
}
