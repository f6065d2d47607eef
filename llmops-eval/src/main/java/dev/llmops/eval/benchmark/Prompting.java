package dev.llmops.eval.benchmark;

import java.util.List;

/** Makes of a document what a model reads, what it may choose from and what is right. Safe for concurrent use. */
interface Prompting {
    /** {@return what the model reads before it answers} */
    String text(Document document);

    /** {@return what is right} */
    Target target(Document document);

    /** {@return what the model chooses from; empty if it writes freely} */
    default List<String> choices(Document document) {
        return List.of();
    }

    /** {@return what the model reads as {@code document} when it is shown as an example} */
    default String exampleText(Document document) {
        return text(document);
    }

    /** {@return what stands between the text of an example and its answer, which is {@code usual} unless that is part of both} */
    default String exampleDelimiter(String usual) {
        return usual;
    }

    /** {@return the answer that is shown when {@code document} is an example} */
    default String exampleTarget(Document document) {
        Target target = target(document);
        if (target instanceof Target.Texts texts) {
            return texts.texts().isEmpty() ? "" : texts.texts().get(0);
        }
        int index = ((Target.Choice) target).indices().get(0);
        List<String> choices = choices(document);
        if (index < 0 || index >= choices.size()) {
            throw document.problem("", "cannot be an example: choice " + index + " of " + choices.size() + " is right");
        }
        return choices.get(index);
    }
}
