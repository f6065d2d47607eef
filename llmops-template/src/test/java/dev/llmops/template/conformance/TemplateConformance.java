package dev.llmops.template.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.template.ChatTemplate;
import dev.llmops.template.Dialect;
import dev.llmops.template.Template;
import dev.llmops.template.TemplateException;
import dev.llmops.template.TemplateOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Renders the cases of a directory of {@code *.jsonl} files and compares.
 *
 * <p>A case has {@code name}, {@code template}, {@code data} and either {@code expected}, the exact text, or {@code error}, the
 * exact problem. Cases of JavaScript's Jinja, in {@code language} and {@code end_to_end}, print as that does; cases of llama.cpp
 * are fitted to the template first and lose the tokens at their ends, as it does before it compares.
 */
public final class TemplateConformance {
    private static final Clock FROZEN = Clock.fixed(Instant.parse("2025-07-10T12:00:00Z"), ZoneOffset.UTC);
    private static final int SHOWN = 200;

    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream out;
    private int passed;
    private int failed;

    /** Creates a runner that reports to {@code out}. */
    public TemplateConformance(PrintStream out) {
        this.out = out;
    }

    /** Runs the files of the directory {@code args[0]}; the exit status tells whether all cases passed. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("Give one directory of *.jsonl files.");
            System.exit(2);
        }
        TemplateConformance conformance = new TemplateConformance(System.out);
        conformance.runAll(Path.of(args[0]));
        System.exit(conformance.failed() == 0 && conformance.passed() > 0 ? 0 : 1);
    }

    /** Runs every file of {@code directory} and prints a row for each and the sum last. */
    public void runAll(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
        List<String> rows = new ArrayList<>();
        for (Path file : files) {
            int before = passed;
            int beforeFailed = failed;
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    run(file.getFileName().toString(), json.readTree(line));
                }
            }
            rows.add(String.format(
                    "%-24s %4d of %4d", file.getFileName(), passed - before, passed - before + failed - beforeFailed));
        }
        rows.forEach(out::println);
        out.println(passed + " passed, " + failed + " failed");
    }

    private void run(String file, JsonNode test) {
        boolean refused = test.has("error");
        String wanted = test.path(refused ? "error" : "expected").asText();
        String got;
        boolean refusal = false;
        try {
            got = rendered(file, test);
        } catch (TemplateException e) {
            refusal = true;
            got = e.problem();
        }
        if (refusal == refused && got.equals(wanted)) {
            passed++;
        } else {
            failed++;
            out.println("FAILED " + file + " " + test.path("name").asText());
            difference(wanted, (refusal ? "refused: " : "") + got);
        }
    }

    private String rendered(String file, JsonNode test) {
        boolean javascript = file.startsWith("language") || file.startsWith("end_to_end");
        TemplateOptions options = TemplateOptions.builder()
                .clock(FROZEN)
                .dialect(javascript ? Dialect.JAVASCRIPT : Dialect.PYTHON)
                .build();
        Map<String, Object> data = json.convertValue(test.path("data"), new TypeReference<Map<String, Object>>() {});
        Template template = Template.parse(test.path("template").asText(), options);
        if (!file.startsWith("llamacpp")) {
            return template.render(data);
        }
        List<Map<String, Object>> messages = json.convertValue(
                test.path("data").path("messages"), new TypeReference<List<Map<String, Object>>>() {});
        return ChatTemplate.withoutEnds(
                ChatTemplate.of(template).render(messages, data),
                test.path("data").path("bos_token").asText(),
                test.path("data").path("eos_token").asText());
    }

    private void difference(String wanted, String got) {
        int at = 0;
        while (at < Math.min(wanted.length(), got.length()) && wanted.charAt(at) == got.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - SHOWN / 4);
        out.println("  from character " + from);
        out.println("  wanted " + shown(wanted, from));
        out.println("  got    " + shown(got, from));
    }

    private static String shown(String text, int from) {
        int start = Math.min(from, text.length());
        return text.substring(start, Math.min(text.length(), start + SHOWN)).replace("\n", "\\n");
    }

    /** {@return how many cases passed} */
    public int passed() {
        return passed;
    }

    /** {@return how many cases failed} */
    public int failed() {
        return failed;
    }
}
