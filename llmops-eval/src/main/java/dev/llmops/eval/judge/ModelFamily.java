package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.api.model.ModelInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which models are relatives: made by the same people from similar data.
 *
 * <p>Judges favour answers of their relatives, so a judge should not be of the family of what it judges. (A. Panickssery,
 * S. Bowman, S. Feng: LLM Evaluators Recognize and Favor Their Own Generations, 2024.)
 */
public final class ModelFamily {
    private static final List<Family> FAMILIES = List.of(
            new Family("deepseek", "deepseek"),
            new Family("gpt", "gpt|chatgpt|o[1-9](?![0-9a-z])|davinci"),
            new Family("claude", "claude"),
            new Family("gemini", "gemini|gemma|palm"),
            new Family("qwen", "qwen|qwq"),
            new Family("mistral", "mistral|mixtral|ministral|magistral|codestral|pixtral"),
            new Family("llama", "llama|codellama|vicuna"),
            new Family("command", "command|aya"),
            new Family("phi", "phi"),
            new Family("grok", "grok"),
            new Family("glm", "glm|chatglm"),
            new Family("kimi", "kimi|moonshot"),
            new Family("nova", "nova|titan"),
            new Family("granite", "granite"),
            new Family("smollm", "smollm"),
            new Family("yi", "yi(?![a-z])"),
            new Family("falcon", "falcon"),
            new Family("olmo", "olmo"));

    private ModelFamily() {}

    /** {@return the family of the model that providers call {@code model}; empty if it is not known} */
    public static Optional<String> of(String model) {
        String name = Require.nonNull(model, "model").toLowerCase(Locale.ROOT);
        return FAMILIES.stream()
                .filter(family -> family.names().matcher(name).find())
                .map(Family::name)
                .findFirst();
    }

    /**
     * {@return a warning, if judge and subject are the same model or relatives; empty if they are not, or it is not known}
     *
     * @param judge what judges
     * @param subject what is judged
     */
    public static Optional<String> warning(ModelInfo judge, ModelInfo subject) {
        if (judge.equals(ModelInfo.unknown()) || subject.equals(ModelInfo.unknown())) {
            return Optional.empty();
        }
        if (judge.model().equals(subject.model())) {
            return Optional.of("Judge and subject are the same model, " + judge.model()
                    + ". Models favour their own answers; take a judge of another family.");
        }
        Optional<String> family = of(judge.model());
        return family.isPresent() && family.equals(of(subject.model()))
                ? Optional.of("Judge " + judge.model() + " and subject " + subject.model() + " are both of the family "
                        + family.get() + ". Models favour answers of their relatives; take a judge of another family.")
                : Optional.empty();
    }

    /** A name, and how the names of its models begin a word. */
    private record Family(String name, Pattern names) {
        Family(String name, String alternatives) {
            this(name, Pattern.compile("(?<![a-z])(?:" + alternatives + ")"));
        }
    }
}
