package dev.llmops.eval.report;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes results as the rows of a page: arrays, since names would be repeated ten thousand times.
 *
 * <p>A row is {@code [item, repeat, text, failure, milliseconds, cost, tokens in, tokens out, retrieved, scores]}. An
 * item is written out where it comes first and is a number from then on; so is a passage. Scores stand in the order of
 * the metrics of the run: a number, {@code {v, r}} with a rationale, {@code {u}} unmeasured, {@code {f}} failed, or
 * null.
 */
final class RowWriter {
    private final EmbeddedItems items;
    private final int longestText;
    private final Map<Passage, Integer> passages = new HashMap<>();
    private int written;
    private long cutTexts;

    RowWriter(EmbeddedItems items, int longestText) {
        this.items = items;
        this.longestText = longestText;
    }

    /** {@return how many texts were too long and lost their end} */
    long cutTexts() {
        return cutTexts;
    }

    void write(PageJson json, RunInfo run, Result result) throws IOException {
        int number = items.numberOf(result.item().id());
        if (number < 0) {
            return;
        }
        json.beginArray();
        if (number == written) {
            written++;
            write(json, result.item());
        } else {
            json.value(number);
        }
        Output output = result.output();
        json.value(result.repeat())
                .value(cut(output.text()))
                .value(output.failure().map(this::cut).orElse(null))
                .value(output.latency().isZero() ? Double.NaN : millis(output));
        if (output.cost().isPresent()) {
            json.value(output.cost().get());
        } else {
            json.value((String) null);
        }
        writeTokens(json, output.usage().inputTokens());
        writeTokens(json, output.usage().outputTokens());
        json.beginArray();
        for (Output.Retrieved retrieved : output.retrieved()) {
            write(json, retrieved);
        }
        json.endArray().beginArray();
        for (MetricInfo metric : run.metrics()) {
            write(json, result.scores().get(metric.name()));
        }
        json.endArray().endArray();
    }

    private static double millis(Output output) {
        return Math.rint(output.latency().toNanos() / 1e3) / 1e3;
    }

    private static void writeTokens(PageJson json, OptionalLong tokens) throws IOException {
        if (tokens.isPresent()) {
            json.value(tokens.getAsLong());
        } else {
            json.value((String) null);
        }
    }

    private void write(PageJson json, Item item) throws IOException {
        json.beginObject().member("id", item.id()).member("input", cut(item.input()));
        writeReferences(json, item.references());
        if (!item.relevant().isEmpty()) {
            json.name("rel").beginObject();
            for (Map.Entry<String, Integer> relevant : item.relevant().entrySet()) {
                json.member(relevant.getKey(), relevant.getValue().longValue());
            }
            json.endObject();
        }
        if (!item.fields().isEmpty()) {
            json.name("fields").beginObject();
            for (Map.Entry<String, String> field : item.fields().entrySet()) {
                json.member(field.getKey(), cut(field.getValue()));
            }
            json.endObject();
        }
        json.endObject();
    }

    private void writeReferences(PageJson json, List<String> references) throws IOException {
        json.name("refs").beginArray();
        for (String reference : references) {
            json.value(cut(reference));
        }
        json.endArray();
    }

    private void write(PageJson json, Output.Retrieved retrieved) throws IOException {
        Passage passage = Passage.of(retrieved);
        Integer known = passages.get(passage);
        json.beginArray();
        if (known == null) {
            passages.put(passage, passages.size());
            json.value(retrieved.id()).value(retrieved.score()).value(cut(retrieved.text()));
        } else {
            json.value(known).value(retrieved.score());
        }
        json.endArray();
    }

    private void write(PageJson json, @Nullable Score score) throws IOException {
        if (score instanceof Score.Measured measured) {
            if (measured.rationale().isEmpty()) {
                json.value(measured.value());
            } else {
                json.beginObject()
                        .member("v", measured.value())
                        .member("r", cut(measured.rationale()))
                        .endObject();
            }
        } else if (score instanceof Score.Unmeasured none) {
            json.beginObject().member("u", cut(none.reason())).endObject();
        } else if (score instanceof Score.Failed failure) {
            json.beginObject().member("f", cut(failure.reason())).endObject();
        } else {
            json.value((String) null);
        }
    }

    private String cut(String text) {
        if (text.length() <= longestText) {
            return text;
        }
        cutTexts++;
        int end = Character.isHighSurrogate(text.charAt(longestText - 1)) ? longestText - 1 : longestText;
        return text.substring(0, end) + " … [" + (text.length() - end) + " more characters are not in this report]";
    }

    /** A passage without its text, which may be long; the hash tells versions of it apart. */
    private record Passage(String id, int length, long hash) {
        static Passage of(Output.Retrieved retrieved) {
            long hash = 0;
            for (int i = 0; i < retrieved.text().length(); i++) {
                hash = hash * 0x9E3779B97F4A7C15L + retrieved.text().charAt(i);
                hash ^= hash >>> 29;
            }
            return new Passage(retrieved.id(), retrieved.text().length(), hash);
        }
    }
}
