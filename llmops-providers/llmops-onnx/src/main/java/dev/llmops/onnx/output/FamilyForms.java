package dev.llmops.onnx.output;

import dev.llmops.onnx.output.ToolCallForm.Arguments;
import java.util.Optional;

/** The form in which each family writes calls, to the letter of its chat template. */
final class FamilyForms {
    private FamilyForms() {}

    static Optional<ToolCallForm> of(ModelFamily family) {
        return switch (family) {
            case HERMES ->
                form(
                        "<tool_call>",
                        "",
                        "<tool_call>\n{\"name\": \"",
                        "\", \"arguments\": ",
                        "}\n</tool_call>",
                        "\n",
                        "",
                        Arguments.JSON);
            case QWEN_CODER ->
                form(
                        "<tool_call>",
                        "",
                        "<tool_call>\n<function=",
                        ">\n",
                        "</function>\n</tool_call>",
                        "\n",
                        "",
                        Arguments.XML);
            case LLAMA ->
                form("{\"name\": ", "", "{\"name\": \"", "\", \"parameters\": ", "}", "; ", "", Arguments.JSON);
            case MISTRAL -> Optional.of(ToolCallForm.json("[TOOL_CALLS]", "[TOOL_CALLS][", "name", "arguments", "]"));
            case MISTRAL_ARGS -> Optional.of(ToolCallForm.named("[TOOL_CALLS]", "[TOOL_CALLS]", "[ARGS]", ""));
            case PHI ->
                Optional.of(
                        ToolCallForm.json("<|tool_call|>", "<|tool_call|>[", "name", "arguments", "]<|/tool_call|>"));
            case GRANITE -> Optional.of(ToolCallForm.json("<|tool_call|>", "<|tool_call|>[", "name", "arguments", "]"));
            case GEMMA -> form("```tool_code", "```tool_code\n", "", "(", ")", "\n", "\n```", Arguments.PYTHON);
            case FUNCTION_GEMMA ->
                form(
                        "<start_function_call>",
                        "",
                        "<start_function_call>call:",
                        "{",
                        "}<end_function_call>",
                        "",
                        "",
                        Arguments.ESCAPED);
            case DEEPSEEK ->
                form(
                        "<｜tool▁calls▁begin｜>",
                        "<｜tool▁calls▁begin｜>",
                        "<｜tool▁call▁begin｜>function<｜tool▁sep｜>",
                        "\n```json\n",
                        "\n```<｜tool▁call▁end｜>",
                        "\n",
                        "<｜tool▁calls▁end｜>",
                        Arguments.JSON);
            case DEEPSEEK_V31 ->
                form(
                        "<｜tool▁calls▁begin｜>",
                        "<｜tool▁calls▁begin｜>",
                        "<｜tool▁call▁begin｜>",
                        "<｜tool▁sep｜>",
                        "<｜tool▁call▁end｜>",
                        "",
                        "<｜tool▁calls▁end｜>",
                        Arguments.JSON);
            case COMMAND_R ->
                form(
                        "Action: ```json",
                        "Action: ```json\n[\n",
                        "    {\n        \"tool_name\": \"",
                        "\",\n        \"parameters\": ",
                        "\n    }",
                        ",\n",
                        "\n]```",
                        Arguments.JSON);
            case COMMAND_A ->
                form(
                        "<|START_ACTION|>",
                        "<|START_ACTION|>[\n",
                        "    {\"tool_call_id\": \"0\", \"tool_name\": \"",
                        "\", \"parameters\": ",
                        "}",
                        ",\n",
                        "\n]<|END_ACTION|>",
                        Arguments.JSON);
            case HARMONY ->
                Optional.of(ToolCallForm.named(
                        "<|channel|>commentary to=",
                        "<|channel|>commentary to=functions.",
                        " <|constrain|>json<|message|>",
                        "<|call|>"));
            case PLAIN -> Optional.empty();
        };
    }

    private static Optional<ToolCallForm> form(
            String trigger,
            String begin,
            String beforeName,
            String beforeArguments,
            String afterArguments,
            String separator,
            String end,
            Arguments arguments) {
        return Optional.of(new ToolCallForm(
                trigger, begin, beforeName, beforeArguments, afterArguments, separator, end, arguments));
    }
}
