package dev.llmops.core.file;

import dev.llmops.api.LlmException;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.pipeline.Composer;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Memory;
import dev.llmops.api.pipeline.PipelineListener;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.core.Pipeline;
import dev.llmops.core.StageOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the stages of a file together. What it is given matches the schema. Not safe for concurrent use. */
final class PipelineAssembly {
    private static final String DEFAULT_MODEL = "extractive";
    private static final Set<String> STAGE_OPTIONS = Set.of("name", "optional", "within");
    private static final Set<String> GUARD_OPTIONS = Set.of("name", "within", "racing", "policy");
    private static final Set<String> MODEL_OPTIONS = Set.of("name", "within", "with");

    private final Tree tree;
    private final Map<?, ?> root;
    private final StageMaker maker;
    private final Problems problems;
    private final Pipeline.Builder builder = Pipeline.builder();
    private final Map<String, Integer> names = new HashMap<>();

    PipelineAssembly(Tree tree, StageMaker maker, Problems problems) {
        this.tree = tree;
        this.root = tree.value() instanceof Map<?, ?> map ? map : Map.of();
        this.maker = maker;
        this.problems = problems;
    }

    /** {@return the pipeline; if there is none, everything that was made for it is closed} */
    Pipeline assemble() {
        boolean done = false;
        try {
            addAll();
            if (problems.any()) {
                maker.closeAll();
                throw problems.exception();
            }
            maker.owned().forEach(builder::onClose);
            Pipeline pipeline = builder.build();
            done = true;
            return pipeline;
        } finally {
            if (!done) {
                maker.closeAll();
            }
        }
    }

    private void addAll() {
        if (root.get("instructions") instanceof String instructions) {
            builder.instructions(instructions);
        }
        if (root.get("within") instanceof String within) {
            attempt("/within", () -> limit(Map.of("within", within), "", builder::within));
        }
        one("memory", STAGE_OPTIONS, Memory.class, builder::memory);
        each("preprocess", STAGE_OPTIONS, Preprocessor.class, builder::preprocess);
        each("ground", STAGE_OPTIONS, Grounder.class, builder::ground);
        guards();
        one("compose", Set.of(), Composer.class, (composer, options) -> builder.compose(composer));
        if (root.get("model") == null) {
            attempt("", () -> builder.model(maker.create(ModelClient.class, DEFAULT_MODEL, "/model")));
        } else {
            one("model", MODEL_OPTIONS, ModelClient.class, builder::model);
        }
        each("postprocess", STAGE_OPTIONS, Postprocessor.class, builder::postprocess);
        each("listen", Set.of(), PipelineListener.class, (listener, options) -> builder.listen(listener));
    }

    private <T> void one(String key, Set<String> allowed, Class<T> type, Adding<T> adding) {
        if (root.get(key) != null) {
            add(root.get(key), "/" + key, allowed, type, adding);
        }
    }

    private <T> void each(String key, Set<String> allowed, Class<T> type, Adding<T> adding) {
        List<?> items = root.get(key) instanceof List<?> list ? list : List.of();
        for (int i = 0; i < items.size(); i++) {
            add(items.get(i), "/" + key + "/" + i, allowed, type, adding);
        }
    }

    private <T> void add(@Nullable Object value, String path, Set<String> allowed, Class<T> type, Adding<T> adding) {
        attempt(path, () -> {
            StageEntry entry = StageEntry.of(value, path, allowed, tree);
            T stage = maker.create(type, entry);
            adding.add(stage, options(type, entry));
        });
    }

    private void guards() {
        PolicyReader policies = new PolicyReader(tree);
        List<?> items = root.get("guard") instanceof List<?> list ? list : List.of();
        for (int i = 0; i < items.size(); i++) {
            String path = "/guard/" + i;
            Object item = items.get(i);
            attempt(path, () -> {
                StageEntry entry = StageEntry.of(item, path, GUARD_OPTIONS, tree);
                GuardPolicy policy = policies.read(entry.options().get("policy"), path + "/policy");
                builder.guard(maker.create(SafetyGuard.class, entry), policy, options(SafetyGuard.class, entry));
            });
        }
    }

    private StageOptions options(Class<?> type, StageEntry entry) {
        Map<String, Object> given = entry.options();
        StageOptions[] options = {StageOptions.defaults().named(name(type, entry))};
        if (Boolean.TRUE.equals(given.get("optional"))) {
            options[0] = options[0].optional();
        }
        if (Boolean.TRUE.equals(given.get("racing"))) {
            options[0] = options[0].racing();
        }
        limit(given, entry.optionsPath(), limit -> options[0] = options[0].within(limit));
        return options[0];
    }

    /** {@return the name given, else that of the stage, with a number if it is there already} */
    private String name(Class<?> type, StageEntry entry) {
        if (entry.options().get("name") instanceof String name) {
            return name;
        }
        int number = names.merge(type.getName() + " " + entry.name(), 1, Integer::sum);
        return number == 1 ? entry.name() : entry.name() + "-" + number;
    }

    private void limit(Map<String, Object> settings, String path, Consumer<Duration> use) {
        StageConfig.of(path, settings, tree::locate, StageConfig.StageFactory.none(), Path.of(""))
                .duration("within")
                .ifPresent(use);
    }

    private void attempt(String path, Runnable step) {
        try {
            step.run();
        } catch (LlmException e) {
            problems.add(tree.locate(path), e);
        }
    }

    /** Adds a stage to the builder. */
    @FunctionalInterface
    private interface Adding<T> {
        void add(T stage, StageOptions options);
    }
}
