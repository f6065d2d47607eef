package dev.llmops.samples.quickstart;

import dev.llmops.api.LlmException;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.core.AnswerStream;
import dev.llmops.core.Pipeline;
import dev.llmops.core.StageOptions;
import dev.llmops.core.citation.Citations;
import dev.llmops.core.entity.EntityFinder;
import dev.llmops.core.extractive.ExtractiveModelClient;
import dev.llmops.core.memory.ConversationMemory;
import dev.llmops.core.safety.PiiGuard;
import dev.llmops.core.text.TextCleaner;
import dev.llmops.core.text.Typography;
import dev.llmops.lucene.DocumentIndex;
import dev.llmops.lucene.DocumentReader;
import dev.llmops.lucene.DocumentSearch;
import dev.llmops.remote.openai.OpenAiClient;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Answers questions from the handbook of a water utility, streamed, with citations, guard findings
 * and timings.
 *
 * <p>Takes a question as argument or as system property {@code question}; without one it holds a
 * short conversation of its own. The model quotes the handbook, unless the environment has a key of
 * OpenAI's in {@code OPENAI_API_KEY}: then a model of theirs writes the answers.
 */
public final class Quickstart {
    private static final List<String> CONVERSATION = List.of(
            "Why is running all four pumps at Aldersyke High Lift together forbidden?",
            "What is the longest permitted outage of one pump at Thornby High Lift?",
            "And in which month is it due for service?",
            "My number is +44 20 5550 0142. For how long is a fire watch kept after hot work ends?",
            "When are the ultraviolet lamps at Thornby replaced?",
            "What is the annual salary of the Chief Executive?");

    private static final String OPENAI_MODEL = "gpt-5-mini";

    private final PrintStream out;

    private Quickstart(PrintStream out) {
        this.out = out;
    }

    /** Runs the sample. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String question = arguments.length > 0
                ? String.join(" ", arguments)
                : System.getProperty("question", "").strip();
        Path handbook = Path.of(System.getProperty("handbook", "samples/quickstart/handbook"));
        new Quickstart(out).run(handbook, question.isEmpty() ? CONVERSATION : List.of(question));
    }

    void run(Path handbook, List<String> questions) {
        long began = System.nanoTime();
        try (DocumentIndex index = DocumentIndex.inMemory()) {
            index.addAll(DocumentReader.standard().readAll(handbook));
            out.printf(
                    "%d documents in %d passages, indexed in %d ms. ",
                    index.documentCount(),
                    index.passageCount(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            String key = System.getenv("OPENAI_API_KEY");
            if (key == null || key.isBlank()) {
                out.println("The model quotes them: no key, no download, no server.");
                answer(index, ExtractiveModelClient.standard(), questions);
            } else {
                out.println("OPENAI_API_KEY is set: OpenAI's " + OPENAI_MODEL + " answers from them.");
                try (OpenAiClient openAi = OpenAiClient.fromEnv(OPENAI_MODEL)) {
                    answer(index, openAi, questions);
                }
            }
        }
    }

    private void answer(DocumentIndex index, ModelClient model, List<String> questions) {
        try (Pipeline pipeline = pipeline(index, model)) {
            questions.forEach(question -> ask(pipeline, question));
        }
    }

    /** The sentence a user of the library writes; another model is another argument. */
    private static Pipeline pipeline(DocumentIndex index, ModelClient model) {
        return Pipeline.builder()
                .memory(ConversationMemory.window(20))
                .preprocess(TextCleaner.standard())
                .ground(EntityFinder.standard())
                .ground(DocumentSearch.over(index).top(5), StageOptions.of("handbook"))
                .guard(PiiGuard.standard(), GuardPolicy.redact(), StageOptions.of("personal-data"))
                .model(model)
                .postprocess(Typography.standard())
                .postprocess(Citations.attributed())
                .within(Duration.ofSeconds(20))
                .build();
    }

    private void ask(Pipeline pipeline, String question) {
        out.printf("%nQ: %s%nA: ", question);
        AnswerPrinter printer = new AnswerPrinter(out);
        try (AnswerStream stream = pipeline.call(question).in("quickstart").stream()) {
            for (AnswerEvent event : stream) {
                if (event instanceof AnswerEvent.TextDelta delta) {
                    out.print(delta.text());
                    out.flush();
                } else if (event instanceof AnswerEvent.Revised revised) {
                    out.printf("%n(revised by %s)%n   %s", revised.stage(), revised.text());
                } else if (event instanceof AnswerEvent.Completed completed) {
                    out.println();
                    printer.print(completed.answer());
                }
            }
        } catch (BlockedException e) {
            out.printf("%nBlocked: %s%n", e.getMessage());
        } catch (LlmException e) {
            out.printf("%nFailed: %s%n", e.getMessage());
        }
    }
}
