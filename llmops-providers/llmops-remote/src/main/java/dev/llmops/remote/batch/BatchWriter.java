package dev.llmops.remote.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.api.batch.BatchItem;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** Writes the items of one batch, one at a time, and remembers their ids. Used once. */
public final class BatchWriter {
    private final ItemCodec codec;
    private final CallControl control;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    /** Creates a writer in the format of {@code codec}. */
    public BatchWriter(ItemCodec codec, CallControl control) {
        this.codec = codec;
        this.control = control;
    }

    /** Hands over each item with its body. */
    public void write(Iterable<BatchItem> items, BiConsumer<BatchItem, ObjectNode> target) {
        for (BatchItem item : Require.nonNull(items, "items")) {
            checkWanted();
            Require.that(ids.add(item.customId()), "items", "The id " + item.customId() + " occurs twice.");
            target.accept(item, codec.body(item, warnings));
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
}
