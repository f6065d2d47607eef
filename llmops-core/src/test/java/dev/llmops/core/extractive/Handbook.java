package dev.llmops.core.extractive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The handbook of the quickstart, cut at its headings, and the questions about it. */
final class Handbook {
    private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.*)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Passage> sections;
    private final List<Map<String, Long>> terms = new ArrayList<>();
    private final Map<String, Integer> frequencies = new HashMap<>();
    private final List<JsonNode> questions;

    private Handbook(List<Passage> sections, List<JsonNode> questions) {
        this.sections = sections;
        this.questions = questions;
        for (Passage section : sections) {
            Map<String, Long> counts = new HashMap<>();
            tokens(section.text() + " " + section.headingPath()).forEach(token -> counts.merge(token, 1L, Long::sum));
            counts.keySet().forEach(token -> frequencies.merge(token, 1, Integer::sum));
            terms.add(counts);
        }
    }

    static Handbook read() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        Path folder = root.resolve("samples/quickstart/handbook");
        Path file = root.resolve("benchmarks/src/main/resources/handbook-questions.jsonl");
        assumeTrue(Files.isDirectory(folder) && Files.exists(file), "no handbook in samples/quickstart");
        List<Passage> sections = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path chapter : files.sorted().toList()) {
                cut(chapter.getFileName().toString(), markdown(chapter), sections);
            }
        }
        List<JsonNode> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            questions.add(JSON.readTree(line));
        }
        return new Handbook(sections, questions);
    }

    List<Passage> sections() {
        return sections;
    }

    List<JsonNode> questions() {
        return questions;
    }

    /** {@return the section that answers a question, -1 if none does} */
    int sectionOf(JsonNode question) {
        for (int i = 0; i < sections.size(); i++) {
            Passage section = sections.get(i);
            List<String> path = section.headingPath();
            if (section.documentId().equals(question.get("file").asText())
                    && !path.isEmpty()
                    && path.get(path.size() - 1).equals(question.get("section").asText())) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the sections, those first that share most rare words with {@code question}} */
    List<Integer> closest(String question) {
        Set<String> asked = new HashSet<>(tokens(question));
        double[] scores = new double[sections.size()];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            for (String token : asked) {
                long count = terms.get(i).getOrDefault(token, 0L);
                double rarity = Math.log((double) sections.size() / frequencies.getOrDefault(token, 1));
                scores[i] += count == 0 ? 0 : rarity * count / (count + 1.0);
            }
            order.add(i);
        }
        order.sort((a, b) -> Double.compare(scores[b], scores[a]));
        return order;
    }

    private static List<String> tokens(String text) {
        return Pattern.compile("[^\\p{L}\\p{N}]+")
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(token -> token.length() > 1)
                .toList();
    }

    private static String markdown(Path chapter) throws IOException {
        String text = Files.readString(chapter);
        if (chapter.toString().endsWith(".html")) {
            return text.replaceAll("(?s)<head>.*?</head>", "")
                    .replaceAll("</th></tr>", " |\n|---|---|---|---|")
                    .replaceAll("<tr><t[dh]>", "| ")
                    .replaceAll("</t[dh]><t[dh]>", " | ")
                    .replaceAll("</td></tr>", " |")
                    .replaceAll("<h1>", "\n# ")
                    .replaceAll("<h2>", "\n## ")
                    .replaceAll("<h3>", "\n### ")
                    .replaceAll("<li>", "- ")
                    .replaceAll("</(?:p|ul|ol|table|h.)>", "\n\n")
                    .replaceAll("<[^>]+>", "");
        }
        return text.replaceAll("(?m)^(\\d+\\. .*)\n-+$", "## $1");
    }

    private static void cut(String file, String text, List<Passage> sections) {
        List<String> path = new ArrayList<>();
        Deque<Integer> levels = new ArrayDeque<>();
        Matcher heading = HEADING.matcher(text);
        int start = 0;
        boolean more = heading.find();
        while (start < text.length()) {
            int end = more ? heading.start() : text.length();
            String body = text.substring(start, end);
            if (!body.isBlank()) {
                sections.add(Passage.builder(new SourceSpan(file, start, end), body)
                        .title(path.isEmpty() ? file : path.get(0))
                        .headingPath(path)
                        .build());
            }
            if (!more) {
                break;
            }
            int level = heading.group(1).length();
            while (!levels.isEmpty() && levels.getLast() >= level) {
                levels.removeLast();
                path.remove(path.size() - 1);
            }
            levels.addLast(level);
            path.add(heading.group(2).strip());
            start = heading.end();
            more = heading.find();
        }
    }
}
