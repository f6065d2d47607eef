package dev.llmops.eval.benchmark;

import dev.llmops.api.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task in YAML, with the keys of lm-evaluation-harness: a file without Python code runs in both.
 *
 * <p>Differences: data are JSON Lines ({@code dataset_path: json}), named beside the task file, and keys that are not
 * known are problems.
 */
final class TaskFile {
    private static final Set<String> KNOWN = Set.of(
            "task",
            "dataset_path",
            "dataset_kwargs",
            "training_split",
            "validation_split",
            "test_split",
            "fewshot_split",
            "fewshot_config",
            "num_fewshot",
            "output_type",
            "description",
            "doc_to_text",
            "doc_to_choice",
            "doc_to_target",
            "target_delimiter",
            "fewshot_delimiter",
            "gen_prefix",
            "generation_kwargs",
            "filter_list",
            "metric_list",
            "repeats",
            "include");

    /** Keys that change no number. */
    private static final Set<String> IDLE = Set.of(
            "task_alias",
            "tag",
            "group",
            "dataset_name",
            "should_decontaminate",
            "doc_to_decontamination_query",
            "metadata",
            "unsafe_code");

    private static final Set<String> CODE =
            Set.of("process_docs", "process_results", "use_prompt", "custom_dataset", "doc_to_image", "doc_to_audio");

    private final Path path;
    private final YamlNode root;
    private final Map<String, YamlNode> keys;

    private TaskFile(Path path, YamlNode root, Map<String, YamlNode> keys) {
        this.path = path;
        this.root = root;
        this.keys = keys;
    }

    /**
     * {@return the task file {@code path}}
     *
     * @throws ConfigurationException if it cannot be read or has keys that cannot be used
     */
    static TaskFile read(Path path) {
        YamlNode root = YamlNode.read(path);
        return new TaskFile(path, root, keys(path, root, new ArrayList<>()));
    }

    private static Map<String, YamlNode> keys(Path path, YamlNode root, List<Path> within) {
        if (within.contains(path)) {
            throw root.wrong("is included by itself");
        }
        within.add(path);
        Map<String, YamlNode> own = root.map();
        Map<String, YamlNode> all = new LinkedHashMap<>();
        YamlNode include = own.get("include");
        if (include != null) {
            for (YamlNode each : include.list()) {
                Path included = path.resolveSibling(each.text());
                all.putAll(keys(included, YamlNode.read(included), within));
            }
        }
        all.putAll(own);
        all.forEach((key, value) -> check(key, value));
        return all;
    }

    private static void check(String key, YamlNode value) {
        if (CODE.contains(key) && !value.isNull()) {
            throw value.wrong("needs Python, which does not run here; prepare the data beforehand");
        }
        if (!KNOWN.contains(key) && !IDLE.contains(key) && !CODE.contains(key)) {
            throw value.wrong("is not a key of a task; keys are "
                    + String.join(", ", KNOWN.stream().sorted().toList()));
        }
    }

    /**
     * {@return the benchmark that the file describes}
     *
     * @param data what to ask about; null if the file names it
     */
    Benchmark benchmark(@Nullable Path data) {
        Splits splits = new Splits(path, this);
        Documents documents = splits.evaluated(data);
        Documents pool = splits.pool(data != null);
        Set<String> names = new LinkedHashSet<>();
        documents.list().forEach(document -> names.addAll(document.fields().keySet()));
        if (pool != null) {
            pool.list().forEach(document -> names.addAll(document.fields().keySet()));
        }
        TaskDefinition task = new TaskReader(this, names, documents.list().get(0), splits).task();
        return Benchmark.of(task, documents, pool);
    }

    /** {@return the value of {@code key}; null if it is missing or null} */
    @Nullable YamlNode find(String key) {
        YamlNode value = keys.get(key);
        return value == null || value.isNull() ? null : value;
    }

    /** {@return the value of {@code key}} */
    YamlNode need(String key) {
        YamlNode value = find(key);
        if (value == null) {
            throw root.wrong("has no key \"" + key + "\"");
        }
        return value;
    }

    /** {@return the text at {@code key}, else {@code otherwise}} */
    String text(String key, String otherwise) {
        YamlNode value = find(key);
        return value == null ? otherwise : value.text();
    }

    /** {@return a hash of what the file says} */
    String hash() {
        StringBuilder said = new StringBuilder();
        keys.forEach((key, value) -> {
            if (!IDLE.contains(key) && !key.equals("dataset_kwargs") && !key.equals("include")) {
                said.append(key).append('=').append(value.plain()).append('\n');
            }
        });
        return Documents.hash(said.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }
}
