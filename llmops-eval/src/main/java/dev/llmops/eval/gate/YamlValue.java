package dev.llmops.eval.gate;

import dev.llmops.api.ConfigurationException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A value in a file of YAML, and where it stands.
 *
 * @param file the file
 * @param path the keys that lead to it; empty at the root
 * @param node what stands there
 */
record YamlValue(Path file, String path, Node node) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(?:[.][0-9]{1,6})?) ?(ms|s|m)");

    static YamlValue read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("There is no file " + file + ".", e);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + " is not UTF-8. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file.toString())
                    .setMaxAliasesForCollections(10)
                    .setAllowRecursiveKeys(false)
                    .build();
            // The shorter way through Compose is not exported by its module.
            Node root = new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
                    .getSingleNode()
                    .orElseThrow(() -> new ConfigurationException(file + " is empty."));
            return new YamlValue(file, "", root);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            String where = mark.map(each -> ":" + (each.getLine() + 1)).orElse("");
            throw new ConfigurationException(file + where + " is not valid YAML: " + e.getProblem() + ".", e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + " is not valid YAML.", e);
        }
    }

    boolean has(String key) {
        return mapping().stream().anyMatch(tuple -> key(tuple).equals(key));
    }

    YamlValue get(String key) {
        for (NodeTuple tuple : mapping()) {
            if (key(tuple).equals(key)) {
                return new YamlValue(file, path.isEmpty() ? key : path + "." + key, tuple.getValueNode());
            }
        }
        throw wrong("needs the key " + key);
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (NodeTuple tuple : mapping()) {
            if (keys.contains(key(tuple))) {
                throw wrong("has the key " + key(tuple) + " twice");
            }
            keys.add(key(tuple));
        }
        return keys;
    }

    void only(Collection<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                throw wrong("has the unknown key " + key + "; known are " + String.join(", ", known));
            }
        }
    }

    /** {@return the values of a list; the value itself if it is none} */
    List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlValue> values = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            values.add(new YamlValue(file, path + "[" + values.size() + "]", each));
        }
        return values;
    }

    String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw wrong("must be a text");
        }
        return scalar.getValue();
    }

    double number() {
        return decimal().doubleValue();
    }

    BigDecimal decimal() {
        String text = text();
        if (!text.matches("[-+]?[0-9]{0,30}[.]?[0-9]{0,30}(?:[eE][-+]?[0-9]{1,2})?") || !text.matches(".*[0-9].*")) {
            throw wrong("must be a number");
        }
        return new BigDecimal(text);
    }

    boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("must be true or false");
        };
    }

    Duration duration() {
        Matcher matcher = DURATION.matcher(text());
        if (!matcher.matches()) {
            throw wrong("must be a duration such as 800ms, 3s or 2m");
        }
        int nanoPlaces = matcher.group(2).equals("ms") ? 6 : 9;
        BigDecimal nanos = new BigDecimal(matcher.group(1)).movePointRight(nanoPlaces);
        int factor = matcher.group(2).equals("m") ? 60 : 1;
        return Duration.ofNanos(nanos.multiply(BigDecimal.valueOf(factor)).longValue());
    }

    ConfigurationException wrong(String problem) {
        String line =
                node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
        return new ConfigurationException(
                file + line + ": " + (path.isEmpty() ? "the file" : path) + " " + problem + ".");
    }

    private List<NodeTuple> mapping() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must be keys with values");
        }
        return mapping.getValue();
    }

    private String key(NodeTuple tuple) {
        return new YamlValue(file, path, tuple.getKeyNode()).text();
    }
}
