package dev.llmops.onnx.output;

import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How models of a family write reasoning and calls of tools.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class OutputFormat {
    /** Marks around reasoning; a model uses one pair, and none of the others occurs by chance where reasoning begins. */
    private static final Map<String, String> REASONING = Map.of(
            "<think>", "</think>",
            "<thought>", "</thought>",
            "<thinking>", "</thinking>",
            "<seed:think>", "</seed:think>",
            "[THINK]", "[/THINK]",
            "<|START_THINKING|>", "<|END_THINKING|>");

    private static final CallSyntax JSON = JsonCalls.withoutIds();
    private static final CallSyntax PYTHON = new PythonCalls();

    private final ModelFamily family;
    private final List<CallBlock> blocks;
    private final List<String> silent;
    private final Optional<ToolCallForm> form;

    private OutputFormat(ModelFamily family, Optional<ToolCallForm> form, List<String> silent, CallBlock... blocks) {
        this.family = family;
        this.form = form;
        this.silent = silent;
        this.blocks = List.of(blocks);
    }

    /** {@return the format of a family} */
    public static OutputFormat of(ModelFamily family) {
        Optional<ToolCallForm> form = FamilyForms.of(Require.nonNull(family, "family"));
        List<String> none = List.of();
        return switch (family) {
            case HERMES -> new OutputFormat(family, form, none, new CallBlock("<tool_call>", "</tool_call>", JSON));
            case QWEN_CODER ->
                new OutputFormat(
                        family,
                        form,
                        none,
                        new CallBlock("<tool_call>", "</tool_call>", new XmlCalls()),
                        new CallBlock("<function=", "</function>", new XmlCalls(), true));
            case LLAMA ->
                new OutputFormat(family, form, List.of("<|python_tag|>", "<|python_start|>", "<|python_end|>"));
            case MISTRAL ->
                new OutputFormat(family, form, none, new CallBlock("[TOOL_CALLS]", "", JsonCalls.withIds("id")));
            case MISTRAL_ARGS ->
                new OutputFormat(family, form, none, new CallBlock("[TOOL_CALLS]", "", NamedCalls.mistral()));
            case PHI -> new OutputFormat(family, form, none, new CallBlock("<|tool_call|>", "<|/tool_call|>", JSON));
            case GRANITE ->
                new OutputFormat(
                        family,
                        form,
                        List.of("<response>", "</response>"),
                        new CallBlock("<|tool_call|>", "", JSON),
                        new CallBlock("<tool_call>", "</tool_call>", JSON));
            case GEMMA -> new OutputFormat(family, form, none, new CallBlock("```tool_code", "```", PYTHON));
            case FUNCTION_GEMMA ->
                new OutputFormat(
                        family,
                        form,
                        none,
                        new CallBlock("<start_function_call>", "<end_function_call>", new EscapedCalls()));
            case DEEPSEEK, DEEPSEEK_V31 ->
                new OutputFormat(
                        family,
                        form,
                        none,
                        new CallBlock("<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>", NamedCalls.deepSeek()));
            case COMMAND_R ->
                new OutputFormat(
                        family,
                        form,
                        none,
                        new CallBlock("Action: ```json", "```", JSON),
                        new CallBlock("Action:```json", "```", JSON));
            case COMMAND_A ->
                new OutputFormat(
                        family,
                        form,
                        List.of("<|START_RESPONSE|>", "<|END_RESPONSE|>", "<|START_TEXT|>", "<|END_TEXT|>"),
                        new CallBlock("<|START_ACTION|>", "<|END_ACTION|>", JSON));
            case HARMONY, PLAIN -> new OutputFormat(family, form, none);
        };
    }

    /** {@return the family} */
    public ModelFamily family() {
        return family;
    }

    /** {@return how calls must be written; empty for a family that writes none} */
    public Optional<ToolCallForm> toolCallForm() {
        return form;
    }

    /**
     * {@return the marks that must be in the text that an {@link AnswerParser} gets} Where the tokenizer has one of them
     * as a special token, a plain decode would leave it out; {@code TokenTable.specialTokens} tells which.
     */
    public Set<String> markers() {
        Set<String> markers = new LinkedHashSet<>(silent);
        REASONING.forEach((open, close) -> markers.addAll(List.of(open, close)));
        for (CallBlock block : blocks) {
            markers.add(block.begin());
            if (!block.end().isEmpty()) {
                markers.add(block.end());
            }
        }
        markers.addAll(innerMarkers());
        return Set.copyOf(markers);
    }

    /** Marks inside calls. */
    private List<String> innerMarkers() {
        return switch (family) {
            case MISTRAL_ARGS -> List.of("[ARGS]", "[CALL_ID]");
            case DEEPSEEK, DEEPSEEK_V31 -> List.of("<｜tool▁call▁begin｜>", "<｜tool▁call▁end｜>", "<｜tool▁sep｜>");
            case FUNCTION_GEMMA -> List.of("<escape>");
            case HARMONY -> ChannelReader.MARKERS;
            default -> List.of();
        };
    }

    /**
     * {@return what ends the reasoning that a prompt has opened at its end, as some templates do, so that the answer
     * begins inside it; empty if it has opened none}
     */
    public String endOfReasoning(String prompt) {
        String end = prompt.stripTrailing();
        return REASONING.entrySet().stream()
                .filter(pair -> end.endsWith(pair.getKey()))
                .map(Map.Entry::getValue)
                .findAny()
                .orElse("");
    }

    static Map<String, String> reasoning() {
        return REASONING;
    }

    List<CallBlock> blocks() {
        return blocks;
    }

    List<String> silent() {
        return silent;
    }

    /** {@return the ways in which an answer may be a call without any mark} */
    List<CallSyntax> bareCalls() {
        List<CallSyntax> syntaxes = new ArrayList<>();
        if (family == ModelFamily.LLAMA) {
            syntaxes.add(JSON);
            syntaxes.add(PYTHON);
        }
        return syntaxes;
    }
}
