package dev.llmops.api.spi;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stages that were found on the class path and module path, by kind and name. Immutable.
 *
 * <p>Two providers of the same kind and name are a mistake that loading reports at once, with both
 * locations. A provider that cannot be created does not hide the others: it is remembered, and
 * reported by {@link #failures()} and whenever a look-up fails.
 */
public final class StageRegistry {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Where looking for providers ends: a class loader that cannot list its files fails for ever. */
    private static final int MOST_FAILURES = 100;

    /** Names of stages that come with an artifact of this project which may not be on the class path. */
    private static final Map<String, String> KNOWN_ARTIFACTS = Map.ofEntries(
            Map.entry("document-search", "dev.llmops:llmops-lucene"),
            Map.entry("ai21", "dev.llmops:llmops-remote"),
            Map.entry("anthropic", "dev.llmops:llmops-remote"),
            Map.entry("azure-openai", "dev.llmops:llmops-remote"),
            Map.entry("bedrock", "dev.llmops:llmops-remote"),
            Map.entry("cohere", "dev.llmops:llmops-remote"),
            Map.entry("gemini", "dev.llmops:llmops-remote"),
            Map.entry("huggingface", "dev.llmops:llmops-remote"),
            Map.entry("mistral", "dev.llmops:llmops-remote"),
            Map.entry("mistral-moderation", "dev.llmops:llmops-remote"),
            Map.entry("ollama", "dev.llmops:llmops-remote"),
            Map.entry("openai", "dev.llmops:llmops-remote"),
            Map.entry("openai-compatible", "dev.llmops:llmops-remote"),
            Map.entry("openai-moderation", "dev.llmops:llmops-remote"),
            Map.entry("tgi", "dev.llmops:llmops-remote"),
            Map.entry("vertex", "dev.llmops:llmops-remote"),
            Map.entry("voyage", "dev.llmops:llmops-remote"),
            Map.entry("onnx", "dev.llmops:llmops-onnx"),
            Map.entry("onnx-classifier", "dev.llmops:llmops-onnx"),
            Map.entry("onnx-embeddings", "dev.llmops:llmops-onnx"),
            Map.entry("onnx-entities", "dev.llmops:llmops-onnx"),
            Map.entry("onnx-reranker", "dev.llmops:llmops-onnx"));

    private final List<Entry> entries;
    private final List<String> failures;

    private StageRegistry(List<Entry> entries, List<String> failures) {
        this.entries = List.copyOf(entries);
        this.failures = List.copyOf(failures);
    }

    /**
     * {@return the stages that {@code loader} can see}
     *
     * @throws ConfigurationException if two have the same kind and name, or a name is not valid
     */
    public static StageRegistry load(ClassLoader loader) {
        Require.nonNull(loader, "loader");
        List<StageProvider<?>> found = new ArrayList<>();
        Set<String> failures = new LinkedHashSet<>();
        int failed = 0;
        @SuppressWarnings("rawtypes")
        Iterator<StageProvider> providers =
                ServiceLoader.load(StageProvider.class, loader).iterator();
        while (failed < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                found.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                // The iterator goes on behind the broken one, such as one compiled for a later Java.
                failures.add(describe(e));
                failed++;
            }
        }
        return of(found, List.copyOf(failures));
    }

    /** {@return a registry of the given providers, for tests and for applications that list their stages} */
    public static StageRegistry of(List<? extends StageProvider<?>> providers) {
        return of(providers, List.of());
    }

    private static StageRegistry of(List<? extends StageProvider<?>> providers, List<String> loadFailures) {
        Logger logger = System.getLogger(StageRegistry.class.getName());
        List<String> failures = new ArrayList<>(loadFailures);
        Map<String, Entry> byKey = new TreeMap<>();
        for (StageProvider<?> provider : providers) {
            Entry entry = entryOf(provider, failures);
            if (entry == null) {
                continue;
            }
            Entry other = byKey.putIfAbsent(entry.stage().getName() + " " + entry.name(), entry);
            if (other != null) {
                throw new ConfigurationException("Two providers are called \"" + entry.name() + "\" for stage "
                        + entry.stage().getSimpleName() + ": " + other.providerClass() + " in " + other.location()
                        + " and " + entry.providerClass() + " in " + entry.location()
                        + ". Remove one of them, or rename yours.");
            }
            logger.log(Level.DEBUG, "Found stage {0}, {1}, {2}", entry.name(), entry.providerClass(), entry.location());
        }
        for (String failure : failures) {
            logger.log(Level.WARNING, "A stage provider cannot be used: {0}", failure);
        }
        return new StageRegistry(new ArrayList<>(byKey.values()), failures);
    }

    /** {@return everything that was found, by kind and name} */
    public List<Entry> entries() {
        return entries;
    }

    /** {@return what was found but cannot be used, and why} */
    public List<String> failures() {
        return failures;
    }

    /** {@return the names of the stages of one kind, in order} */
    public List<String> names(Class<?> stage) {
        return entries.stream()
                .filter(entry -> entry.stage() == stage)
                .map(Entry::name)
                .toList();
    }

    /** {@return the provider of the stage, if it was found} */
    public <T> Optional<StageProvider<T>> find(Class<T> stage, String name) {
        for (Entry entry : entries) {
            if (entry.stage() == stage && entry.name().equals(name)) {
                @SuppressWarnings("unchecked") // stage() of the provider was compared just above
                StageProvider<T> provider = (StageProvider<T>) entry.provider();
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the stage that {@code name} stands for, set up as {@code config} says}
     *
     * @throws ConfigurationException if there is none, saying what there is and which artifact has it
     */
    public <T> T create(Class<T> stage, String name, StageConfig config) {
        StageProvider<T> provider =
                find(stage, name).orElseThrow(() -> new ConfigurationException(missing(stage, name)));
        T created = provider.create(config);
        if (created == null) {
            throw new ConfigurationException("Provider "
                    + provider.getClass().getName() + " returned nothing for stage \"" + name + "\". Report it to "
                    + location(provider.getClass()) + ".");
        }
        return created;
    }

    /** {@return what to tell somebody who asked for a stage that was not found} */
    public String missing(Class<?> stage, String name) {
        StringBuilder text = new StringBuilder("No ")
                .append(stage.getSimpleName())
                .append(" named \"")
                .append(name)
                .append("\". Found: ")
                .append(names(stage).isEmpty() ? "none" : String.join(", ", names(stage)))
                .append('.');
        String artifact = KNOWN_ARTIFACTS.get(name);
        if (artifact != null) {
            text.append(" It comes with ").append(artifact).append(": add that artifact.");
        } else {
            text.append(" Check the name, or add the artifact that has it.");
        }
        if (!failures.isEmpty()) {
            text.append(" Providers that could not be used: ")
                    .append(String.join("; ", failures))
                    .append('.');
        }
        return text.toString();
    }

    private static @Nullable Entry entryOf(StageProvider<?> provider, List<String> failures) {
        Class<?> type = provider.getClass();
        try {
            String name = provider.name();
            Class<?> stage = provider.stage();
            if (stage == null) {
                throw new ConfigurationException("Provider " + type.getName() + " in " + location(type)
                        + " does not say which kind of stage it makes: stage() returned null.");
            }
            if (name == null || !NAME.matcher(name).matches()) {
                throw new ConfigurationException("Provider " + type.getName() + " in " + location(type)
                        + " has the name \"" + name
                        + "\"; a name is lower-case letters, digits and single hyphens, and begins with a letter.");
            }
            return new Entry(stage, name, provider, type.getName(), location(type));
        } catch (ConfigurationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            failures.add(type.getName() + " in " + location(type) + ": " + e);
            return null;
        }
    }

    private static String describe(Error error) {
        Throwable cause = error.getCause();
        String what = error instanceof ServiceConfigurationError ? error.getMessage() : error.toString();
        return what + (cause == null ? "" : " (" + cause + ")");
    }

    private static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? "the runtime" : Objects.toString(source.getLocation(), "an unknown place");
    }

    /**
     * A stage that was found.
     *
     * @param stage its kind
     * @param name its name
     * @param provider what makes it
     * @param providerClass the class of that
     * @param location the jar or folder it is in
     */
    public record Entry(
            Class<?> stage, String name, StageProvider<?> provider, String providerClass, String location) {}
}
