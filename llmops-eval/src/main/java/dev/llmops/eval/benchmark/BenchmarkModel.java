package dev.llmops.eval.benchmark;

import dev.llmops.api.Require;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.ModelClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that takes a benchmark: a name for results, and what it can do. Immutable. */
public final class BenchmarkModel {
    private final String name;
    private final @Nullable LogLikelihood judge;
    private final @Nullable ModelClient writer;

    private BenchmarkModel(String name, @Nullable LogLikelihood judge, @Nullable ModelClient writer) {
        this.name = Require.nonBlank(name, "name");
        this.judge = judge;
        this.writer = writer;
    }

    /** {@return a model that tells how likely texts are} */
    @SuppressWarnings("overloads") // both are interfaces with one method; models are objects, not lambdas
    public static BenchmarkModel of(String name, LogLikelihood judge) {
        return new BenchmarkModel(name, Require.nonNull(judge, "judge"), null);
    }

    /** {@return a model that writes} */
    @SuppressWarnings("overloads")
    public static BenchmarkModel of(String name, ModelClient writer) {
        return new BenchmarkModel(name, null, Require.nonNull(writer, "writer"));
    }

    /** {@return a model that does both} */
    public static BenchmarkModel of(String name, LogLikelihood judge, ModelClient writer) {
        return new BenchmarkModel(name, Require.nonNull(judge, "judge"), Require.nonNull(writer, "writer"));
    }

    /** {@return the name of the model in results} */
    public String name() {
        return name;
    }

    /** {@return what tells how likely texts are, if the model does} */
    public Optional<LogLikelihood> judge() {
        return Optional.ofNullable(judge);
    }

    /** {@return what writes, if the model does} */
    public Optional<ModelClient> writer() {
        return Optional.ofNullable(writer);
    }

    @Override
    public String toString() {
        return "BenchmarkModel[" + name + "]";
    }
}
