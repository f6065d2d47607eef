package dev.llmops.eval.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads baselines, line by line, and trusts nothing. Used once. */
final class BaselineReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Path file;
    private final LineHash hash = new LineHash();
    private final Map<String, String> fingerprints = new TreeMap<>();
    private final List<MetricInfo> metrics = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private @Nullable BaselineLine head;
    private String lastId = "";
    private long items;
    private int line;
    private boolean ended;

    private BaselineReader(Path file) {
        this.file = file;
    }

    static Baseline read(Path file) {
        return new BaselineReader(file).read();
    }

    private Baseline read() {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String text = reader.readLine();
            while (text != null) {
                line++;
                accept(line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text);
                text = reader.readLine();
            }
        } catch (NoSuchFileException e) {
            throw new BaselineException("There is no baseline " + file + ". Write one from a run.", e);
        } catch (CharacterCodingException e) {
            throw new BaselineException(where(line + 1) + " or soon after: is not UTF-8. Write the baseline again.", e);
        } catch (IOException e) {
            throw new BaselineException("The baseline " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (head == null) {
            throw new BaselineException("The baseline " + file + " is empty. Write it again from a run.");
        }
        if (!ended) {
            throw new BaselineException(where(line) + ": the file ends here, without its last line: it is torn."
                    + " Take it from version control, or write it again from a run.");
        }
        RunInfo info = new RunInfo(
                head.text("subject"),
                fingerprints,
                head.text("dataset"),
                head.text("hash"),
                items,
                head.integer("repeats", 1),
                metrics,
                Instant.EPOCH);
        return new Baseline(info, List.copyOf(results));
    }

    private void accept(String text) {
        if (text.startsWith("<<<<<<<")
                || text.startsWith("=======")
                || text.startsWith(">>>>>>>")
                || text.startsWith("|||||||")) {
            throw fail("is the mark of a merge conflict. Two runs cannot be merged: write the baseline again from a"
                    + " run of the merged state");
        }
        if (ended) {
            throw fail("stands behind the last line of the baseline. Write it again from a run");
        }
        BaselineLine parsed = new BaselineLine(parse(text), problem -> fail(problem));
        try {
            take(parsed, text);
        } catch (InvalidInputException e) {
            throw new BaselineException(where(line) + ": " + e.getMessage(), e);
        }
    }

    private JsonNode parse(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw fail("is not one JSON object. Take the file from version control, or write it again from a run");
        }
        if (node == null || !node.isObject()) {
            throw fail("is not one JSON object. Take the file from version control, or write it again from a run");
        }
        return node;
    }

    private void take(BaselineLine parsed, String text) {
        if (head == null) {
            takeHead(parsed);
        } else if (parsed.has("fingerprint") && metrics.isEmpty() && items == 0) {
            parsed.only("fingerprint", "value");
            if (fingerprints.put(parsed.text("fingerprint"), parsed.text("value")) != null) {
                throw fail("has a fingerprint that was there already");
            }
        } else if (parsed.has("metric") && items == 0) {
            takeMetric(parsed);
        } else if (parsed.has("item")) {
            takeItem(parsed);
        } else if (parsed.has("items")) {
            takeEnd(parsed);
        } else {
            throw fail("is no line of a baseline, or stands where such a line cannot be");
        }
        hash.add(text);
    }

    private void takeHead(BaselineLine parsed) {
        if (!parsed.has("format") || !parsed.text("format").equals(BaselineFormat.NAME)) {
            throw fail("does not say that this is a baseline (\"format\":\"" + BaselineFormat.NAME + "\")");
        }
        if (parsed.integer("version", 1) != BaselineFormat.VERSION) {
            throw fail("names a version of the format that is not known here; version " + BaselineFormat.VERSION
                    + " is. Use the release that wrote the file, or write it again from a run");
        }
        parsed.only("format", "version", "subject", "dataset", "hash", "repeats");
        parsed.integer("repeats", 1);
        head = parsed;
    }

    private void takeMetric(BaselineLine parsed) {
        parsed.only("metric", "signature", "better", "mean");
        Direction direction = BaselineFormat.direction(parsed.text("better"));
        if (direction == null) {
            throw fail("must say \"higher\" or \"lower\" for \"better\"");
        }
        String name = parsed.text("metric");
        if (metrics.stream().anyMatch(metric -> metric.name().equals(name))) {
            throw fail("has the metric " + name + ", which was there already");
        }
        Signature signature = Signature.parse(parsed.text("signature"));
        metrics.add(new MetricInfo(name, signature, direction, parsed.flag("mean")));
    }

    private void takeItem(BaselineLine parsed) {
        String id = parsed.text("item");
        if (items > 0 && id.compareTo(lastId) <= 0) {
            throw fail("has the item " + id + (id.equals(lastId) ? " a second time" : " out of order")
                    + ". Two runs cannot be merged: write the baseline again from a run");
        }
        int repeats = head == null ? 1 : head.integer("repeats", 1);
        results.addAll(parsed.results(id, repeats, metrics));
        lastId = id;
        items++;
    }

    private void takeEnd(BaselineLine parsed) {
        parsed.only("items", "sha256");
        int announced = parsed.integer("items", 0);
        if (announced != items) {
            throw fail("announces " + announced + " items, and " + items
                    + " are there. Take the file from version control, or write it again from a run");
        }
        if (!hash.hex().equals(parsed.text("sha256"))) {
            throw fail("has a hash that does not fit the lines before: the file was edited or merged by hand. "
                    + "Write it again from a run");
        }
        ended = true;
    }

    private BaselineException fail(String problem) {
        return new BaselineException(where(line) + ": " + problem + ".");
    }

    private String where(int number) {
        return "The baseline " + file + ", line " + number;
    }
}
