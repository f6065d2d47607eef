package dev.llmops.eval.benchmark;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the filters of a task file. */
final class TaskFilters {
    private static final String USUAL_PATTERN = "#### (\\-?[0-9\\.\\,]+)";
    private static final String USUAL_FALLBACK = "[invalid]";

    private final TaskFile file;

    TaskFilters(TaskFile file) {
        this.file = file;
    }

    List<AnswerFilter> filters() {
        YamlNode list = file.find("filter_list");
        if (list == null) {
            return List.of(AnswerFilter.none());
        }
        List<AnswerFilter> filters = new ArrayList<>();
        for (YamlNode each : list.list()) {
            Map<String, YamlNode> keys = each.map();
            YamlNode name = keys.get("name");
            YamlNode steps = keys.get("filter");
            if (name == null || steps == null) {
                throw each.wrong("needs the keys \"name\" and \"filter\"");
            }
            List<UnaryOperator<String>> operators = new ArrayList<>();
            steps.list().forEach(step -> operators.add(step(step)));
            filters.add(new AnswerFilter(name.text(), operators));
        }
        return filters;
    }

    private static UnaryOperator<String> step(YamlNode node) {
        Map<String, YamlNode> keys = node.map();
        YamlNode function = keys.get("function");
        if (function == null) {
            throw node.wrong("needs the key \"function\"");
        }
        return switch (function.text()) {
            case "take_first" -> UnaryOperator.identity();
            case "lowercase" -> text -> text.toLowerCase(Locale.ROOT);
            case "uppercase" -> text -> text.toUpperCase(Locale.ROOT);
            case "remove_whitespace" -> TaskFilters::withoutSpaceBefore;
            case "regex" -> regex(keys);
            case "map" -> mapped(node, keys);
            default ->
                throw function.wrong("must be take_first, regex, lowercase, uppercase, remove_whitespace or map, is "
                        + function.text());
        };
    }

    private static String withoutSpaceBefore(String text) {
        int start = 0;
        while (start < text.length() && PythonRegex.isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    private static RegexStep regex(Map<String, YamlNode> keys) {
        YamlNode pattern = keys.get("regex_pattern");
        YamlNode select = keys.get("group_select");
        YamlNode fallback = keys.get("fallback");
        String source = pattern == null ? USUAL_PATTERN : pattern.text();
        try {
            return new RegexStep(
                    PythonRegex.compile(source),
                    select == null ? 0 : select.integer(),
                    fallback == null ? USUAL_FALLBACK : fallback.text());
        } catch (InvalidInputException e) {
            throw pattern == null ? e : pattern.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static UnaryOperator<String> mapped(YamlNode node, Map<String, YamlNode> keys) {
        YamlNode mapping = keys.get("mapping_dict");
        if (mapping == null) {
            throw node.wrong("needs the key \"mapping_dict\"");
        }
        Map<String, String> answers = new LinkedHashMap<>();
        mapping.map().forEach((from, to) -> answers.put(from, to.text()));
        @Nullable YamlNode otherwise = keys.get("default_value");
        String fallback = otherwise == null || otherwise.isNull() ? "None" : otherwise.text();
        return text -> answers.getOrDefault(text, fallback);
    }
}
