package dev.llmops.eval.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunInfo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes baselines.
 *
 * <p>Doubles are the shortest digits that give the same double, by Jackson's own algorithm: {@link Double#toString}
 * gives others before Java 19, and a file must not change with the machine that wrote it.
 */
final class BaselineWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private BaselineWriter() {}

    static void write(Baseline baseline, Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null) {
            throw new BaselineException("The baseline " + file + " is a directory. Name a file.");
        }
        Path temporary = directory.resolve(absolute.getFileName() + ".part");
        try {
            Files.createDirectories(directory);
            try (BufferedWriter writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
                append(baseline, writer);
            }
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (CharacterCodingException e) {
            throw new BaselineException(
                    "The baseline " + file + " cannot be written: an id has half of a surrogate pair. Change the id.",
                    e);
        } catch (IOException e) {
            throw new BaselineException("The baseline " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    static void append(Baseline baseline, Appendable to) throws IOException {
        LineHash hash = new LineHash();
        RunInfo info = baseline.info();
        line(to, hash, head(info));
        for (Map.Entry<String, String> print : info.fingerprints().entrySet()) {
            line(to, hash, json(j -> {
                j.writeStringField("fingerprint", print.getKey());
                j.writeStringField("value", print.getValue());
            }));
        }
        for (MetricInfo metric : info.metrics()) {
            line(to, hash, metric(metric));
        }
        List<Result> results = baseline.stream().toList();
        for (int i = 0; i < results.size(); i += info.repeats()) {
            line(to, hash, item(results.subList(i, i + info.repeats())));
        }
        to.append(json(j -> {
                    j.writeNumberField("items", info.items());
                    j.writeStringField("sha256", hash.hex());
                }))
                .append('\n');
    }

    private static void line(Appendable to, LineHash hash, String line) throws IOException {
        hash.add(line);
        to.append(line).append('\n');
    }

    private static String head(RunInfo info) throws IOException {
        return json(j -> {
            j.writeStringField("format", BaselineFormat.NAME);
            j.writeNumberField("version", BaselineFormat.VERSION);
            j.writeStringField("subject", info.subject());
            j.writeStringField("dataset", info.dataset());
            j.writeStringField("hash", info.datasetHash());
            j.writeNumberField("repeats", info.repeats());
        });
    }

    private static String metric(MetricInfo metric) throws IOException {
        return json(j -> {
            j.writeStringField("metric", metric.name());
            j.writeStringField("signature", metric.signature().toString());
            j.writeStringField("better", BaselineFormat.better(metric.direction()));
            j.writeBooleanField("mean", metric.mean());
        });
    }

    private static String item(List<Result> repeats) throws IOException {
        Map<Integer, String> failures = repeats.stream()
                .filter(result -> result.output().failure().isPresent())
                .collect(Collectors.toMap(
                        Result::repeat, result -> result.output().failure().orElse("")));
        return json(j -> {
            j.writeStringField("item", repeats.get(0).item().id());
            if (!failures.isEmpty()) {
                j.writeObjectFieldStart("failures");
                for (Result result : repeats) {
                    String failure = failures.get(result.repeat());
                    if (failure != null) {
                        j.writeStringField(Integer.toString(result.repeat()), failure);
                    }
                }
                j.writeEndObject();
            }
            j.writeArrayFieldStart("scores");
            for (Result result : repeats) {
                j.writeStartObject();
                for (Map.Entry<String, Score> score : result.scores().entrySet()) {
                    j.writeFieldName(score.getKey());
                    score(j, score.getValue());
                }
                j.writeEndObject();
            }
            j.writeEndArray();
        });
    }

    private static void score(JsonGenerator j, Score score) throws IOException {
        if (score instanceof Score.Measured measured) {
            double[] statistics = measured.statistics();
            if (BaselineFormat.isPlain(measured.value(), statistics)) {
                j.writeNumber(measured.value());
                return;
            }
            j.writeStartObject();
            j.writeFieldName("value");
            number(j, measured.value());
            j.writeArrayFieldStart("statistics");
            for (double statistic : statistics) {
                number(j, statistic);
            }
            j.writeEndArray();
            j.writeEndObject();
        } else {
            j.writeStartObject();
            if (score instanceof Score.Unmeasured unmeasured) {
                j.writeStringField("unmeasured", unmeasured.reason());
            } else if (score instanceof Score.Failed failed) {
                j.writeStringField("failed", failed.reason());
            }
            j.writeEndObject();
        }
    }

    /** JSON has no infinity: it is text here. */
    private static void number(JsonGenerator j, double value) throws IOException {
        if (Double.isFinite(value)) {
            j.writeNumber(value);
        } else {
            j.writeString(Double.toString(value));
        }
    }

    private static String json(Fields fields) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator j = JSON.createGenerator(text)) {
            j.writeStartObject();
            fields.writeTo(j);
            j.writeEndObject();
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(JsonGenerator j) throws IOException;
    }
}
