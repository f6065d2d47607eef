package dev.llmops.eval.dataset;

import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.json.JsonLog;
import dev.llmops.eval.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a {@link TrafficRecorder} wrote: prompts of users as items, whose id is the id of the call, and what was answered.
 * Immutable, safe for concurrent use.
 */
public final class Traffic {
    private final Path file;

    private Traffic(Path file) {
        this.file = file;
    }

    /** {@return the traffic in {@code file}} */
    public static Traffic of(Path file) {
        return new Traffic(Require.nonNull(file, "file"));
    }

    /** {@return the prompts; nobody said yet what a good answer would be, so they have no references} */
    public Dataset dataset() {
        Path last = file.getFileName();
        return new DerivedDataset(
                last == null ? file.toString() : last.toString(),
                () -> samples().map(Sample::item));
    }

    /** {@return prompts and answers, in the order in which the calls ended; close the stream} */
    public Stream<Sample> samples() {
        Reading reading = new Reading(file);
        return StreamSupport.stream(reading, false).onClose(reading::close);
    }

    /** {@return a subject that gives the answers that were recorded, to measure them without asking anybody; reads all into memory} */
    public Function<Item, Output> answers() {
        Map<String, Output> outputs = new HashMap<>();
        try (Stream<Sample> samples = samples()) {
            samples.forEach(sample -> outputs.put(sample.item().id(), sample.output()));
        }
        return item -> {
            Output recorded = outputs.get(item.id());
            return recorded == null ? Output.failure("not recorded").build() : recorded;
        };
    }

    /** Shows the file. */
    @Override
    public String toString() {
        return "Traffic[" + file + "]";
    }

    private static final class Reading extends Spliterators.AbstractSpliterator<Sample> {
        private final Path file;
        private final JsonLog.Lines lines;

        Reading(Path file) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.file = file;
            try {
                this.lines = JsonLog.read(file);
            } catch (IOException e) {
                throw DatasetException.of(file.toString(), "the file cannot be opened. Check name and permission.", e);
            }
        }

        @Override
        public boolean tryAdvance(Consumer<? super Sample> action) {
            Sample sample;
            try {
                String line = lines.next();
                if (line == null) {
                    return false;
                }
                sample = TrafficRow.read(line);
            } catch (CharacterCodingException e) {
                throw DatasetException.at(file.toString(), lines.number(), "it is not valid UTF-8.");
            } catch (MalformedJsonException e) {
                throw DatasetException.at(file.toString(), lines.number(), e.getMessage() + ".");
            } catch (IOException e) {
                throw DatasetException.of(file.toString(), "reading failed.", e);
            }
            action.accept(sample);
            return true;
        }

        void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw DatasetException.of(file.toString(), "the file cannot be closed.", e);
            }
        }
    }
}
