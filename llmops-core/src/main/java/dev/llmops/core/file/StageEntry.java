package dev.llmops.core.file;

import dev.llmops.api.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stage as a file writes it: {@code name}, or {@code {name: settings, option: …}}.
 *
 * @param name the stage
 * @param path where its settings stand
 * @param settings its settings
 * @param options what stands beside its name
 * @param optionsPath where that stands
 */
record StageEntry(
        String name, String path, Map<String, Object> settings, Map<String, Object> options, String optionsPath) {

    /**
     * {@return the entry that {@code value} is}
     *
     * @param allowed the options that a stage can have here
     * @throws ConfigurationException if it is none
     */
    static StageEntry of(@Nullable Object value, String path, Set<String> allowed, Tree tree) {
        if (value instanceof String name) {
            return new StageEntry(name, path, Map.of(), Map.of(), path);
        }
        if (!(value instanceof Map<?, ?> group)) {
            throw new ConfigurationException(
                    tree.locate(path) + ": must be a stage: its name, or its name with settings");
        }
        List<String> names = new ArrayList<>();
        Map<String, Object> options = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : group.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (!allowed.contains(key)) {
                names.add(key);
            } else if (entry.getValue() != null) {
                options.put(key, entry.getValue());
            }
        }
        if (names.size() != 1) {
            throw new ConfigurationException(tree.locate(path) + ": "
                    + (names.isEmpty()
                            ? "names no stage; write its name with a colon, as in \"document-search:\""
                            : "names more than one stage: " + String.join(", ", names)
                                    + ". Each stage begins with a dash of its own"
                                    + (allowed.isEmpty() ? "" : "; beside its name may stand " + listed(allowed))));
        }
        String name = names.get(0);
        String settingsPath = path + "/" + name;
        return new StageEntry(name, settingsPath, settings(group.get(name), settingsPath, tree), options, path);
    }

    private static String listed(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private static Map<String, Object> settings(@Nullable Object value, String path, Tree tree) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof List<?> stages) {
            return Map.of(StageMaker.STAGES, stages);
        }
        if (!(value instanceof Map<?, ?> group)) {
            throw new ConfigurationException(tree.locate(path) + ": \"" + Tree.key(path)
                    + "\" must have a group of settings below it, indented further");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : group.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (entry.getValue() == null) {
                throw new ConfigurationException(
                        tree.locate(path + "/" + key) + ": \"" + key + "\" has no value. Give it one, or leave it out");
            }
            settings.put(key, entry.getValue());
        }
        return settings;
    }
}
