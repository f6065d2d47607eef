package dev.llmops.template;

import static dev.llmops.template.FamilyTemplates.chat;
import static dev.llmops.template.FamilyTemplates.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FamilyTest {
    private static final TemplateOptions FROZEN = TemplateOptions.builder()
            .clock(Clock.fixed(Instant.parse("2025-07-10T12:00:00Z"), ZoneOffset.UTC))
            .build();

    private static String render(String template, Map<String, Object> data) {
        return Template.parse(template, FROZEN).render(data);
    }

    @Test
    void chatMlHasToolsThoughtsAndCalls() {
        assertThat(render(FamilyTemplates.CHATML, FamilyTemplates.everything())).isEqualTo("""
                        <|im_start|>system
                        Be brief.

                        Tools:
                        <tools>
                        {"type": "function", "function": {"name": "weather", "description": "Tells the weather — today's.", \
                        "parameters": {"properties": {"city": {"type": "string"}, \
                        "days": {"type": "array", "items": {"type": "integer"}}}}}}
                        </tools><|im_end|>
                        <|im_start|>user
                        How is the weather?<|im_end|>
                        <|im_start|>assistant

                        <tool_call>
                        {"name": "weather", "arguments": {"city": "Köln"}}
                        </tool_call><|im_end|>
                        <|im_start|>tool
                        {"sky": "clear"}<|im_end|>
                        <|im_start|>assistant
                        <think>
                        clear
                        </think>

                        It is clear.<|im_end|>
                        <|im_start|>assistant
                        """);
    }

    @Test
    void chatMlTurnsThinkingOff() {
        Map<String, Object> data = chat(List.of(message("user", "Hi")));
        data.put("enable_thinking", false);

        assertThat(render(FamilyTemplates.CHATML, data))
                .isEqualTo("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n");
    }

    @Test
    void llama3HasTheDateAndOneToolCall() {
        assertThat(render(FamilyTemplates.LLAMA3, chat(List.of(message("user", " Hi ")))))
                .isEqualTo("<s><|start_header_id|>system<|end_header_id|>\n\nToday Date: 10 Jul 2025\n\n<|eot_id|>"
                        + "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n");
        Map<String, Object> two =
                chat(List.of(message("user", "Hi"), Map.of("role", "assistant", "tool_calls", List.of(1, 2))));
        assertThatThrownBy(() -> render(FamilyTemplates.LLAMA3, two))
                .hasMessage("This model only supports single tool-calls at once!");
    }

    @Test
    void mistralPutsTheSystemTextBeforeTheLastQuestion() {
        assertThat(render(
                        FamilyTemplates.MISTRAL,
                        chat(List.of(
                                message("system", "S"),
                                message("user", "a"),
                                message("assistant", " b "),
                                message("user", "c")))))
                .isEqualTo("<s>[INST] a [/INST] b</s>[INST] S\n\nc [/INST]");
        assertThatThrownBy(() -> render(FamilyTemplates.MISTRAL, chat(List.of(message("assistant", "a")))))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.isRaised()).isTrue());
    }

    @Test
    void gemmaCallsTheAssistantModelAndRefusesSystem() {
        assertThat(render(FamilyTemplates.GEMMA, chat(List.of(message("user", "a"), message("assistant", "b")))))
                .isEqualTo("""
                        <s><start_of_turn>user
                        a<end_of_turn>
                        <start_of_turn>model
                        b<end_of_turn>
                        <start_of_turn>model
                        """);
        assertThatThrownBy(() -> render(FamilyTemplates.GEMMA, chat(List.of(message("system", "a")))))
                .hasMessage("System role not supported");
    }

    @Test
    void phiEndsWithTheAssistant() {
        assertThat(render(FamilyTemplates.PHI, chat(List.of(message("system", "S"), message("user", "a")))))
                .isEqualTo("<|system|>\nS<|end|>\n<|user|>\na<|end|>\n<|assistant|>\n");
    }

    @Test
    void deepSeekDropsThoughtsAndShowsToolOutput() {
        assertThat(render(FamilyTemplates.DEEPSEEK, FamilyTemplates.everything()))
                .isEqualTo("<s>Be brief.<User>How is the weather?<output>{\"sky\": \"clear\"}</output>"
                        + "<Assistant>\n\nIt is clear.<end>");
    }

    @Test
    void graniteShowsDocuments() {
        Map<String, Object> data = chat(List.of(message("system", "S"), message("user", "a")));
        data.put("documents", List.of(Map.of("text", "T", "doc_id", 7), Map.of("text", "U")));
        data.put("controls", Map.of("length", "short"));

        assertThat(render(FamilyTemplates.GRANITE, data)).isEqualTo("""
                        <|role|>system<|end_role|>Write the answer from these documents.<|end|>
                        <|role|>document {"document_id": "7"}<|end_role|>
                        T<|end|>
                        <|role|>document {"document_id": "2"}<|end_role|>
                        U<|end|>
                        <|role|>user<|end_role|>a<|end|>
                        <|role|>assistant {"length": "short"}<|end_role|>""");
    }

    @Test
    void commandDescribesToolsByRecursion() {
        Map<String, Object> data = chat(List.of(message("user", "a\nb")));
        data.put("tools", List.of(FamilyTemplates.tool()));
        data.put("documents", List.of(Map.of("title", "one two three four five six seven eight nine")));

        assertThat(render(FamilyTemplates.COMMAND, data)).isEqualTo("""
                <s>def weather(city: str, days: List[int]):
                    ""\"Tells the weather — today's.""\"
                Document: 0
                Title: one two three four five six seven eight
                nine
                a
                  b
                """);
    }
}
