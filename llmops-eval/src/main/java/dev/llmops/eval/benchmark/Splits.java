package dev.llmops.eval.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which data of a task file are asked about, and which ones examples are drawn from. */
final class Splits {
    private final Path path;
    private final TaskFile file;
    private final @Nullable String training;
    private final @Nullable String validation;
    private final @Nullable String test;
    private final @Nullable String examples;
    private final Map<String, YamlNode> config;

    Splits(Path path, TaskFile file) {
        this.path = path;
        this.file = file;
        this.training = name("training_split");
        this.validation = name("validation_split");
        this.test = name("test_split");
        YamlNode node = file.find("fewshot_config");
        this.config = node == null ? Map.of() : node.map();
        YamlNode split = config.get("split");
        this.examples = split == null || split.isNull() ? name("fewshot_split") : split.text();
    }

    private @Nullable String name(String key) {
        YamlNode node = file.find(key);
        return node == null ? null : node.text();
    }

    /** {@return the value of {@code key} in the configuration of examples; null if there is none} */
    @Nullable YamlNode config(String key) {
        YamlNode value = config.get(key);
        return value == null || value.isNull() ? null : value;
    }

    /** {@return the data that are asked about} */
    Documents evaluated(@Nullable Path given) {
        if (given != null) {
            return Documents.read(given);
        }
        String split = test != null ? test : validation;
        if (split == null) {
            throw file.need("task").wrong("has neither test_split nor validation_split, so there is nothing to ask");
        }
        return read(split);
    }

    /** {@return the data that examples are drawn from; null for those that are asked about} */
    @Nullable Documents pool(boolean given) {
        YamlNode samples = config("samples");
        if (samples != null) {
            return samples(samples);
        }
        String split =
                examples != null ? examples : training != null ? training : validation != null ? validation : test;
        String asked = test != null ? test : validation;
        return given || split == null || split.equals(asked) ? null : read(split);
    }

    private static Documents samples(YamlNode samples) {
        List<Document> documents = new ArrayList<>();
        for (YamlNode sample : samples.list()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            sample.map().forEach((key, value) -> fields.put(key, value.plain()));
            documents.add(new Document(samples.file(), samples.line(), fields));
        }
        return new Documents(samples.file(), "", List.copyOf(documents));
    }

    /** {@return how examples are drawn} */
    FewShotRule rule() {
        YamlNode sampler = config("sampler");
        boolean same = Objects.equals(examples, test);
        if (sampler != null && sampler.text().equals("first_n")) {
            return same ? FewShotRule.FIRST_WITHOUT_THE_DOCUMENT : FewShotRule.FIRST;
        }
        if (sampler != null && !sampler.text().equals("default")) {
            throw sampler.wrong("must be default or first_n");
        }
        return same ? FewShotRule.WITHOUT_THE_DOCUMENT : FewShotRule.EXACT;
    }

    private Documents read(String split) {
        YamlNode kwargs = file.need("dataset_kwargs");
        YamlNode files = kwargs.map().get("data_files");
        if (files == null) {
            throw kwargs.wrong("has no key \"data_files\": a file, or a file for each split");
        }
        if (!file.text("dataset_path", "json").equals("json")) {
            throw file.need("dataset_path").wrong("must be json: data are files that you have");
        }
        YamlNode named = files.isMap() ? files.map().get(split) : files;
        if (named == null) {
            throw files.wrong("names no file of the split \"" + split + "\"");
        }
        return Documents.read(path.resolveSibling(named.text()));
    }
}
