package dev.llmops.remote.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.remote.wire.WireRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Writes the items of one batch, one at a time, and remembers their ids. Used once. */
public final class BatchWriter {
    private final ItemCodec codec;
    private final CallControl control;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Map<String, Set<String>> headers = new LinkedHashMap<>();

    /** Creates a writer in the format of {@code codec}. */
    public BatchWriter(ItemCodec codec, CallControl control) {
        this.codec = codec;
        this.control = control;
    }

    /** Hands over the id of each item with its body. */
    public void write(Iterable<BatchItem> items, BiConsumer<String, ObjectNode> target) {
        for (BatchItem item : Require.nonNull(items, "items")) {
            checkWanted();
            Require.that(ids.add(item.customId()), "items", "The id " + item.customId() + " occurs twice.");
            WireRequest wire = codec.encode(item.request(), warnings);
            wire.headers()
                    .forEach((name, value) -> headers.computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .addAll(List.of(value.split(",", -1))));
            target.accept(item.customId(), wire.body());
        }
        if (ids.isEmpty()) {
            throw new InvalidInputException("items", "items must not be empty");
        }
    }

    private void checkWanted() {
        if (control.cancellation().isCancelled()) {
            throw new CallCancelledException(codec.provider());
        }
        if (control.deadline().isExpired()) {
            throw new DeadlineExceededException(
                    codec.provider(), control.deadline().limit());
        }
    }

    /** {@return what had to be left out, each once} */
    public Set<String> warnings() {
        return warnings;
    }

    /** {@return the headers that the items need, those of several joined by commas} */
    public Map<String, String> headers() {
        Map<String, String> all = new LinkedHashMap<>();
        headers.forEach((name, values) -> all.put(name, String.join(",", values)));
        return all;
    }
}
