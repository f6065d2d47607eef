package dev.llmops.eval.benchmark;

import java.util.List;
import java.util.Map;

/** How a task asks about a document, and what it keeps of the answers. Safe for concurrent use. */
interface TaskForm {
    /** {@return what the model is asked, in order, when {@code context} stands before the answer} */
    List<BenchmarkRequest> requests(Document document, String context);

    /**
     * {@return what each metric keeps, by name}
     *
     * @param replies what the model said, in the order of the requests; texts are filtered already
     */
    Map<String, ItemValue> values(Document document, List<Reply> replies);

    /** {@return this form with answers that begin with {@code delimiter}} */
    default TaskForm withDelimiter(String delimiter) {
        return this;
    }

    /** {@return whether the model is asked how likely texts are} */
    default boolean isLikelihood() {
        return true;
    }
}
