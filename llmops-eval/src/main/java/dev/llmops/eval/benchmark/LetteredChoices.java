package dev.llmops.eval.benchmark;

import dev.llmops.eval.random.PythonRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Choices with letters, for models that only write: the model is asked for the letter of the right one.
 *
 * <p>What comes of it cannot be compared with what likelihoods give: it also measures whether a model follows an
 * instruction. Choices are shuffled by the line of their document, because in some data the first one is always right.
 *
 * @param original the prompts of the task as it is meant
 */
record LetteredChoices(Prompting original) implements Prompting, TaskForm {
    private static final int MOST = 26;
    private static final int TOKENS = 64;

    /** {@return {@code task} as a model that only writes can take it} */
    static TaskDefinition of(TaskDefinition task) {
        LetteredChoices lettered = new LetteredChoices(task.prompting());
        return TaskDefinition.builder(task.name(), lettered, lettered)
                .metrics(TaskMetric.mean("acc"))
                .description(task.description())
                .fewShot(task.fewShot())
                .rule(task.rule())
                .preparation(task.preparation())
                .maxTokens(TOKENS)
                .hash(task.hash())
                .build();
    }

    @Override
    public String text(Document document) {
        StringBuilder text = new StringBuilder(original.text(document)).append("\n\n");
        List<String> choices = choices(document);
        for (int i = 0; i < choices.size(); i++) {
            text.append(letter(i)).append(". ").append(choices.get(i)).append('\n');
        }
        return text.append("\nThe letter of the best choice is:").toString();
    }

    @Override
    public List<String> choices(Document document) {
        List<String> choices = original.choices(document);
        if (choices.size() > MOST) {
            throw document.problem("", "has " + choices.size() + " choices, more than there are letters");
        }
        return order(document, choices.size()).stream().map(choices::get).toList();
    }

    private static List<Integer> order(Document document, int choices) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < choices; i++) {
            order.add(i);
        }
        PythonRandom.seeded(document.line()).shuffle(order);
        return order;
    }

    @Override
    public Target target(Document document) {
        List<Integer> order = order(document, original.choices(document).size());
        Target.Choice choice = (Target.Choice) original.target(document);
        return new Target.Choice(choice.indices().stream()
                .map(index -> order.contains(index) ? order.indexOf(index) : index)
                .toList());
    }

    @Override
    public String exampleTarget(Document document) {
        return letter(((Target.Choice) target(document)).indices().get(0));
    }

    @Override
    public List<BenchmarkRequest> requests(Document document, String context) {
        return List.of(new BenchmarkRequest.Generate(context, List.of()));
    }

    /** {@return whether the letter is right; nothing if the answer names none} */
    @Override
    public Map<String, ItemValue> values(Document document, List<Reply> replies) {
        String answer = ((Reply.Written) replies.get(0)).text();
        OptionalInt chosen = chosen(answer, choices(document).size());
        if (chosen.isEmpty()) {
            return Map.of();
        }
        boolean right = ((Target.Choice) target(document)).indices().contains(chosen.getAsInt());
        return Map.of("acc", new ItemValue.Single(right ? 1 : 0));
    }

    @Override
    public boolean isLikelihood() {
        return false;
    }

    /** {@return the first letter in {@code answer} that stands alone and names one of the choices} */
    private static OptionalInt chosen(String answer, int choices) {
        for (int i = 0; i < answer.length(); i++) {
            int index = answer.charAt(i) - 'A';
            boolean alone = (i == 0 || !Character.isLetterOrDigit(answer.charAt(i - 1)))
                    && (i + 1 == answer.length() || !isWordGoingOn(answer, i + 1));
            if (index >= 0 && index < choices && alone) {
                return OptionalInt.of(index);
            }
        }
        return OptionalInt.empty();
    }

    /** {@return whether a letter is part of a word, or the article of one: "A bird"} */
    private static boolean isWordGoingOn(String answer, int at) {
        char next = answer.charAt(at);
        return Character.isLetterOrDigit(next)
                || next == '\''
                || next == ' '
                        && at + 1 < answer.length()
                        && Character.isLowerCase(answer.charAt(at + 1))
                        && answer.charAt(at - 1) == 'A'
                        && !answer.startsWith("is", at + 1);
    }

    private static String letter(int index) {
        return String.valueOf((char) ('A' + index));
    }
}
