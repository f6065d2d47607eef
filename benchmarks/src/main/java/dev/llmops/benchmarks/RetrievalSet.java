package dev.llmops.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Passage;
import dev.llmops.lucene.DocumentReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Documents and questions about them, each with what counts as its answer.
 *
 * @param name what it is, for people
 * @param documents what is searched
 * @param questions what is asked
 */
record RetrievalSet(String name, List<Document> documents, List<Question> questions) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A question.
     *
     * @param id its id
     * @param kind what kind of question it is
     * @param text its words
     * @param isAnswer whether a passage has the answer
     */
    record Question(String id, String kind, String text, Predicate<Passage> isAnswer) {}

    /** {@return the sample handbook with its questions; an answer is a passage that has part of the answering sentence} */
    static RetrievalSet handbook() throws IOException {
        Path folder = upwards("samples/quickstart/handbook")
                .orElseThrow(() -> new IOException("The sample handbook was not found. Start in the repository."));
        Map<String, Document> documents = new HashMap<>();
        List<Document> read = DocumentReader.standard().readAll(folder);
        read.forEach(document -> documents.put(document.id(), document));
        List<Question> questions = new ArrayList<>();
        try (InputStream in = resource("handbook-questions.jsonl")) {
            for (JsonNode line : lines(in)) {
                // Questions that the handbook does not answer name no file.
                if (line.path("file").isTextual()) {
                    String file = line.path("file").textValue();
                    Document document = Objects.requireNonNull(documents.get(file), file);
                    String answer = line.path("answer").textValue();
                    int start = Files.readString(folder.resolve(file)).indexOf(answer);
                    questions.add(new Question(
                            line.path("id").textValue(),
                            line.path("kind").textValue(),
                            line.path("question").textValue(),
                            passage -> overlaps(passage, document, start, start + answer.length())));
                }
            }
        }
        return new RetrievalSet("handbook", read, questions);
    }

    /** Compares positions in the file, since the text of a document may be another one. */
    private static boolean overlaps(Passage passage, Document document, int start, int end) {
        return passage.documentId().equals(document.id())
                && document.sourceMap().toSourceStart(passage.span().start()) < end
                && document.sourceMap().toSourceEnd(passage.span().end()) > start;
    }

    /** {@return sections of public documentation, to be found by their headings; nothing where there are none} */
    static Optional<RetrievalSet> documentation() throws IOException {
        Optional<Path> folder = upwards("shared/golden/safety");
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        List<Document> documents = new ArrayList<>();
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(folder.get().resolve("data/ir_docs_sections.jsonl.gz")))) {
            for (JsonNode line : lines(in)) {
                documents.add(Document.of(
                        line.path("id").textValue(), line.path("text").textValue()));
            }
        }
        List<Question> questions = new ArrayList<>();
        try (InputStream in = Files.newInputStream(folder.get().resolve("ir_knownitem_queries.jsonl"))) {
            for (JsonNode line : lines(in)) {
                Set<String> relevant = new HashSet<>();
                line.path("relevant").forEach(id -> relevant.add(id.textValue()));
                questions.add(new Question(
                        "q" + questions.size(),
                        "heading",
                        line.path("query").textValue(),
                        passage -> relevant.contains(passage.documentId())));
            }
        }
        return Optional.of(new RetrievalSet("documentation", documents, questions));
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = RetrievalSet.class.getResourceAsStream("/" + name);
        if (in == null) {
            throw new IOException("Resource " + name + " is missing.");
        }
        return in;
    }

    /** {@return {@code path} in the working directory or the nearest directory above that has it} */
    private static Optional<Path> upwards(String path) {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(directory -> directory.resolve(path))
                .filter(Files::exists)
                .findFirst();
    }

    private static List<JsonNode> lines(InputStream in) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
