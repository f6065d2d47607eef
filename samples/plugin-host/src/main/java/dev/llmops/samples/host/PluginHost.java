package dev.llmops.samples.host;

import dev.llmops.api.pipeline.Answer;
import dev.llmops.core.Pipeline;
import dev.llmops.core.Pipelines;
import java.io.PrintStream;
import java.nio.file.Path;

/** Loads a pipeline file, shows which stages there are, and answers one question. */
public final class PluginHost {
    private PluginHost() {}

    /** Runs with the pipeline file and the question as arguments; both have defaults. */
    public static void main(String[] args) {
        PrintStream out = System.out;
        Path file = Path.of(args.length > 0 ? args[0] : "pipeline.yaml");
        String question = args.length > 1 ? args[1] : "What does NPSH mean?";

        out.println("Stages that were found:");
        out.println(Pipelines.describe());
        try (Pipeline pipeline = Pipelines.load(file)) {
            out.println("The pipeline of " + file + ":");
            out.println(Pipelines.describe(pipeline));
            Answer answer = pipeline.run(question);
            out.println(question);
            out.println(answer.text());
        }
    }
}
