package dev.llmops.eval.benchmark;

import dev.llmops.eval.benchmark.TemplatePrompting.ChoiceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a task of a task file. */
final class TaskReader {
    private static final int USUAL_TOKENS = 256;

    private final TaskFile file;
    private final Set<String> names;
    private final Document first;
    private final Splits splits;
    private final String delimiter;
    private final String type;

    /**
     * Creates a reader.
     *
     * @param names the fields that documents have
     * @param first a document, to see of what kind prompts are
     */
    TaskReader(TaskFile file, Set<String> names, Document first, Splits splits) {
        this.file = file;
        this.names = names;
        this.first = first;
        this.splits = splits;
        this.delimiter = file.text("target_delimiter", " ");
        this.type = file.text("output_type", "generate_until");
    }

    TaskDefinition task() {
        YamlNode repeats = file.find("repeats");
        if (repeats != null && repeats.integer() != 1) {
            throw repeats.wrong("must be 1: each question is asked once");
        }
        Prompting prompting = prompting();
        TaskMetrics metrics = new TaskMetrics(file, type);
        YamlNode exampleDelimiter = splits.config("target_delimiter");
        YamlNode between = splits.config("fewshot_delimiter");
        TaskDefinition.Builder builder = TaskDefinition.builder(
                        file.need("task").text(), prompting, form(prompting, metrics))
                .metrics(metrics.metrics())
                .targetDelimiter(exampleDelimiter == null ? delimiter : exampleDelimiter.text())
                .fewShotDelimiter(between == null ? file.text("fewshot_delimiter", "\n\n") : between.text())
                .filters(new TaskFilters(file).filters())
                .rule(splits.rule())
                .maxTokens(maxTokens())
                .hash(file.hash());
        YamlNode description = file.find("description");
        if (description != null) {
            builder.description(FieldText.of(description, Set.of()));
        }
        YamlNode examples = file.find("num_fewshot");
        if (examples != null) {
            builder.fewShot(examples.integer());
        }
        return builder.build();
    }

    private TaskForm form(Prompting prompting, TaskMetrics metrics) {
        switch (type) {
            case "multiple_choice":
                return prompting instanceof ExamplePrompting own
                                && own.asked() instanceof InputChoiceForm.Beginnings each
                        ? new InputChoiceForm(each, delimiter)
                        : prompting instanceof InputChoiceForm.Beginnings each
                                ? new InputChoiceForm(each, delimiter)
                                : new ChoiceForm(prompting, delimiter, metrics.has("acc_mutual_info"));
            case "generate_until":
                return new GenerationForm(prompting, until(), metrics.comparisons());
            case "loglikelihood":
                return new LikelihoodForm(prompting);
            case "loglikelihood_rolling":
                return new RollingForm("", new WholeText(target(file.need("doc_to_target"))));
            default:
                throw file.need("output_type")
                        .wrong("must be multiple_choice, generate_until, loglikelihood or loglikelihood_rolling");
        }
    }

    private Prompting prompting() {
        if (type.equals("loglikelihood_rolling")) {
            return new WholeText(target(file.need("doc_to_target")));
        }
        FieldText text = FieldText.of(file.need("doc_to_text"), names);
        YamlNode choiceNode = file.find("doc_to_choice");
        @Nullable ChoiceSource choices = choiceNode == null ? null : choices(choiceNode);
        if (type.equals("multiple_choice") && choices == null) {
            throw file.need("task").wrong("chooses among several, so it needs the key \"doc_to_choice\"");
        }
        if (choices != null && type.equals("multiple_choice") && isIndex(text)) {
            return new InputChoiceForm.Beginnings(
                    new TargetSource(null, text), choices, FieldText.of(file.need("doc_to_target"), names));
        }
        Prompting asked = new TemplatePrompting(text, choices, target(file.need("doc_to_target")), prefix(), delimiter);
        return examples(asked, text, choices);
    }

    /** {@return {@code asked} with the prompts of examples, where the file has other ones for them} */
    private Prompting examples(Prompting asked, FieldText text, @Nullable ChoiceSource choices) {
        YamlNode otherText = splits.config("doc_to_text");
        YamlNode otherTarget = splits.config("doc_to_target");
        YamlNode otherChoices = splits.config("doc_to_choice");
        if (otherText == null && otherTarget == null && otherChoices == null) {
            return asked;
        }
        return new ExamplePrompting(
                asked,
                new TemplatePrompting(
                        otherText == null ? text : FieldText.of(otherText, names),
                        otherChoices == null ? choices : choices(otherChoices),
                        target(otherTarget == null ? file.need("doc_to_target") : otherTarget),
                        prefix(),
                        delimiter));
    }

    private @Nullable FieldText prefix() {
        YamlNode prefix = file.find("gen_prefix");
        return prefix == null ? null : FieldText.of(prefix, names);
    }

    /** {@return whether the text is the number of a choice: then the choices are what differs before the answer} */
    private boolean isIndex(FieldText text) {
        Object value = text.of(first);
        return value instanceof Integer || value instanceof String written && written.matches("[0-9]{1,9}");
    }

    private ChoiceSource choices(YamlNode node) {
        if (node.isMap()) {
            return ChoiceSource.fixed(
                    node.map().values().stream().map(YamlNode::text).toList());
        }
        if (node.isList()) {
            return ChoiceSource.fixed(node.list().stream().map(YamlNode::text).toList());
        }
        return ChoiceSource.given(FieldText.of(node, names));
    }

    private TargetSource target(YamlNode node) {
        Object plain = node.plain();
        return plain instanceof String
                ? new TargetSource(null, FieldText.of(node, names))
                : new TargetSource(plain, null);
    }

    private List<String> until() {
        YamlNode settings = file.find("generation_kwargs");
        YamlNode until = settings == null ? null : settings.map().get("until");
        if (until == null || until.isNull()) {
            return List.of(file.text("fewshot_delimiter", "\n\n"));
        }
        List<String> texts = new ArrayList<>();
        until.list().forEach(each -> texts.add(each.text()));
        return texts;
    }

    private int maxTokens() {
        YamlNode settings = file.find("generation_kwargs");
        if (settings == null) {
            return USUAL_TOKENS;
        }
        Map<String, YamlNode> keys = settings.map();
        YamlNode sampling = keys.get("do_sample");
        if (sampling != null && sampling.flag()) {
            throw sampling.wrong("must be false: answers are the likeliest ones");
        }
        YamlNode most = keys.getOrDefault("max_gen_toks", keys.get("max_new_tokens"));
        return most == null ? USUAL_TOKENS : most.integer();
    }

    /** The prompts of a task whose documents are judged as a whole. */
    private record WholeText(TargetSource source) implements Prompting {
        @Override
        public String text(Document document) {
            return exampleTarget(document);
        }

        @Override
        public Target target(Document document) {
            return source.of(document, null);
        }
    }

    /**
     * Prompts that are other ones for examples.
     *
     * @param asked the prompts of questions
     * @param shown the prompts of examples
     */
    private record ExamplePrompting(Prompting asked, Prompting shown) implements Prompting {
        @Override
        public String text(Document document) {
            return asked.text(document);
        }

        @Override
        public Target target(Document document) {
            return asked.target(document);
        }

        @Override
        public List<String> choices(Document document) {
            return asked.choices(document);
        }

        @Override
        public String exampleText(Document document) {
            return shown.exampleText(document);
        }

        @Override
        public String exampleDelimiter(String usual) {
            return shown.exampleDelimiter(usual);
        }

        @Override
        public String exampleTarget(Document document) {
            return shown.exampleTarget(document);
        }
    }
}
