package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ReasoningOptions.Effort;
import dev.llmops.remote.claude.ClaudeThinking;
import dev.llmops.remote.claude.ClaudeVersion;
import dev.llmops.remote.wire.Encoding;

/** A maker's models, which take options of their own beside those that all models take. */
enum ModelFamily {
    CLAUDE,
    NOVA,
    NOVA_2,
    COHERE,
    MISTRAL,
    QWEN,
    GPT_OSS,
    DEEPSEEK,
    OTHER;

    private static final String ADVICE = "Leave it out, or give the model's own field with BedrockOptions.";

    static ModelFamily of(String model) {
        String name = new ModelId(model).model();
        if (ClaudeVersion.isClaude(name)) {
            return CLAUDE;
        }
        if (name.startsWith("amazon.nova-2")) {
            return NOVA_2;
        }
        return switch (name.substring(0, Math.max(0, name.indexOf('.')))) {
            case "amazon" -> name.startsWith("amazon.nova") ? NOVA : OTHER;
            case "cohere" -> COHERE;
            case "mistral" -> MISTRAL;
            case "qwen" -> QWEN;
            case "openai" -> GPT_OSS;
            case "deepseek" -> DEEPSEEK;
            default -> OTHER;
        };
    }

    /** {@return whether thoughts go back to the model; those without a signature mean nothing to Claude} */
    boolean takesThoughts(boolean signed) {
        return this != DEEPSEEK && (this != CLAUDE || signed);
    }

    /** Writes of how many tokens the next one is chosen. */
    void topK(int topK, ObjectNode fields, Encoding encoding) {
        switch (this) {
            case CLAUDE, MISTRAL -> fields.put("top_k", topK);
            case COHERE -> fields.put("k", topK);
            case NOVA, NOVA_2 -> fields.putObject("inferenceConfig").put("topK", topK);
            default -> encoding.unsupported("topK", ADVICE);
        }
    }

    /** Writes how much the model shall think. */
    void reasoning(ReasoningOptions options, ObjectNode fields, ObjectNode output, Encoding encoding) {
        switch (this) {
            case CLAUDE -> {
                ClaudeThinking thinking = ClaudeThinking.of(options, ClaudeVersion.of(encoding.model()));
                fields.set("thinking", thinking.thinking());
                if (!thinking.effort().isEmpty()) {
                    output.put("effort", thinking.effort());
                }
                return;
            }
            case NOVA_2 -> {
                ObjectNode config = fields.putObject("reasoningConfig");
                if (options.effort() == Effort.NONE) {
                    config.put("type", "disabled");
                } else {
                    config.put("type", "enabled").put("maxReasoningEffort", effort(options.effort()));
                }
            }
            case QWEN -> effort("reasoning_config", options, fields);
            case GPT_OSS -> effort("reasoning_effort", options, fields);
            default -> {
                if (options.effort() != Effort.NONE) {
                    encoding.unsupported("reasoning", ADVICE);
                }
            }
        }
        if (options.budgetTokens() > 0) {
            encoding.unsupported("a reasoning budget", "Set the effort alone.");
        }
    }

    private static void effort(String member, ReasoningOptions options, ObjectNode fields) {
        if (options.effort() != Effort.NONE) {
            fields.put(member, effort(options.effort()));
        }
    }

    private static String effort(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, MAX -> "high";
        };
    }
}
