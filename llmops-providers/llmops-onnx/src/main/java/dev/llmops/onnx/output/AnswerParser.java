package dev.llmops.onnx.output;

import dev.llmops.api.Require;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ToolSpec;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns what a model writes into events and contents, while it writes.
 *
 * <p>However the text is cut, the joined deltas are the same and make up the contents. What may be the beginning of a
 * mark is held until it is known; so is a call, whose events come when it is whole. A call that is not well formed is
 * not lost: it stays in the text, and a warning says so. Calls are looked for only if tools were offered.
 *
 * <p>The text must have the marks of the family in it: see {@link OutputFormat#markers}. One parser reads one answer; not
 * safe for concurrent use.
 */
public final class AnswerParser {
    private final AnswerAssembly answer;
    private final AnswerReader reader;

    private AnswerParser(AnswerAssembly answer, AnswerReader reader) {
        this.answer = answer;
        this.reader = reader;
    }

    /**
     * {@return a parser for one answer}
     *
     * @param format how the model writes
     * @param tools the tools that it was offered
     * @param prompt the end of what the chat template has written, as far as it may open reasoning; all of it will do
     * @param callIds ids for calls that the model gives none, each another
     * @param sink takes text, reasoning and calls as they come
     */
    public static AnswerParser of(
            OutputFormat format,
            List<ToolSpec> tools,
            String prompt,
            Supplier<String> callIds,
            Consumer<ModelEvent> sink) {
        Require.nonNull(format, "format");
        AnswerAssembly answer = new AnswerAssembly(Require.nonNull(callIds, "callIds"), Require.nonNull(sink, "sink"));
        OfferedTools offered = OfferedTools.of(Require.nonNull(tools, "tools"));
        String endOfReasoning = format.endOfReasoning(Require.nonNull(prompt, "prompt"));
        AnswerReader reader = format.family() == ModelFamily.HARMONY
                ? new ChannelReader(answer)
                : new BlockReader(format, offered, endOfReasoning, answer);
        return new AnswerParser(answer, reader);
    }

    /** Takes more of the answer. */
    public void append(String delta) {
        if (!Require.nonNull(delta, "delta").isEmpty()) {
            reader.append(delta);
        }
    }

    /** Tells that the answer is at its end: what is held comes out. Nothing may be appended after. */
    public void finish() {
        reader.finish();
    }

    /** {@return the answer; whole once it is finished} */
    public List<Content> contents() {
        return answer.contents();
    }

    /** {@return whether the answer calls a tool} */
    public boolean callsTools() {
        return answer.contents().stream().anyMatch(Content.ToolUse.class::isInstance);
    }

    /** {@return what was not as it should be, without the text itself} */
    public List<String> warnings() {
        return answer.warnings();
    }
}
