package dev.llmops.eval.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.dataset.ContentHash;
import dev.llmops.eval.json.JsonText;
import dev.llmops.eval.json.MalformedJsonException;
import dev.llmops.eval.json.OutputJson;
import dev.llmops.eval.json.ScoreJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers and judgements on disk, one file each, under a hash of everything they depend on.
 *
 * <p>An answer depends on subject, fingerprints, item and repeat; a judgement on the signature of the metric, item,
 * answer and repeat. Failures are not kept. Judgements are kept only if a model was asked: computing others is quicker
 * than reading. That a judge found nothing to measure is a judgement too. A file that cannot be read counts as missing.
 */
final class AnswerCache {
    private final Path directory;
    private final String subject;

    AnswerCache(Path directory, String subject, Map<String, String> fingerprints) {
        this.directory = directory;
        this.subject = ContentHash.begin().add(subject).add(fingerprints).hex();
    }

    @Nullable Output output(Item item, int repeat) {
        JsonNode node = read(outputKey(item, repeat));
        try {
            return node == null ? null : OutputJson.read(node);
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    void keep(Item item, int repeat, Output output) {
        if (output.failure().isEmpty()) {
            write(outputKey(item, repeat), JsonText.write(json -> OutputJson.write(output, json)));
        }
    }

    @Nullable Score score(Metric metric, Item item, Output output, int repeat) {
        JsonNode node = read(scoreKey(metric, item, output, repeat));
        try {
            return node == null ? null : ScoreJson.read(node);
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    void keep(Metric metric, Item item, Output output, int repeat, Score score) {
        if (!(score instanceof Score.Failed) && !score.usage().equals(Usage.unknown())) {
            write(scoreKey(metric, item, output, repeat), JsonText.write(json -> ScoreJson.write(score, json)));
        }
    }

    private String outputKey(Item item, int repeat) {
        return ContentHash.begin()
                .add("output")
                .add(subject)
                .add(repeat)
                .add(item)
                .hex();
    }

    private static String scoreKey(Metric metric, Item item, Output output, int repeat) {
        ContentHash hash = ContentHash.begin()
                .add("score")
                .add(metric.signature().toString())
                .add(repeat)
                .add(item)
                .add(output.text())
                .add(output.retrieved().size());
        output.retrieved().forEach(found -> hash.add(found.id()).add(found.text()));
        return hash.hex();
    }

    private Path file(String key) {
        return directory.resolve(key.substring(0, 2)).resolve(key.substring(2) + ".json");
    }

    private @Nullable JsonNode read(String key) {
        try {
            return JsonText.parseObject(Files.readString(file(key), StandardCharsets.UTF_8));
        } catch (NoSuchFileException | CharacterCodingException | MalformedJsonException e) {
            return null;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void write(String key, String json) {
        Path file = file(key);
        try {
            RunFiles.createDirectories(file.resolveSibling(""));
            RunFiles.replace(file, json, false);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RunDirectoryException failed(IOException cause) {
        return new RunDirectoryException(directory, "the cache cannot be used.", cause);
    }
}
