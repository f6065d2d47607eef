package dev.llmops.onnx.output;

import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts an answer together, and tells each piece as an event at once.
 *
 * <p>White space between text and the blocks beside it belongs to neither: what stands before a block, or between two,
 * is dropped, and so it is at both ends of reasoning. So white space is held until it is known what follows.
 */
final class AnswerAssembly {
    private final Consumer<ModelEvent> sink;
    private final Supplier<String> ids;
    private final List<Content> contents = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder blank = new StringBuilder();
    private int calls;
    /** Whether a block of reasoning has ended, and the next one would be another. */
    private boolean closed;

    /** Whether a block has come, so that white space before text belongs to nothing. */
    private boolean afterBlock;

    AnswerAssembly(Supplier<String> ids, Consumer<ModelEvent> sink) {
        this.ids = ids;
        this.sink = sink;
    }

    /** Adds text; reasoning must be closed. */
    void text(String delta) {
        String shown = withoutBlankEnd(delta, text.isEmpty() && afterBlock);
        if (!shown.isEmpty()) {
            endReasoning();
            text.append(shown);
            sink.accept(new ModelEvent.TextDelta(shown));
        }
    }

    /** Adds reasoning. Blocks of it with nothing between are one, and a line each. */
    void reasoning(String delta) {
        endText();
        boolean first = reasoning.isEmpty() || closed;
        String more = withoutBlankEnd(delta, first);
        if (!more.isEmpty()) {
            String shown = first && !reasoning.isEmpty() ? "\n" + more : more;
            closed = false;
            reasoning.append(shown);
            sink.accept(new ModelEvent.ReasoningDelta(shown));
        }
    }

    /** Adds a call. */
    void call(ReadCall call) {
        endReasoning();
        endText();
        String id = call.id().isEmpty() ? ids.get() : call.id();
        sink.accept(new ModelEvent.ToolCallStarted(calls, id, call.name()));
        sink.accept(new ModelEvent.ToolCallDelta(calls, call.arguments()));
        afterBlock = true;
        contents.add(new Content.ToolUse(new ToolCall(id, call.name(), call.arguments())));
        calls++;
    }

    /** Closes reasoning, of which there may be none, so that something else may follow. */
    void closeReasoning() {
        blank.setLength(0);
        closed = true;
        afterBlock = true;
    }

    private void endReasoning() {
        if (!reasoning.isEmpty()) {
            contents.add(new Content.Reasoning(reasoning.toString(), ""));
            reasoning.setLength(0);
        }
    }

    private void endText() {
        if (reasoning.isEmpty()) {
            blank.setLength(0);
        }
        if (!text.isEmpty()) {
            contents.add(new Content.Text(text.toString(), Trust.MODEL));
            text.setLength(0);
        }
    }

    /** Says that something was not as it should be. */
    void warn(String warning) {
        warnings.add(warning);
    }

    /** {@return whether text other than white space has come since the last block} */
    boolean hasText() {
        return !text.isEmpty();
    }

    /** Ends the answer. White space at the end of a text is part of it. */
    void finish() {
        boolean inReasoning = !reasoning.isEmpty();
        endReasoning();
        boolean ends = !text.isEmpty() || !afterBlock && !inReasoning;
        if (ends && !blank.isEmpty()) {
            String rest = blank.toString();
            text.append(rest);
            sink.accept(new ModelEvent.TextDelta(rest));
        }
        endText();
    }

    List<Content> contents() {
        return List.copyOf(contents);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** {@return what is held and {@code delta}, but for white space at the end; at the beginning too if asked} */
    private String withoutBlankEnd(String delta, boolean fromBeginning) {
        int start = 0;
        if (fromBeginning) {
            blank.setLength(0);
            while (start < delta.length() && Character.isWhitespace(delta.charAt(start))) {
                start++;
            }
        }
        int end = delta.length();
        while (end > start && Character.isWhitespace(delta.charAt(end - 1))) {
            end--;
        }
        String shown = end > start ? blank + delta.substring(start, end) : "";
        if (end > start) {
            blank.setLength(0);
        }
        blank.append(delta, end, delta.length());
        return shown;
    }
}
