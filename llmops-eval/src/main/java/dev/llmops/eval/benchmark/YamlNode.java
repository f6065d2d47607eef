package dev.llmops.eval.benchmark;

import dev.llmops.api.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A value in a task file, and where it stands.
 *
 * @param file the name of the file
 * @param key under which key the value stands; empty for the whole file
 * @param node the value
 */
record YamlNode(String file, String key, Node node) {
    private static final Set<Tag> KNOWN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    /**
     * {@return what {@code path} holds}
     *
     * @throws ConfigurationException if it cannot be read or is no YAML, with the line
     */
    static YamlNode read(Path path) {
        String file = String.valueOf(path.getFileName());
        String text = text(path, file);
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            // The shorter way through Compose is not exported by its module.
            Node root = new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
                    .getSingleNode()
                    .orElseThrow(
                            () -> new ConfigurationException(file + ": is empty. A task begins with \"task: NAME\"."));
            return new YamlNode(file, "", root);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            String where = mark.map(each -> ":" + (each.getLine() + 1)).orElse("");
            throw new ConfigurationException(file + where + ": is not valid YAML: " + e.getProblem() + ".", e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + ": is not valid YAML.", e);
        }
    }

    private static String text(Path path, String file) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + ": is not UTF-8. Save it in that encoding.", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + "). Is the path right?", e);
        }
    }

    /** {@return the line of the value, from 1; 0 if it is not known} */
    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** {@return an exception about this value} */
    ConfigurationException wrong(String problem) {
        return new ConfigurationException(
                file + ":" + line() + (key.isEmpty() ? "" : ": " + key) + ": " + problem + ".");
    }

    /** {@return the values of a mapping, by key, in order} */
    Map<String, YamlNode> map() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must be a mapping of keys to values");
        }
        Map<String, YamlNode> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw wrong("has a key that is not a text");
            }
            String path = key.isEmpty() ? name.getValue() : key + "." + name.getValue();
            if (values.put(name.getValue(), new YamlNode(file, path, tuple.getValueNode())) != null) {
                throw new YamlNode(file, path, tuple.getKeyNode()).wrong("is there twice");
            }
        }
        return values;
    }

    /** {@return the values of a list; a value that is no list by itself} */
    List<YamlNode> list() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlNode> values = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            values.add(new YamlNode(file, key + "[" + values.size() + "]", each));
        }
        return values;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** {@return a text; numbers and booleans are what is written} */
    String text() {
        refuseCode();
        if (node instanceof ScalarNode scalar && !isNull()) {
            return scalar.getValue();
        }
        throw wrong("must be a text");
    }

    int integer() {
        if (plain() instanceof Integer integer) {
            return integer;
        }
        throw wrong("must be a whole number");
    }

    boolean flag() {
        if (plain() instanceof Boolean flag) {
            return flag;
        }
        throw wrong("must be true or false");
    }

    /** {@return the value as texts, numbers, booleans, lists, maps or null} */
    @Nullable Object plain() {
        refuseCode();
        if (isMap()) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map().forEach((name, value) -> plain.put(name, value.plain()));
            return plain;
        }
        if (isList()) {
            List<@Nullable Object> plain = new ArrayList<>();
            list().forEach(value -> plain.add(value.plain()));
            return plain;
        }
        return scalar(((ScalarNode) node).getValue());
    }

    private @Nullable Object scalar(String text) {
        try {
            if (node.getTag().equals(Tag.INT)) {
                return Integer.valueOf(text);
            }
            if (node.getTag().equals(Tag.FLOAT)) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw wrong("is a number that is too large");
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        return isNull() ? null : text;
    }

    private void refuseCode() {
        if (!KNOWN.contains(node.getTag())) {
            throw wrong("is a piece of Python (" + node.getTag().getValue() + "), which does not run here;"
                    + " say it with a template, or prepare the data beforehand");
        }
    }

    /** Shows where the value stands. */
    @Override
    public String toString() {
        return file + " " + key;
    }
}
