package dev.llmops.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFileTest {
    private static final String PUMPS = """
            task: pumps
            dataset_path: json
            dataset_kwargs:
              data_files: {test: pumps.jsonl}
            test_split: test
            output_type: multiple_choice
            description: "Answer for the plant.\\n\\n"
            doc_to_text: "{{ question }}?"
            doc_to_choice: ["pump", "valve"]
            doc_to_target: part
            metric_list:
              - metric: acc
              - metric: f1
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writes() throws IOException {
        Files.write(
                folder.resolve("pumps.jsonl"),
                List.of(
                        "{\"question\": \"What lifts water\", \"part\": \"pump\", \"n\": 7}",
                        "{\"question\": \"What stops water\", \"part\": \"valve\", \"n\": 8}"));
    }

    private Benchmark load(String yaml) throws IOException {
        return Benchmark.load(Files.writeString(folder.resolve("task.yaml"), yaml));
    }

    @Test
    void asksAsTheFileSays() throws IOException {
        Benchmark benchmark = load(PUMPS);

        assertThat(benchmark.name()).isEqualTo("pumps");
        assertThat(benchmark.requests())
                .first()
                .isEqualTo(new BenchmarkRequest.Judge("Answer for the plant.\n\nWhat lifts water?", " pump"));
        assertThat(benchmark.run(new StubModel()).samples().get(1).goldChoices())
                .containsExactly(1);
    }

    @Test
    void aFilterThatTakesTooLongFailsTheDocumentAndNotTheRun() throws IOException {
        ModelClient model = (request, call) ->
                ModelResponse.of(request.question().contains("lifts") ? "a".repeat(5_000) : "the valve");

        BenchmarkResult result =
                load(PUMPS.replaceFirst("(?s)output_type.*", """
                        output_type: generate_until
                        doc_to_text: "{{ question }}?"
                        doc_to_target: part
                        metric_list: [{metric: exact_match}]
                        filter_list:
                          - name: last word
                            filter:
                              - {function: regex, regex_pattern: '(?:.*.*.*;|(valve))'}
                        """)).run(model);

        assertThat(result.failed()).isEqualTo(1);
        assertThat(result.samples().get(0).failure())
                .contains("a regular expression took too long on a text of 5000 characters; make it simpler");
        assertThat(result.score("exact_match,last word").value()).isEqualTo(1);
    }

    @Test
    void theSignatureHoldsAHashOfWhatTheFileSays() throws IOException {
        String first = load(PUMPS).run(new StubModel()).score("acc").signature().toString();
        String same = load("# a comment\n" + PUMPS + "metadata: {version: 2}\n")
                .run(new StubModel())
                .score("acc")
                .signature()
                .toString();
        String other = load(PUMPS.replace("plant", "works"))
                .run(new StubModel())
                .score("acc")
                .signature()
                .toString();

        assertThat(first).contains("|definition:").isEqualTo(same).isNotEqualTo(other);
    }

    @Test
    void includesAnotherFile() throws IOException {
        Files.writeString(folder.resolve("base.yaml"), PUMPS);

        assertThat(load("include: base.yaml\ntask: own\ndoc_to_text: question\n")
                        .requests())
                .first()
                .isEqualTo(new BenchmarkRequest.Judge("Answer for the plant.\n\nWhat lifts water", " pump"));
    }

    @Test
    void takesOtherDataThanTheFileNames() throws IOException {
        Path task = Files.writeString(folder.resolve("task.yaml"), PUMPS);
        Path data = Files.writeString(folder.resolve("own.jsonl"), "{\"question\": \"Who\", \"part\": \"pump\"}");

        assertThat(Benchmark.load(task, data).requests()).hasSize(2);
    }

    @Test
    void comparesWrittenAnswers() throws IOException {
        ModelClient writer = (request, call) -> ModelResponse.of(" It is the PUMP, no. 7");

        BenchmarkResult result = load("""
                task: written
                dataset_kwargs: {data_files: pumps.jsonl}
                test_split: test
                output_type: generate_until
                doc_to_text: "{{ question }}?"
                doc_to_target: part
                generation_kwargs: {until: ["."], max_gen_toks: 8}
                filter_list:
                  - name: word
                    filter:
                      - function: regex
                        regex_pattern: "the (\\\\w+)"
                      - function: take_first
                  - name: number
                    filter:
                      - {function: regex, regex_pattern: "[0-9]+", group_select: -1}
                      - {function: map, mapping_dict: {"7": pump}, default_value: none}
                metric_list:
                  - metric: exact_match
                    ignore_case: true
                """).run(BenchmarkModel.of("writer", writer));

        assertThat(result.score("exact_match,word").value()).isEqualTo(0.5);
        assertThat(result.score("exact_match,number").value()).isEqualTo(0.5);
        assertThat(result.samples().get(0).answer()).contains("PUMP");
    }

    @Test
    void namesTheLineThatIsNoYaml() {
        assertThatThrownBy(() -> load("task: a\nmetric_list: [\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("task.yaml:3: is not valid YAML");
    }

    @Test
    void namesTheKeyThatIsNotKnown() {
        assertThatThrownBy(() -> load(PUMPS + "doc_to_txt: x\n"))
                .hasMessageStartingWith("task.yaml:14: doc_to_txt: is not a key of a task");
    }

    @Test
    void refusesCode() {
        assertThatThrownBy(() -> load(PUMPS + "process_docs: !function utils.process\n"))
                .hasMessageContaining("task.yaml:14: process_docs: needs Python");
        assertThatThrownBy(() -> load(PUMPS.replace("doc_to_target: part", "doc_to_target: !function utils.target")))
                .hasMessageContaining("task.yaml:10: doc_to_target: is a piece of Python");
    }

    @Test
    void namesTheTemplateThatCannotBeRead() {
        assertThatThrownBy(() -> load(PUMPS.replace("{{ question }}?", "{% if question %}")))
                .hasMessageStartingWith("task.yaml:8: doc_to_text: is not a template that can be read");
    }

    @Test
    void namesTheDocumentThatATemplateDoesNotFit() {
        assertThatThrownBy(() -> load(PUMPS.replace("{{ question }}?", "{{ queston }}")))
                .isInstanceOf(BenchmarkDataException.class)
                .hasMessageStartingWith("pumps.jsonl, line 1: a template cannot be rendered");
    }

    @Test
    void namesTheMetricThatIsNotKnown() {
        assertThatThrownBy(() -> load(PUMPS.replace("metric: f1", "metric: f2")))
                .hasMessageContaining("task.yaml:13: metric_list[1].metric: must be one of acc, acc_norm");
    }

    @Test
    void refusesAFileThatIncludesItself() {
        assertThatThrownBy(() -> load("include: task.yaml\n")).hasMessageContaining("is included by itself");
    }

    @Test
    void saysWhichKeyIsNeeded() {
        assertThatThrownBy(() -> load(PUMPS.replace("doc_to_target: part\n", "")))
                .hasMessageContaining("task.yaml:1: has no key \"doc_to_target\"");
        assertThatThrownBy(() -> load(PUMPS.replace("doc_to_choice: [\"pump\", \"valve\"]\n", "")))
                .hasMessageContaining("needs the key \"doc_to_choice\"");
    }

    @Test
    void saysWhichFileOfASplitIsMissing() {
        assertThatThrownBy(() -> load(PUMPS.replace("{test: pumps.jsonl}", "{train: pumps.jsonl}")))
                .hasMessageContaining("task.yaml:4: dataset_kwargs.data_files: names no file of the split \"test\"");
    }

    @Test
    void f1IsThatOfTwoClasses() throws IOException {
        Benchmark benchmark = load(PUMPS.replace("[\"pump\", \"valve\"]", "[\"x\", \"y\", \"pump\", \"valve\"]"));

        assertThatThrownBy(() -> benchmark.run(new StubModel())).hasMessageContaining("two classes, 0 and 1");
    }
}
