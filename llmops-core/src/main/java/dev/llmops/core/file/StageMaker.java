package dev.llmops.core.file;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelPolicy;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.core.provider.ExtractiveModelProvider;
import dev.llmops.core.provider.FallbackProvider;
import dev.llmops.core.provider.ParallelProvider;
import dev.llmops.core.provider.SpotlightingProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the stages that a file names, and keeps those that must be closed. Not safe for concurrent use. */
final class StageMaker implements StageConfig.StageFactory {
    /** The setting that holds the stages which a stage is made of, if they stand in place of its settings. */
    static final String STAGES = "stages";

    private static final String WITH = "with";

    /** What belongs to the format itself, and is there whatever the registry has. */
    private final StageRegistry ofTheFormat = StageRegistry.of(List.of(
            new ParallelProvider(), new FallbackProvider(), new ExtractiveModelProvider(), new SpotlightingProvider()));

    private final StageRegistry registry;
    private final Tree tree;
    private final Path directory;
    private final Function<String, @Nullable String> environment;
    private final Problems problems;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    StageMaker(
            StageRegistry registry,
            Tree tree,
            Path directory,
            Function<String, @Nullable String> environment,
            Problems problems) {
        this.registry = registry;
        this.tree = tree;
        this.directory = directory;
        this.environment = environment;
        this.problems = problems;
    }

    /** {@return what was made and must be closed, in the order in which it was made} */
    List<AutoCloseable> owned() {
        return owned;
    }

    @Override
    public <T> T create(Class<T> type, Object value, String path) {
        Set<String> options = type == ModelClient.class ? Set.of(WITH) : Set.of();
        return create(type, StageEntry.of(value, path, options, tree));
    }

    /**
     * {@return the stage of an entry}
     *
     * @throws ConfigurationException naming file and line, if it cannot be made
     */
    <T> T create(Class<T> type, StageEntry entry) {
        StageRegistry source = registry.find(type, entry.name()).isPresent() ? registry : ofTheFormat;
        if (source.find(type, entry.name()).isEmpty()) {
            throw new ConfigurationException(tree.locate(entry.path()) + ": " + missing(type, entry.name()));
        }
        StageConfig config = settings(entry);
        T stage = make(source, type, entry, config);
        if (stage instanceof AutoCloseable closeable && seen.add(stage)) {
            owned.add(closeable);
        }
        config.unread().forEach(unread -> problems.add(unread, entry.name(), config.known()));
        return stage instanceof ModelClient model ? type.cast(wrapped(model, entry)) : stage;
    }

    private StageConfig settings(StageEntry entry) {
        return StageConfig.of(entry.path(), entry.settings(), tree::locate, this, directory)
                .withEnvironment(environment);
    }

    private <T> T make(StageRegistry source, Class<T> type, StageEntry entry, StageConfig config) {
        String where = tree.locate(entry.path());
        try {
            return source.create(type, entry.name(), config);
        } catch (LlmException e) {
            tellMisspelt(entry, config);
            String message = String.valueOf(e.getMessage());
            boolean located = message.startsWith(tree.label() + ":");
            throw located
                    ? e
                    : new ConfigurationException(where + ": \"" + entry.name() + "\": " + message, e.getCause());
        } catch (RuntimeException | LinkageError e) {
            throw new ConfigurationException(
                    where + ": \"" + entry.name() + "\" cannot be made: its provider failed with "
                            + e.getClass().getName() + ". See the cause.",
                    e);
        }
    }

    /** A setting that is missing may be there under a name that is nearly its own. */
    private void tellMisspelt(StageEntry entry, StageConfig config) {
        for (String unread : config.unread()) {
            boolean meant = Suggestion.closest(Problems.key(unread), config.known())
                    .filter(name -> !entry.settings().containsKey(name))
                    .isPresent();
            if (meant) {
                problems.add(unread, entry.name(), config.known());
            }
        }
    }

    private ModelClient wrapped(ModelClient model, StageEntry entry) {
        ModelClient wrapped = model;
        if (entry.options().get(WITH) instanceof List<?> policies) {
            for (int i = 0; i < policies.size(); i++) {
                Object policy = policies.get(i);
                wrapped = wrapped.with(create(ModelPolicy.class, policy, entry.optionsPath() + "/" + WITH + "/" + i));
            }
        }
        return wrapped;
    }

    private String missing(Class<?> type, String name) {
        String text = registry.missing(type, name) + Suggestion.forName(name, registry.names(type));
        for (StageRegistry.Entry entry : registry.entries()) {
            if (entry.name().equals(name)) {
                return text + " There is a " + entry.stage().getSimpleName() + " of that name: "
                        + "is it under the wrong key?";
            }
        }
        return text;
    }

    /** Closes everything that was made, the last one first. */
    void closeAll() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            try {
                owned.get(i).close();
            } catch (Exception e) {
                problems.addCause(e);
            }
        }
        owned.clear();
    }
}
