package dev.llmops.onnx.output;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads answers that are messages in channels, the "harmony" format of gpt-oss.
 *
 * <p>Each message has a header up to {@code <|message|>}: its channel is {@code analysis} for reasoning, {@code final}
 * for the answer, {@code commentary} for calls, which name a recipient, and for what the user may see of the way there.
 */
final class ChannelReader implements AnswerReader {
    static final List<String> MARKERS =
            List.of("<|start|>", "<|channel|>", "<|constrain|>", "<|message|>", "<|end|>", "<|call|>", "<|return|>");

    private static final String MESSAGE = "<|message|>";
    private static final List<String> ENDS = List.of("<|end|>", "<|call|>", "<|return|>", "<|start|>", "<|channel|>");
    private static final Pattern RECIPIENT = Pattern.compile("\\bto=([^\\s<]+)");
    private static final Pattern CHANNEL = Pattern.compile("<\\|channel\\|>\\s*(\\w+)");
    private static final String FUNCTIONS = "functions.";

    private enum Part {
        HEADER,
        TEXT,
        REASONING,
        CALL
    }

    private final AnswerAssembly answer;
    private final StringBuilder pending = new StringBuilder();
    private Part part = Part.TEXT;
    private String header = "";
    private String tool = "";
    private int searched;

    ChannelReader(AnswerAssembly answer) {
        this.answer = answer;
    }

    @Override
    public void append(String delta) {
        pending.append(delta);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = part == Part.HEADER ? inHeader() : inBody();
        }
    }

    private boolean inHeader() {
        int end = pending.indexOf(MESSAGE, searched);
        if (end < 0) {
            searched = Math.max(0, pending.length() - MESSAGE.length() + 1);
            return false;
        }
        searched = 0;
        header += taken(end);
        pending.delete(0, MESSAGE.length());
        part = partOf(header);
        if (part == Part.TEXT && answer.hasText()) {
            answer.text("\n\n");
        }
        return true;
    }

    private Part partOf(String written) {
        Matcher recipient = RECIPIENT.matcher(written);
        if (recipient.find()) {
            String name = recipient.group(1);
            tool = name.startsWith(FUNCTIONS) ? name.substring(FUNCTIONS.length()) : name;
            return Part.CALL;
        }
        Matcher channel = CHANNEL.matcher(written);
        return channel.find() && channel.group(1).equals("analysis") ? Part.REASONING : Part.TEXT;
    }

    private boolean inBody() {
        MarkSearch.Found found = MarkSearch.first(pending, 0, ENDS);
        if (part != Part.CALL) {
            int safe = found == null ? MarkSearch.undecided(pending, 0, ENDS) : found.at();
            say(taken(safe));
        }
        if (found == null) {
            return false;
        }
        if (part == Part.CALL) {
            call(taken(found.at()), found.mark());
        }
        pending.delete(0, found.mark().length());
        if (part == Part.REASONING) {
            answer.closeReasoning();
        }
        boolean begins = found.mark().equals("<|start|>") || found.mark().equals("<|channel|>");
        part = begins ? Part.HEADER : Part.TEXT;
        header = begins ? found.mark() : "";
        return true;
    }

    private void say(String text) {
        if (part == Part.REASONING) {
            answer.reasoning(text);
        } else {
            answer.text(text);
        }
    }

    private void call(String body, String end) {
        String arguments = body.isBlank() ? "{}" : body.strip();
        if (JsonCalls.isObject(arguments)) {
            answer.call(new ReadCall(tool, arguments));
        } else {
            answer.text(header + MESSAGE + body + end);
            answer.warn("A call of a tool in a channel is not well formed, and was left in the text.");
        }
    }

    @Override
    public void finish() {
        String rest = taken(pending.length());
        switch (part) {
            case HEADER -> {
                if (!rest.isBlank() && !rest.equals("assistant")) {
                    answer.text(header + rest);
                    answer.warn("The answer ends inside the header of a message, which was left in the text.");
                }
            }
            case CALL -> call(rest, "");
            default -> say(rest);
        }
        answer.finish();
    }

    private String taken(int length) {
        String text = pending.substring(0, length);
        pending.delete(0, length);
        return text;
    }
}
