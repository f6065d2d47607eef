package dev.llmops.template.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.template.FamilyTemplates;
import dev.llmops.template.Template;
import dev.llmops.template.TemplateException;
import dev.llmops.template.TemplateOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Breaks templates in many small ways and renders them: each must give text or a {@link TemplateException}. */
public final class TemplateMutations {
    private static final Pattern PIECES = Pattern.compile("(?<=\\W)|(?=\\W)");
    private static final List<String> INSERTED = List.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "-",
            "+",
            "*",
            "**",
            "/",
            "//",
            "%",
            "~",
            "|",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ".",
            ",",
            ":",
            "=",
            "==",
            "<",
            " not ",
            " in ",
            " is ",
            " and ",
            " or ",
            " if ",
            " else ",
            "'",
            "\"",
            "\\",
            "{% endif %}",
            "{% endfor %}",
            "{% else %}",
            "{% for x in messages %}",
            "{% set x = x ~ x %}",
            "{{ loop }}",
            "{{ x * 999999999 }}",
            "{{ 10 ** (10 ** 10) }}",
            "{{ range(999999999) }}",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "|center(2000000000)",
            "|indent(2000000000)",
            "[::-1]",
            "[999999999999999999999]",
            "|tojson",
            "|list",
            "|join",
            "\u0000",
            "\ud83d",
            "99999999999999999999",
            "1e999",
            "((((((((((",
            "{{{{{{");

    private final Random random;
    private int rendered;
    private int refused;

    /** Creates a campaign whose mutations follow from {@code seed}. */
    public TemplateMutations(long seed) {
        this.random = new Random(seed);
    }

    /** A template and variables that fit it. */
    public record Subject(String source, Map<String, Object> data) {}

    /** Runs {@code args[0]} mutations, 10,000 if not given, and prints how they ended. */
    public static void main(String[] args) throws IOException {
        TemplateMutations mutations = new TemplateMutations(20250710);
        long start = System.nanoTime();
        mutations.run(args.length > 0 ? Integer.parseInt(args[0]) : 10_000, subjects());
        System.out.printf(
                "%d mutated templates: %d rendered, %d refused, in %.1f s%n",
                mutations.rendered + mutations.refused,
                mutations.rendered,
                mutations.refused,
                (System.nanoTime() - start) / 1e9);
    }

    /** {@return the templates of these tests, and the recorded ones if they are there} */
    public static List<Subject> subjects() throws IOException {
        List<Subject> subjects = new ArrayList<>();
        FamilyTemplates.all().values().forEach(each -> subjects.add(new Subject(each, FamilyTemplates.everything())));
        ObjectMapper json = new ObjectMapper();
        if (SharedCases.directory().isPresent()) {
            try (Stream<Path> files = Files.list(SharedCases.directory().orElseThrow())) {
                for (Path file : files.filter(each -> each.toString().endsWith(".jsonl"))
                        .sorted()
                        .toList()) {
                    for (String line : Files.readAllLines(file)) {
                        JsonNode test = json.readTree(line);
                        Map<String, Object> data =
                                json.convertValue(test.path("data"), new TypeReference<Map<String, Object>>() {});
                        subjects.add(new Subject(test.path("template").asText(), data));
                    }
                }
            }
        }
        return subjects;
    }

    /** Renders {@code count} mutations of {@code subjects}; whatever else than a refusal is thrown comes out. */
    public void run(int count, List<Subject> subjects) {
        TemplateOptions options = TemplateOptions.builder()
                .steps(200_000)
                .outputCharacters(1_000_000)
                .build();
        for (int i = 0; i < count; i++) {
            Subject subject = subjects.get(random.nextInt(subjects.size()));
            String source = mutated(subject.source());
            try {
                Template.parse(source, options).render(subject.data());
                rendered++;
            } catch (TemplateException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("Mutation " + i + " ended in " + e + ": " + source, e);
            }
        }
    }

    private String mutated(String source) {
        List<String> pieces = new ArrayList<>(Arrays.asList(PIECES.split(source)));
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes && pieces.size() > 1; i++) {
            change(pieces);
        }
        return String.join("", pieces);
    }

    private void change(List<String> pieces) {
        int at = random.nextInt(pieces.size());
        int other = random.nextInt(pieces.size());
        switch (random.nextInt(8)) {
            case 0 -> pieces.remove(at);
            case 1 -> pieces.add(at, pieces.get(at));
            case 2 -> Collections.swap(pieces, at, other);
            case 3 -> pieces.set(at, pieces.get(other));
            case 4 -> pieces.set(at, String.valueOf(random.nextLong()));
            case 5 ->
                pieces.subList(Math.min(at, other), Math.min(pieces.size(), Math.min(at, other) + 20))
                        .clear();
            default -> pieces.add(at, INSERTED.get(random.nextInt(INSERTED.size())));
        }
    }

    /** {@return how many mutations gave text} */
    public int rendered() {
        return rendered;
    }

    /** {@return how many mutations were refused} */
    public int refused() {
        return refused;
    }
}
