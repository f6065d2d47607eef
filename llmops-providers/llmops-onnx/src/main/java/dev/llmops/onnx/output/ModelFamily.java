package dev.llmops.onnx.output;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A family of models that write reasoning and tool calls in one way. */
public enum ModelFamily {
    /** {@code <tool_call>{"name": …, "arguments": …}</tool_call>}: Hermes, Qwen 2.5 and 3, Granite 4, SmolLM. */
    HERMES,
    /** {@code <function=…><parameter=…>} in {@code <tool_call>}: Qwen3-Coder. */
    QWEN_CODER,
    /** {@code {"name": …, "parameters": …}} as the whole answer: Llama 3.1 and later. */
    LLAMA,
    /** {@code [TOOL_CALLS][{"name": …, "arguments": …}]}: Mistral up to tokenizer version 7. */
    MISTRAL,
    /** {@code [TOOL_CALLS]name[ARGS]{…}}: Mistral from tokenizer version 11. */
    MISTRAL_ARGS,
    /** {@code <|tool_call|>[…]<|/tool_call|>}: Phi-4-mini. */
    PHI,
    /** {@code <|tool_call|>[…]}: Granite 3. */
    GRANITE,
    /** A Python call in a {@code tool_code} block: Gemma. */
    GEMMA,
    /** {@code <start_function_call>call:name{…}<end_function_call>}: FunctionGemma. */
    FUNCTION_GEMMA,
    /** Calls by type, name and a block of JSON: DeepSeek V3 and R1. */
    DEEPSEEK,
    /** Calls by name and JSON: DeepSeek V3.1. */
    DEEPSEEK_V31,
    /** A block of JSON after {@code Action:}: Command R. */
    COMMAND_R,
    /** JSON in {@code <|START_ACTION|>}: Command R7B and Command A. */
    COMMAND_A,
    /** Channels of messages: gpt-oss. */
    HARMONY,
    /** Text and perhaps {@code <think>} only. */
    PLAIN;

    /**
     * {@return the family that a model belongs to, from what its files say}
     *
     * @param template the source of the chat template; empty if there is none
     * @param modelType {@code model_type} of config.json; empty if it has none
     * @param addedTokens the texts of the tokenizer's added tokens
     */
    public static ModelFamily detect(String template, String modelType, Collection<String> addedTokens) {
        ModelFamily byTemplate = byTemplate(template);
        if (byTemplate != PLAIN) {
            return byTemplate;
        }
        ModelFamily byTokens = byTokens(addedTokens, template);
        return byTokens != PLAIN ? byTokens : byType(modelType.toLowerCase(Locale.ROOT));
    }

    private static ModelFamily byTemplate(String template) {
        for (Sign sign : Sign.ALL) {
            if (sign.isIn(template)) {
                return sign.family();
            }
        }
        return PLAIN;
    }

    /** A template that says nothing of tools may still belong to a model that was taught to call them. */
    private static ModelFamily byTokens(Collection<String> tokens, String template) {
        if (tokens.contains("<|channel|>") && tokens.contains("<|message|>")) {
            return HARMONY;
        }
        if (!template.isEmpty()) {
            return PLAIN;
        }
        return byTemplate(String.join("\n", tokens));
    }

    private static ModelFamily byType(String type) {
        return switch (type) {
            case "qwen2", "qwen3", "qwen2_moe", "qwen3_moe", "smollm3" -> HERMES;
            case "gpt_oss" -> HARMONY;
            case "deepseek_v3" -> DEEPSEEK;
            case "cohere" -> COMMAND_R;
            case "cohere2" -> COMMAND_A;
            case "granite", "granitemoe" -> GRANITE;
            case "gemma", "gemma2", "gemma3", "gemma3_text" -> GEMMA;
            default -> PLAIN;
        };
    }

    /** Texts that only templates of one family have; those that others have too come later. */
    private record Sign(ModelFamily family, List<String> texts) {
        private static final List<Sign> ALL = List.of(
                of(HARMONY, "<|channel|>", "<|message|>"),
                of(DEEPSEEK, "<｜tool▁calls▁begin｜>", "```json"),
                of(DEEPSEEK_V31, "<｜tool▁calls▁begin｜>"),
                of(QWEN_CODER, "<function="),
                of(COMMAND_A, "<|START_ACTION|>"),
                of(FUNCTION_GEMMA, "<start_function_call>"),
                of(MISTRAL_ARGS, "[TOOL_CALLS]", "[ARGS]"),
                of(MISTRAL, "[TOOL_CALLS]"),
                of(HERMES, "<tool_call>"),
                of(PHI, "<|tool_call|>", "<|/tool_call|>"),
                of(PHI, "<|tool|>", "<|/tool|>"),
                of(GRANITE, "<|tool_call|>"),
                of(GRANITE, "<|start_of_role|>", "<|tool"),
                of(COMMAND_R, "Action:", "<|START_OF_TURN_TOKEN|>"),
                of(LLAMA, "<|python_tag|>"),
                of(LLAMA, "<|python_start|>"),
                of(LLAMA, "<|start_header_id|>", "\"parameters\""),
                of(GEMMA, "tool_code"),
                of(GEMMA, "<start_of_turn>"));

        private static Sign of(ModelFamily family, String... texts) {
            return new Sign(family, List.of(texts));
        }

        private boolean isIn(String template) {
            return texts.stream().allMatch(template::contains);
        }
    }
}
