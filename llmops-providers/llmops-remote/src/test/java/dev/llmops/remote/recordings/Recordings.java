package dev.llmops.remote.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The folder of recorded traffic: {@code shared/recordings} beside the repository, or the folder that
 * the system property {@code llmops.recordings} names.
 */
public final class Recordings {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Path folder;
    private final List<Recording.Entry> entries;

    private Recordings(Path folder) {
        this.folder = folder;
        List<Recording.Entry> found = new ArrayList<>();
        for (JsonNode entry : read(folder.resolve("index.json"))) {
            found.add(entry(entry));
        }
        this.entries = List.copyOf(found);
    }

    /** {@return the folder that is there; the test that asks is skipped where there is none} */
    public static Recordings open() {
        Optional<Path> folder = find();
        if (folder.isEmpty()) {
            return abort("no folder shared/recordings beside the repository");
        }
        return new Recordings(folder.get());
    }

    /** {@return the recordings in {@code folder}, which has an {@code index.json}} */
    public static Recordings of(Path folder) {
        return new Recordings(folder);
    }

    /** {@return what the index lists, in its order} */
    public List<Recording.Entry> entries() {
        return entries;
    }

    /** {@return the recordings whose entry is wanted, in the order of the index; only these are read} */
    public List<Recording> where(Predicate<Recording.Entry> wanted) {
        return entries.stream().filter(wanted).map(this::recording).toList();
    }

    private static Optional<Path> find() {
        String named = System.getProperty("llmops.recordings", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("recordings");
            if (Files.isReadable(candidate.resolve("index.json"))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private Recording.Entry entry(JsonNode node) {
        String file = node.path("file").asText();
        List<String> tags = new ArrayList<>();
        node.path("tags").forEach(tag -> tags.add(tag.asText()));
        Optional<JsonNode> expected = node.path("expected").asBoolean()
                ? Optional.of(read(folder.resolve("expected").resolve(file)).path("expected"))
                : Optional.empty();
        return new Recording.Entry(
                file,
                node.path("kind").asText(),
                node.path("operation").asText(),
                node.path("framing").asText(),
                node.path("status").asInt(),
                List.copyOf(tags),
                expected);
    }

    private Recording recording(Recording.Entry entry) {
        JsonNode node = read(folder.resolve(entry.file()));
        JsonNode request = node.path("request");
        JsonNode response = node.path("response");
        int slash = entry.file().indexOf('/');
        return new Recording(
                entry.file().substring(0, slash),
                entry.file().substring(slash + 1).replaceAll("\\.json$", ""),
                entry,
                new Recording.Request(
                        request.path("method").asText(),
                        request.path("host").asText(),
                        request.path("path").asText(),
                        request.path("query").asText(),
                        headers(request.path("headers")),
                        new String(body(request.path("body")), UTF_8)),
                new Recording.Response(
                        response.path("status").asInt(),
                        headers(response.path("headers")),
                        body(response.path("body"))));
    }

    private static Map<String, String> headers(JsonNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        node.properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        return headers;
    }

    private static byte[] body(JsonNode body) {
        try {
            if (body.has("text")) {
                return body.path("text").asText().getBytes(UTF_8);
            }
            if (body.has("base64")) {
                return body.path("base64").binaryValue();
            }
            return body.has("json") ? JSON.writeValueAsBytes(body.path("json")) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
