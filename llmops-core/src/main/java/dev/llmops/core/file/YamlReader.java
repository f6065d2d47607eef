package dev.llmops.core.file;

import dev.llmops.api.ConfigurationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2, of which JSON is a part, into plain values with the line of each.
 *
 * <p>Built on the events of the parser, so that depth and expansion are limited before anything is
 * built. Tags are refused: a file describes values, never classes. A key that is there twice is a
 * problem. Not safe for concurrent use.
 */
final class YamlReader {
    private static final int DEPTH = 64;
    private static final int MOST_VALUES = 50_000;
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,1000}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]{1,1000}|[0-9]{1,1000}(\\.[0-9]{0,1000})?)([eE][-+]?[0-9]{1,3})?");

    private final String label;
    private final Variables variables;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;

    private YamlReader(String label, String text, Variables variables, Problems problems) {
        this.label = label;
        this.variables = variables;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder().setLabel(label).build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /**
     * {@return what {@code text} says}
     *
     * @throws ConfigurationException if it is empty or no YAML; what can be read in spite of a problem is
     *     read, and the problem added to {@code problems}
     */
    static Tree read(String label, String text, Variables variables, Problems problems) {
        try {
            return new YamlReader(label, text, variables, problems).read();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            String where = mark.map(each -> label + ":" + (each.getLine() + 1) + ":" + (each.getColumn() + 1))
                    .orElse(label);
            // Not the message, which has a piece of the file in it.
            throw new ConfigurationException(where + ": is not valid YAML: " + firstLine(e.getProblem()) + ".");
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw new ConfigurationException(label + ":" + line + ": has the character U+"
                    + String.format("%04X", e.getCodePoint()) + ", which YAML does not allow. Is it a text file?");
        } catch (YamlEngineException e) {
            throw new ConfigurationException(label + ": is not valid YAML.", e);
        }
    }

    private static String firstLine(@Nullable String problem) {
        String text = problem == null ? "the parser gives no reason" : problem;
        return text.lines().findFirst().orElse(text);
    }

    private Tree read() {
        Event event = next();
        while (event.getEventId() == ID.StreamStart || event.getEventId() == ID.DocumentStart) {
            event = next();
        }
        if (event.getEventId() == ID.StreamEnd) {
            throw new ConfigurationException(label + ": is empty. A pipeline file begins with \"version: 1\".");
        }
        @Nullable Object value = value(event, "", 0);
        next(); // the end of the document
        Event after = next();
        if (after.getEventId() != ID.StreamEnd) {
            problems.add(at(after), "begins a second document; a file holds one pipeline");
        }
        if (value == null) {
            throw new ConfigurationException(label + ": is empty. A pipeline file begins with \"version: 1\".");
        }
        return new Tree(label, value, Map.copyOf(lines));
    }

    private Event next() {
        return events.next();
    }

    private String at(Event event) {
        return label + ":" + line(event);
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private @Nullable Object value(Event event, String path, int depth) {
        if (depth > DEPTH) {
            throw new ConfigurationException(at(event) + ": is nested deeper than " + DEPTH + " levels.");
        }
        lines.putIfAbsent(path, line(event));
        count(1, event);
        if (event instanceof AliasEvent alias) {
            return anchored(alias);
        }
        refuseTag(event);
        int before = values;
        @Nullable Object value = switch (event.getEventId()) {
            case MappingStart -> map(path, depth);
            case SequenceStart -> list(path, depth);
            default -> scalar((ScalarEvent) event);
        };
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            anchors.put(node.getAnchor().get().getValue(), new Anchored(value, values - before + 1));
        }
        return value;
    }

    private void count(int more, Event event) {
        values += more;
        if (values > MOST_VALUES) {
            throw new ConfigurationException(at(event) + ": has more than " + MOST_VALUES + " values.");
        }
    }

    private @Nullable Object anchored(AliasEvent alias) {
        String name = alias.getAnchor().map(anchor -> anchor.getValue()).orElse("");
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw new ConfigurationException(
                    at(alias) + ": refers to *" + name + ", which is not defined above, or is just being defined.");
        }
        count(anchored.size(), alias);
        return anchored.value();
    }

    private void refuseTag(Event event) {
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
        if (tag.isPresent()) {
            problems.add(
                    at(event),
                    "has a tag (\"!…\"), which pipeline files do not have; quote a text that begins with \"!\"");
        }
    }

    private Map<String, @Nullable Object> map(String path, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != ID.MappingEnd; event = next()) {
            if (!(event instanceof ScalarEvent scalar)) {
                throw new ConfigurationException(at(event) + ": has a key that is not a text.");
            }
            refuseTag(event);
            String key = scalar.getValue();
            String place = path + "/" + key;
            boolean twice = map.containsKey(key);
            if (twice) {
                problems.add(at(event), "\"" + key + "\" stands here twice, first in line " + lines.get(place));
            }
            lines.putIfAbsent(place, line(event));
            @Nullable Object value = value(next(), place, depth + 1);
            if (!twice) {
                map.put(key, value);
            }
        }
        return map;
    }

    private List<@Nullable Object> list(String path, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Event event = next(); event.getEventId() != ID.SequenceEnd; event = next()) {
            list.add(value(event, path + "/" + list.size(), depth + 1));
        }
        return list;
    }

    private @Nullable Object scalar(ScalarEvent event) {
        String text = event.getValue();
        if (!event.isPlain()) {
            return variables.replaceIn(text, problem -> problems.add(at(event), problem));
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default ->
                number(text).orElseGet(() -> variables.replaceIn(text, problem -> problems.add(at(event), problem)));
        };
    }

    private static Optional<Object> number(String text) {
        if (INTEGER.matcher(text).matches()) {
            BigInteger integer = new BigInteger(text);
            return Optional.of(integer.bitLength() < 32 ? (Object) integer.intValue() : integer);
        }
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /**
     * A value with a name.
     *
     * @param value the value
     * @param size how many values it consists of
     */
    private record Anchored(@Nullable Object value, int size) {}
}
