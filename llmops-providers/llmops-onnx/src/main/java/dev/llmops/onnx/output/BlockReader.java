package dev.llmops.onnx.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers in which calls and reasoning stand between marks.
 *
 * <p>Reasoning begins only where no text has come since the answer's beginning or the last block: in a text its mark is
 * text. Calls are looked for only if tools were offered. A block of calls is held until it is whole, since what is no
 * call must come out as text.
 */
final class BlockReader implements AnswerReader {
    private final OutputFormat format;
    private final OfferedTools tools;
    private final AnswerAssembly answer;
    private final List<String> marks = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();

    private boolean mayBeBare;
    /** What ends the reasoning that the answer is in; empty if it is in none. */
    private String endOfReasoning;

    private @Nullable CallBlock block;
    /** From where on an end mark may still be found. */
    private int searched;

    BlockReader(OutputFormat format, OfferedTools tools, String endOfReasoning, AnswerAssembly answer) {
        this.format = format;
        this.tools = tools;
        this.answer = answer;
        this.endOfReasoning = endOfReasoning;
        this.mayBeBare = !tools.isEmpty() && !format.bareCalls().isEmpty();
        marks.addAll(format.silent());
        marks.addAll(OutputFormat.reasoning().keySet());
        if (!tools.isEmpty()) {
            format.blocks().forEach(each -> marks.add(each.begin()));
        }
    }

    @Override
    public void append(String delta) {
        pending.append(delta);
        boolean goesOn = true;
        while (goesOn) {
            if (block != null) {
                goesOn = inBlock(block);
            } else if (!endOfReasoning.isEmpty()) {
                goesOn = inReasoning();
            } else {
                goesOn = inText();
            }
        }
    }

    /** {@return whether a block has ended, so that what follows it must be looked at} */
    private boolean inBlock(CallBlock current) {
        int end = current.end().isEmpty() ? -1 : pending.indexOf(current.end(), searched);
        if (end < 0) {
            searched = Math.max(searched, pending.length() - current.end().length() + 1);
            return false;
        }
        String body = taken(end);
        pending.delete(0, current.end().length());
        block = null;
        read(current, body, current.end());
        return true;
    }

    private boolean inReasoning() {
        List<String> ends = List.of(endOfReasoning);
        MarkSearch.Found found = MarkSearch.first(pending, 0, ends);
        int safe = found == null ? MarkSearch.undecided(pending, 0, ends) : found.at();
        answer.reasoning(taken(safe));
        if (found == null) {
            return false;
        }
        pending.delete(0, found.mark().length());
        answer.closeReasoning();
        endOfReasoning = "";
        return true;
    }

    private boolean inText() {
        if (mayBeBare && !answer.hasText() && BareStart.mayBeCall(pending)) {
            return false;
        }
        MarkSearch.Found found = MarkSearch.first(pending, searched, marks);
        if (found == null) {
            int safe = MarkSearch.undecided(pending, searched, marks);
            searched = 0;
            answer.text(taken(safe));
            return false;
        }
        String before = pending.substring(0, found.at());
        boolean reasoning = OutputFormat.reasoning().containsKey(found.mark());
        if (reasoning && (answer.hasText() || !before.isBlank())) {
            searched = found.at() + found.mark().length();
            return true;
        }
        searched = 0;
        answer.text(before);
        pending.delete(0, found.at() + found.mark().length());
        enter(found.mark());
        return true;
    }

    private void enter(String mark) {
        endOfReasoning = OutputFormat.reasoning().getOrDefault(mark, "");
        for (CallBlock each : format.blocks()) {
            if (each.begin().equals(mark)) {
                block = each;
            }
        }
    }

    private void read(CallBlock current, String body, String end) {
        searched = 0;
        String written = current.whole() ? current.begin() + body + end : body;
        Optional<ReadCall.Block> calls = current.syntax().read(written, tools);
        if (calls.isPresent()) {
            calls.get().calls().forEach(answer::call);
            answer.text(calls.get().rest());
        } else {
            answer.text(current.begin() + body + end);
            answer.warn("A call of a tool between \"" + current.begin() + "\" and \"" + current.end()
                    + "\" is not well formed, and was left in the text.");
        }
    }

    @Override
    public void finish() {
        if (block != null) {
            CallBlock current = block;
            block = null;
            read(current, taken(pending.length()), "");
        } else if (!endOfReasoning.isEmpty()) {
            answer.reasoning(taken(pending.length()));
        } else if (!mayBeBare || answer.hasText() || !readBare()) {
            answer.text(taken(pending.length()));
        }
        answer.finish();
    }

    /** {@return whether what is left is nothing but calls of tools that were offered} */
    private boolean readBare() {
        String written = pending.toString();
        for (CallSyntax syntax : format.bareCalls()) {
            Optional<ReadCall.Block> read = syntax.read(written, tools);
            boolean known = read.isPresent()
                    && read.get().rest().isBlank()
                    && !read.get().calls().isEmpty()
                    && read.get().calls().stream().allMatch(call -> tools.has(call.name()));
            if (known) {
                read.get().calls().forEach(answer::call);
                return true;
            }
        }
        return false;
    }

    private String taken(int length) {
        String text = pending.substring(0, length);
        pending.delete(0, length);
        return text;
    }
}
