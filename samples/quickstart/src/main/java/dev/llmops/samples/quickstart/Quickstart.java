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
import dev.llmops.lucene.Chunker;
import dev.llmops.lucene.DocumentIndex;
import dev.llmops.lucene.DocumentReader;
import dev.llmops.lucene.DocumentSearch;
import dev.llmops.onnx.OnnxModelClient;
import dev.llmops.remote.openai.OpenAiClient;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers questions from the handbook of a water utility, streamed, with citations, guard findings
 * and timings.
 *
 * <p>Takes a question as argument or as system property {@code question}; without one it holds a
 * short conversation of its own. Who answers:
 *
 * <ul>
 *   <li>with {@code --model tiny}, or system property {@code model}, the small model of this repository, in this
 *       process, from a register of pumps and people written in the words it knows;
 *   <li>with {@code --model DIRECTORY} a model that was downloaded there in its ONNX form, in this process;
 *   <li>with a key in the environment variable {@code OPENAI_API_KEY} a model of OpenAI's;
 *   <li>else nobody: sentences of the handbook are quoted.
 * </ul>
 */
public final class Quickstart {
    private static final List<String> CONVERSATION = List.of(
            "Why is running all four pumps at Aldersyke High Lift together forbidden?",
            "What is the longest permitted outage of one pump at Thornby High Lift?",
            "And in which month is it due for service?",
            "My number is +44 20 5550 0142. For how long is a fire watch kept after hot work ends?",
            "When are the ultraviolet lamps at Thornby replaced?",
            "What is the annual salary of the Chief Executive?");

    private static final List<String> REGISTER_CONVERSATION = List.of(
            "When is Pump P-331 serviced?",
            "Who looks after Pump P-331?",
            "Where does Valve V-68 stand?",
            "What is the phone number of Omar Varga?",
            "What colour is Pump P-17?",
            "Who is the manager of Hawcombe reservoir?",
            "What does Sensor S-184 measure?",
            "How much did the repair of Blower B-310 cost?");

    private static final String HANDBOOK = "samples/quickstart/handbook";
    private static final String REGISTER = "samples/quickstart/register";
    private static final String TINY = "tiny";
    private static final String TINY_MODEL = "samples/models/tiny";
    private static final String OPENAI_MODEL = "gpt-5-mini";
    private static final int SHORT_PASSAGE = 48;

    private final PrintStream out;

    private Quickstart(PrintStream out) {
        this.out = out;
    }

    /** Runs the sample. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of(arguments));
        String model = System.getProperty("model", "").strip();
        int option = words.indexOf("--model");
        if (option >= 0 && option + 1 < words.size()) {
            model = words.get(option + 1);
            words.subList(option, option + 2).clear();
        }
        String question = words.isEmpty() ? System.getProperty("question", "").strip() : String.join(" ", words);
        boolean tiny = model.equals(TINY);
        Path documents = Path.of(System.getProperty("handbook", tiny ? REGISTER : HANDBOOK));
        List<String> questions = question.isEmpty() ? (tiny ? REGISTER_CONVERSATION : CONVERSATION) : List.of(question);
        new Quickstart(out).run(documents, questions, tiny ? TINY_MODEL : model);
    }

    void run(Path documents, List<String> questions, String localModel) {
        long began = System.nanoTime();
        try (DocumentIndex index = index(localModel.equals(TINY_MODEL))) {
            index.addAll(DocumentReader.standard().readAll(documents));
            out.printf(
                    "%d documents in %d passages, indexed in %d ms. ",
                    index.documentCount(),
                    index.passageCount(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            String key = System.getenv("OPENAI_API_KEY");
            if (!localModel.isEmpty()) {
                answerLocally(index, localModel, questions);
            } else if (key == null || key.isBlank()) {
                out.println("The model quotes them: no key, no download, no server.");
                answer(index, 5, ExtractiveModelClient.standard(), questions);
            } else {
                out.println("OPENAI_API_KEY is set: OpenAI's " + OPENAI_MODEL + " answers from them.");
                try (OpenAiClient openAi = OpenAiClient.fromEnv(OPENAI_MODEL)) {
                    answer(index, 5, openAi, questions);
                }
            }
        }
    }

    /** The small model was taught on short passages. */
    private static DocumentIndex index(boolean shortPassages) {
        return shortPassages
                ? DocumentIndex.builder()
                        .chunker(Chunker.builder()
                                .tokens(SHORT_PASSAGE)
                                .overlap(0)
                                .build())
                        .inMemory()
                : DocumentIndex.inMemory();
    }

    private void answerLocally(DocumentIndex index, String directory, List<String> questions) {
        long began = System.nanoTime();
        try (OnnxModelClient model = OnnxModelClient.open(Path.of(directory))) {
            out.printf(
                    "%s answers from them in this process, loaded in %d ms.%n",
                    model.info().model(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            answer(index, 3, model, questions);
        }
    }

    private void answer(DocumentIndex index, int passages, ModelClient model, List<String> questions) {
        try (Pipeline pipeline = pipeline(index, passages, model)) {
            questions.forEach(question -> ask(pipeline, question));
        }
    }

    /** The sentence a user of the library writes; another model is another argument. */
    private static Pipeline pipeline(DocumentIndex index, int passages, ModelClient model) {
        return Pipeline.builder()
                .memory(ConversationMemory.window(20))
                .preprocess(TextCleaner.standard())
                .ground(EntityFinder.standard())
                .ground(DocumentSearch.over(index).top(passages), StageOptions.of("handbook"))
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
