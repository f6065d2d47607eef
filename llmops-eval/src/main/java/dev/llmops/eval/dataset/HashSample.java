package dev.llmops.eval.dataset;

import dev.llmops.eval.Item;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The items whose hashes with a seed are the smallest ("bottom-k" sampling; Cohen and Kaplan, 2007). */
final class HashSample {
    private static final Comparator<Rank> ORDER =
            Comparator.comparing(Rank::hash, Long::compareUnsigned).thenComparing(Rank::id);

    private HashSample() {}

    private record Rank(long hash, String id) {}

    static Dataset of(Dataset whole, int size, long seed) {
        String name = whole.name() + "/sample-" + size + "-" + seed;
        return new DerivedDataset(name, () -> {
            @Nullable Rank last = last(whole, size, seed);
            return last == null
                    ? Stream.empty()
                    : whole.stream().filter(item -> ORDER.compare(rank(item, seed), last) <= 0);
        });
    }

    /** {@return the greatest of the {@code size} smallest ranks; null if there is none} */
    private static @Nullable Rank last(Dataset whole, int size, long seed) {
        PriorityQueue<Rank> smallest = new PriorityQueue<>(ORDER.reversed());
        try (Stream<Item> items = whole.stream()) {
            items.forEachOrdered(item -> {
                smallest.add(rank(item, seed));
                if (smallest.size() > size) {
                    smallest.remove();
                }
            });
        }
        return smallest.peek();
    }

    private static Rank rank(Item item, long seed) {
        byte[] hash = ContentHash.begin().add(seed).add(item.id()).bytes();
        return new Rank(ByteBuffer.wrap(hash).getLong(), item.id());
    }
}
