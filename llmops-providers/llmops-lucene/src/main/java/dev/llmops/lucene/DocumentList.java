package dev.llmops.lucene;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.LlmException;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.spi.StageConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents that a setting of a pipeline file lists: files, directories and patterns. */
final class DocumentList {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    /** How many of the files that cannot be read a message names. */
    private static final int MOST_TOLD = 5;

    private final StageConfig config;
    private final String key;
    private final Map<String, Document> documents = new LinkedHashMap<>();

    DocumentList(StageConfig config, String key) {
        this.config = config;
        this.key = key;
    }

    /** {@return the documents of all entries, in order} */
    List<Document> read(List<Path> entries) {
        for (Path entry : entries) {
            int before = documents.size();
            if (WILDCARD.matcher(entry.toString()).find() && !Files.exists(entry)) {
                readMatching(entry);
            } else if (Files.isDirectory(entry)) {
                readDirectory(entry);
            } else {
                add(tell(() -> DocumentReader.standard().read(entry)), entry);
            }
            if (documents.size() == before) {
                throw config.problem(key, "names " + entry + ", which has no file that can be read");
            }
        }
        return List.copyOf(documents.values());
    }

    private void readDirectory(Path directory) {
        List<UnreadableFile> unreadable = new ArrayList<>();
        List<Document> read = tell(() -> DocumentReader.standard().readAll(directory, unreadable::add));
        if (!unreadable.isEmpty()) {
            String reasons = unreadable.stream()
                    .limit(MOST_TOLD)
                    .map(file -> file.reason().getMessage())
                    .collect(Collectors.joining(" "));
            int more = unreadable.size() - MOST_TOLD;
            throw problem(
                    "cannot be read: " + reasons + (more > 0 ? " And " + more + " more." : ""),
                    unreadable.get(0).reason());
        }
        read.forEach(document -> add(document, directory));
    }

    private void readMatching(Path pattern) {
        Path base = pattern;
        while (base != null && WILDCARD.matcher(base.toString()).find()) {
            base = base.getParent();
        }
        Path start = base == null ? Path.of("") : base;
        String rest = start.relativize(pattern).toString().replace('\\', '/');
        PathMatcher matcher = start.getFileSystem().getPathMatcher("glob:" + rest);
        // "**/" means "in any directory", this one included.
        PathMatcher here = start.getFileSystem().getPathMatcher("glob:" + rest.replace("**/", ""));
        try (Stream<Path> files = Files.walk(start)) {
            List<Path> matching = files.filter(Files::isRegularFile)
                    .filter(file -> {
                        Path relative = start.relativize(file);
                        return matcher.matches(relative) || here.matches(relative);
                    })
                    .sorted()
                    .toList();
            for (Path file : matching) {
                add(tell(() -> DocumentReader.standard().read(file)), start);
            }
        } catch (IOException | UncheckedIOException e) {
            throw problem("names " + pattern + ", and " + start + " cannot be read", e);
        }
    }

    /** Adds a document under its path from {@code base} on, or under the whole path where that is taken. */
    private void add(Document document, Path base) {
        Path whole = Path.of(document.location().orElse(document.id()));
        Path relative = Files.isDirectory(base) ? base.relativize(whole) : whole.getFileName();
        String id = slashes(relative == null ? whole : relative);
        if (documents.containsKey(id)) {
            id = slashes(whole);
        }
        Document.Builder builder = Document.builder(id, document.text())
                .title(document.title())
                .mediaType(document.mediaType())
                .sourceMap(document.sourceMap());
        document.location().ifPresent(builder::location);
        document.modified().ifPresent(builder::modified);
        document.metadata().forEach(builder::metadata);
        documents.put(id, builder.build());
    }

    private <T> T tell(Reading<T> reading) {
        try {
            return reading.read();
        } catch (LlmException e) {
            throw problem("cannot be read: " + e.getMessage(), e);
        }
    }

    private ConfigurationException problem(String what, Exception cause) {
        ConfigurationException problem = config.problem(key, what);
        problem.initCause(cause);
        return problem;
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** Something that reads files. */
    @FunctionalInterface
    private interface Reading<T> {
        T read();
    }
}
