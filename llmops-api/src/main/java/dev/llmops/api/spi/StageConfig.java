package dev.llmops.api.spi;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one stage, as a pipeline file gives them.
 *
 * <p>Reading a setting also marks it as known: what is left over when the stage has been made is
 * reported as a mistake, see {@link #unread()}. Not safe for concurrent use.
 */
public final class StageConfig {
    private static final String A_TIME = "a time such as 500ms, 20s or 5m";

    private final String path;
    private final Map<String, Object> values;
    private final Locator locator;
    private final StageFactory factory;
    private final Path directory;
    private final Function<String, @Nullable String> environment;
    private final Set<String> read = new LinkedHashSet<>();
    private final List<StageConfig> children = new ArrayList<>();

    private StageConfig(
            String path,
            Map<String, Object> values,
            Locator locator,
            StageFactory factory,
            Path directory,
            Function<String, @Nullable String> environment) {
        this.path = path;
        this.values = values;
        this.locator = locator;
        this.factory = factory;
        this.directory = directory;
        this.environment = environment;
    }

    /** {@return settings of a stage that has none} */
    public static StageConfig empty() {
        return of(Map.of());
    }

    /** {@return settings given in code; values are strings, numbers, booleans, lists and maps} */
    public static StageConfig of(Map<String, Object> values) {
        return of("", values, key -> "", StageFactory.none(), Path.of(""));
    }

    /**
     * {@return settings read from a file, with the environment of this process}
     *
     * @param path where the settings stand in the file, as a JSON pointer
     * @param values the settings: strings, numbers, booleans, lists and maps
     * @param locator tells where in the file something stands
     * @param factory makes the stages that this one refers to
     * @param directory what relative paths start from
     */
    public static StageConfig of(
            String path, Map<String, Object> values, Locator locator, StageFactory factory, Path directory) {
        return new StageConfig(
                Require.nonNull(path, "path"),
                new LinkedHashMap<>(Require.nonNull(values, "values")),
                Require.nonNull(locator, "locator"),
                Require.nonNull(factory, "factory"),
                Require.nonNull(directory, "directory"),
                System::getenv);
    }

    /**
     * {@return these settings, of which none has been read, with another environment}
     *
     * @param variables gives the value of an environment variable, or null if it is not set; safe for concurrent use
     */
    public StageConfig withEnvironment(Function<String, @Nullable String> variables) {
        return new StageConfig(path, values, locator, factory, directory, Require.nonNull(variables, "variables"));
    }

    /** {@return the setting as text} */
    public Optional<String> string(String key) {
        return value(key, String.class, "a text");
    }

    /** {@return the setting as text, which must be there} */
    public String requiredString(String key) {
        return string(key).orElseThrow(() -> problem(key, "is missing: a text is needed"));
    }

    /** {@return the setting as a whole number} */
    public Optional<Integer> integer(String key) {
        Optional<Number> number = value(key, Number.class, "a whole number");
        number.ifPresent(value -> {
            if (value.doubleValue() != Math.rint(value.doubleValue())) {
                throw problem(key, "must be a whole number, was " + value);
            }
            if (value.doubleValue() != value.intValue()) {
                throw problem(key, "must be at most " + Integer.MAX_VALUE + " in size, was " + value);
            }
        });
        return number.map(Number::intValue);
    }

    /** {@return the setting as a number} */
    public Optional<Double> number(String key) {
        return value(key, Number.class, "a number").map(Number::doubleValue);
    }

    /** {@return the setting as yes or no} */
    public Optional<Boolean> flag(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /** {@return the setting as a time, written like {@code 500ms}, {@code 20s}, {@code 5m} or ISO 8601} */
    public Optional<Duration> duration(String key) {
        Optional<Duration> duration = value(key, String.class, A_TIME).map(text -> parseDuration(key, text));
        duration.filter(Duration::isNegative).ifPresent(value -> {
            throw problem(key, "must not be negative, was " + value);
        });
        return duration;
    }

    /** {@return the setting as a path; relative ones start from the directory of the file} */
    public Optional<Path> path(String key) {
        return string(key).map(text -> resolve(key, text));
    }

    private Path resolve(String key, String text) {
        try {
            return directory.resolve(text);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(locate(key) + " must be a path", e);
        }
    }

    /** {@return the setting, one path or a list of them; relative ones start from the directory of the file} */
    public List<Path> paths(String key) {
        List<String> texts =
                values.get(key) instanceof String ? string(key).stream().toList() : strings(key);
        return texts.stream().map(text -> resolve(key, text)).toList();
    }

    /** {@return the setting as a list of texts; empty if it is missing} */
    public List<String> strings(String key) {
        List<?> items = value(key, List.class, "a list").orElse(List.of());
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw problem(key, "must be a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** {@return the setting as one of the constants of {@code type}, in any case, with {@code -} for {@code _}} */
    public <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) {
        return string(key).map(text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
                    return constant;
                }
            }
            List<String> names = new ArrayList<>();
            for (E constant : type.getEnumConstants()) {
                names.add(constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            }
            throw problem(key, "must be one of " + String.join(", ", names) + ", was \"" + text + "\"");
        });
    }

    /** {@return the setting as settings of their own} */
    public Optional<StageConfig> child(String key) {
        return value(key, Map.class, "a group of settings").map(map -> {
            StageConfig child = nested(path + "/" + key, stringKeys(key, map));
            children.add(child);
            return child;
        });
    }

    /** {@return the setting as a list of groups of settings; empty if it is missing} */
    public List<StageConfig> children(String key) {
        List<?> items = value(key, List.class, "a list").orElse(List.of());
        List<StageConfig> groups = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof Map<?, ?> map)) {
                throw problem(key, "must be a list of groups of settings");
            }
            StageConfig child = nested(path + "/" + key + "/" + i, stringKeys(key, map));
            children.add(child);
            groups.add(child);
        }
        return groups;
    }

    /** {@return the stage that the setting describes: its name, or a group of one name with its settings} */
    public <T> Optional<T> stage(String key, Class<T> type) {
        read.add(key);
        Object value = values.get(key);
        return value == null ? Optional.empty() : Optional.of(factory.create(type, value, path + "/" + key));
    }

    /** {@return the stages that the items of the setting describe; empty if it is missing} */
    public <T> List<T> stages(String key, Class<T> type) {
        List<?> items = value(key, List.class, "a list").orElse(List.of());
        List<T> stages = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            if (item == null) {
                throw problem(key, "must not have empty items");
            }
            stages.add(factory.create(type, item, path + "/" + key + "/" + i));
        }
        return stages;
    }

    /**
     * {@return the value of an environment variable; empty if it is not set, or blank}
     *
     * <p>Unlike all else here it may be asked at any time and from any thread. For keys: a stage that needs one names
     * its variable in the file, says {@link #problem} if that is not set, and never shows the value.
     */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank());
    }

    /** {@return the settings that nobody has read, with where they stand; a stage should have none left} */
    public List<String> unread() {
        List<String> left = new ArrayList<>();
        for (String key : values.keySet()) {
            if (!read.contains(key)) {
                left.add(locate(key));
            }
        }
        children.forEach(child -> left.addAll(child.unread()));
        return left;
    }

    /** {@return the names of the settings that somebody has asked for, whether they are there or not} */
    public Set<String> known() {
        return Set.copyOf(read);
    }

    /** {@return an exception about the setting {@code key}, naming line and key} */
    public ConfigurationException problem(String key, String problem) {
        return new ConfigurationException(locate(key) + " " + problem);
    }

    private String locate(String key) {
        String where = locator.locate(path + "/" + key);
        return (where.isEmpty() ? "" : where + ": ") + "\"" + key + "\"";
    }

    private StageConfig nested(String childPath, Map<String, Object> childValues) {
        return new StageConfig(childPath, childValues, locator, factory, directory, environment);
    }

    private Map<String, Object> stringKeys(String key, Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(name instanceof String text) || value == null) {
                throw problem(key, "must have texts as keys and no empty values");
            }
            result.put(text, value);
        });
        return result;
    }

    private <T> Optional<T> value(String key, Class<T> type, String expected) {
        read.add(key);
        @Nullable Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw problem(key, "must be " + expected);
        }
        return Optional.of(type.cast(value));
    }

    private Duration parseDuration(String key, String text) {
        try {
            if (text.startsWith("P")) {
                return Duration.parse(text);
            }
            if (text.endsWith("ms")) {
                return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
            }
            long amount = Long.parseLong(text.substring(0, Math.max(0, text.length() - 1)));
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(amount);
                case 'm' -> Duration.ofMinutes(amount);
                case 'h' -> Duration.ofHours(amount);
                default -> throw problem(key, "must be " + A_TIME);
            };
        } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
            throw new ConfigurationException(locate(key) + " must be " + A_TIME, e);
        }
    }

    /** Tells where in a file something stands. */
    @FunctionalInterface
    public interface Locator {
        /** {@return file and line of what stands at {@code pointer}, a JSON pointer; empty if not known} */
        String locate(String pointer);
    }

    /** Makes the stages that other stages refer to. */
    @FunctionalInterface
    public interface StageFactory {
        /**
         * {@return the stage that {@code value} describes}
         *
         * @param type the kind of stage
         * @param value its name, or a map of one name to its settings
         * @param pointer where it stands, as a JSON pointer
         */
        <T> T create(Class<T> type, Object value, String pointer);

        /** {@return a factory for settings that refer to no other stage} */
        static StageFactory none() {
            return new StageFactory() {
                @Override
                public <T> T create(Class<T> type, Object value, String pointer) {
                    throw new ConfigurationException("These settings cannot refer to other stages.");
                }
            };
        }
    }
}
