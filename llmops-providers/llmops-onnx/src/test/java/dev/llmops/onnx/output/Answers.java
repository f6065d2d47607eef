package dev.llmops.onnx.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Answers as a parser gives them for texts in pieces. */
record Answers(List<Content> contents, List<ModelEvent> events, List<String> warnings) {
    static final ToolSpec WEATHER = ToolSpec.of("get_weather", "Tells the weather.", """
            {"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"},
            "units": {"type": ["string", "null"]}, "places": {"type": "array"}, "exact": {"type": "boolean"}}}""");
    static final ToolSpec CLOSE = ToolSpec.of("close-valve", "Closes a valve.", "{\"type\": \"object\"}");

    /** Reads a text at once, character by character and in random pieces, which must make no difference. */
    static Answers read(ModelFamily family, String prompt, List<ToolSpec> tools, String text) {
        Answers whole = inPieces(family, prompt, tools, text, text.length());
        Random random = new Random(text.hashCode());
        for (int most : new int[] {1, 2, 3, 5, 9, 30}) {
            Answers cut = inPieces(family, prompt, tools, text, most == 1 ? 1 : -1 - random.nextInt(most));
            assertThat(cut.contents()).as(text).isEqualTo(whole.contents());
            assertThat(cut.warnings()).as(text).isEqualTo(whole.warnings());
        }
        return whole;
    }

    static Answers read(ModelFamily family, String text) {
        return read(family, "", List.of(WEATHER, CLOSE), text);
    }

    /** Pieces of {@code length}, or random ones up to its negative. */
    private static Answers inPieces(ModelFamily family, String prompt, List<ToolSpec> tools, String text, int length) {
        Random random = new Random(text.length());
        AtomicInteger ids = new AtomicInteger();
        List<ModelEvent> events = new ArrayList<>();
        Consumer<ModelEvent> sink = events::add;
        AnswerParser parser =
                AnswerParser.of(OutputFormat.of(family), tools, prompt, () -> "id" + ids.getAndIncrement(), sink);
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + (length > 0 ? length : 1 + random.nextInt(1 - length)));
            parser.append(text.substring(at, end));
            at = end;
        }
        parser.finish();
        Answers answers = new Answers(parser.contents(), events, parser.warnings());
        answers.requireDeltasMakeUpTheContents();
        return answers;
    }

    private void requireDeltasMakeUpTheContents() {
        StringBuilder deltas = new StringBuilder();
        for (ModelEvent event : events) {
            if (event instanceof ModelEvent.TextDelta text) {
                begin(deltas, "T");
                deltas.append(text.text());
            } else if (event instanceof ModelEvent.ReasoningDelta text) {
                begin(deltas, "R");
                deltas.append(text.text());
            } else if (event instanceof ModelEvent.ToolCallStarted call) {
                deltas.append("\u241EC")
                        .append(call.id())
                        .append(' ')
                        .append(call.name())
                        .append(' ');
            } else if (event instanceof ModelEvent.ToolCallDelta call) {
                deltas.append(call.json());
            }
        }
        StringBuilder expected = new StringBuilder();
        for (Content content : contents) {
            if (content instanceof Content.Text text) {
                expected.append("\u241ET").append(text.text());
            } else if (content instanceof Content.Reasoning text) {
                expected.append("\u241ER").append(text.text());
            } else if (content instanceof Content.ToolUse use) {
                expected.append("\u241EC").append(use.call().id()).append(' ');
                expected.append(use.call().name()).append(' ').append(use.call().arguments());
            }
        }
        assertThat(deltas.toString()).isEqualTo(expected.toString());
    }

    private static void begin(StringBuilder deltas, String kind) {
        int last = deltas.lastIndexOf("\u241E");
        if (last < 0 || !deltas.substring(last + 1).startsWith(kind)) {
            deltas.append('\u241E').append(kind);
        }
    }

    /** {@return the contents in short: text as it is, reasoning in parentheses, calls as name and arguments} */
    List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (Content content : contents) {
            if (content instanceof Content.Text text) {
                shown.add(text.text());
            } else if (content instanceof Content.Reasoning text) {
                shown.add("(" + text.text() + ")");
            } else if (content instanceof Content.ToolUse use) {
                shown.add(use.call().name() + use.call().arguments());
            }
        }
        return shown;
    }
}
