package dev.llmops.core;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.core.file.PipelineFile;
import dev.llmops.core.file.StageListing;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines as files of YAML or JSON, and the stages that such a file can name.
 *
 * <pre>
 * version: 1
 * preprocess: [text-cleaner]
 * ground:
 *   - document-search: {documents: [handbook], top: 5}
 *     optional: true
 *     within: 2s
 * guard:
 *   - pii: {}
 *     policy: pseudonymise
 * model:
 *   fallback: [{openai: {model: gpt-5.2, key-variable: OPENAI_API_KEY}}, extractive]
 * postprocess: [citations]
 * </pre>
 *
 * <p>A stage is its name, or its name with settings; options such as {@code name}, {@code optional}
 * and {@code within} stand beside the name. Without a model the pipeline answers from what was
 * found. In every text <code>${NAME}</code> is replaced by an environment variable, and relative
 * paths start from the directory of the file. {@link #schema()} describes all of it.
 */
public final class Pipelines {
    private Pipelines() {}

    /**
     * {@return the pipeline that {@code file} describes, of stages found on the class path and module path}
     *
     * <p>The pipeline owns the stages: closing it closes those that can be closed.
     *
     * @throws ConfigurationException telling everything that is wrong, with file, line and key
     */
    public static Pipeline load(Path file) {
        return load(file, stages());
    }

    /**
     * {@return the pipeline that {@code file} describes, of the stages in {@code registry}}
     *
     * @throws ConfigurationException telling everything that is wrong, with file, line and key
     */
    public static Pipeline load(Path file, StageRegistry registry) {
        return load(file, registry, System::getenv);
    }

    /**
     * {@return the pipeline that {@code file} describes, of the stages in {@code registry}}
     *
     * @param file a file of YAML or JSON in UTF-8, of at most 1 MiB
     * @param registry the stages it can name
     * @param environment gives the value of a variable, or null if it is not set; asked while the file is read and,
     *     by stages that send a key, at their calls: safe for concurrent use
     * @throws ConfigurationException telling everything that is wrong, with file, line and key; never the
     *     value of a variable
     */
    public static Pipeline load(Path file, StageRegistry registry, Function<String, @Nullable String> environment) {
        return PipelineFile.load(
                Require.nonNull(file, "file"),
                Require.nonNull(registry, "registry"),
                Require.nonNull(environment, "environment"));
    }

    /** {@return the JSON schema of pipeline files, for editors and checks} */
    public static String schema() {
        return PipelineFile.schema();
    }

    /** {@return the stages found on the class path and module path, by kind and name, and what cannot be used and why} */
    public static String describe() {
        return describe(stages());
    }

    /** {@return the stages in {@code registry}, by kind and name, and what cannot be used and why} */
    public static String describe(StageRegistry registry) {
        return StageListing.of(Require.nonNull(registry, "registry"));
    }

    /** {@return what {@code pipeline} is made of, which stages make a stream wait, and why} */
    public static String describe(Pipeline pipeline) {
        return Require.nonNull(pipeline, "pipeline").describe();
    }

    private static StageRegistry stages() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return StageRegistry.load(loader == null ? Pipelines.class.getClassLoader() : loader);
    }
}
