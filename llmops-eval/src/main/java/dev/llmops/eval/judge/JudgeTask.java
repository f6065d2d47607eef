package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import java.util.Optional;

/**
 * What a judge is asked to do with the material it is shown, and the form of its answer. Immutable.
 *
 * <p>The {@linkplain #hash() hash} stands in the signature of every metric that uses the task, so that scores from
 * another wording are not taken for comparable.
 */
public final class JudgeTask {
    private final String name;
    private final String instructions;
    private final Optional<AnswerForm> form;
    private final String hash;

    private JudgeTask(String name, String instructions, Optional<AnswerForm> form) {
        this.name = Require.nonBlank(name, "name");
        this.instructions = Require.nonBlank(instructions, "instructions");
        this.form = form;
        this.hash = Sha256.hex(JudgePrompt.constantPart(this)).substring(0, 12);
    }

    /**
     * {@return a task whose answer is a form}
     *
     * @param name a short name without spaces, such as {@code "faithfulness"}
     * @param instructions what to do, in the words of the application; never text that was not written by it
     * @param form what to fill in
     */
    public static JudgeTask of(String name, String instructions, AnswerForm form) {
        return new JudgeTask(name, instructions, Optional.of(form));
    }

    /**
     * {@return a task whose answer is free text, for judges that were trained to answer in a way of their own}
     *
     * <p>The instructions must say how to answer. Prefer a form: a form carries a key that the judged text cannot know.
     */
    public static JudgeTask ofText(String name, String instructions) {
        return new JudgeTask(name, instructions, Optional.empty());
    }

    /** {@return the name of the task} */
    public String name() {
        return name;
    }

    /** {@return what to do} */
    public String instructions() {
        return instructions;
    }

    /** {@return what to fill in; empty if the answer is free text} */
    public Optional<AnswerForm> form() {
        return form;
    }

    /** {@return twelve hexadecimal digits that change with every word of the prompt that does not change by sample} */
    public String hash() {
        return hash;
    }

    /** Shows name and hash. */
    @Override
    public String toString() {
        return "JudgeTask[" + name + " " + hash + "]";
    }
}
