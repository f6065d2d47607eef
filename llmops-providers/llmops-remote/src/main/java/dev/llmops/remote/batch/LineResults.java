package dev.llmops.remote.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.batch.BatchResults;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.JsonLines;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Results from files of one line each, opened one after the other. Used by one thread. */
public final class LineResults implements BatchResults {
    private final ItemCodec codec;
    private final BiFunction<String, JsonNode, BatchResult> reader;
    private final Queue<Supplier<JsonLines>> files;
    private @Nullable JsonLines open;
    private @Nullable BatchResult next;

    /**
     * Creates results.
     *
     * @param codec makes failures of lines that cannot be read
     * @param reader reads a line that has an id
     * @param files open the files
     */
    public LineResults(
            ItemCodec codec, BiFunction<String, JsonNode, BatchResult> reader, List<Supplier<JsonLines>> files) {
        this.codec = codec;
        this.reader = reader;
        this.files = new ArrayDeque<>(files);
    }

    @Override
    public boolean hasNext() {
        while (next == null && advance()) {
            // Until there is a result, or no file is left.
        }
        return next != null;
    }

    private boolean advance() {
        JsonLines lines = open;
        if (lines == null) {
            Supplier<JsonLines> file = files.poll();
            open = file == null ? null : file.get();
            return open != null;
        }
        String line = lines.next();
        if (line == null) {
            lines.close();
            open = null;
        } else {
            next = read(line);
        }
        return true;
    }

    private BatchResult read(String line) {
        JsonNode value = Json.readOrMissing(line);
        String customId = Json.text(value, "custom_id");
        // Whose it was cannot be known: the others are not lost for it.
        return customId.isBlank()
                ? codec.unreadable("", new ResponseHead(200, Map.of()), line)
                : reader.apply(customId, value);
    }

    @Override
    public BatchResult next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("there are no further results");
        }
        BatchResult result = next;
        next = null;
        return result;
    }

    @Override
    public void close() {
        files.clear();
        next = null;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
