package dev.llmops.api.spi;

/**
 * Makes a stage that pipeline files can name.
 *
 * <p>A provider is found by {@link java.util.ServiceLoader}: it needs a public constructor without
 * parameters, a line in {@code META-INF/services/dev.llmops.api.spi.StageProvider} and, in a named
 * module, a {@code provides} clause. It must be cheap to create; the work belongs in {@link #create}.
 *
 * @param <T> the kind of stage
 */
public interface StageProvider<T> {
    /** {@return the kind of stage, such as {@code Preprocessor.class}} */
    Class<T> stage();

    /** {@return the name, unique among stages of this kind: lower-case letters, digits and hyphens} */
    String name();

    /**
     * {@return a stage that is set up as {@code config} says}
     *
     * @throws dev.llmops.api.LlmException if it cannot be; {@link StageConfig#problem} makes one that names the line
     */
    T create(StageConfig config);

    /** {@return what the stage does, in one sentence; shown by {@code Pipelines.describe()}} */
    default String description() {
        return "";
    }
}
