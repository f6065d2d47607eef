package dev.llmops.template;

import static dev.llmops.template.FamilyTemplates.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatTemplateTest {
    private static final Map<String, Object> TOKENS =
            Map.of("bos_token", "<s>", "eos_token", "</s>", "add_generation_prompt", true);

    private static ChatTemplate of(String source) {
        return ChatTemplate.of(Template.parse(source));
    }

    @Test
    void putsSystemTextIntoTheNextUserMessageWhereTheTemplateRefusesIt() {
        ChatTemplate gemma = of(FamilyTemplates.GEMMA);

        assertThat(gemma.takesSystem()).isFalse();
        assertThat(gemma.render(List.of(message("system", "S"), message("system", "T"), message("user", "a")), TOKENS))
                .isEqualTo("<s><start_of_turn>user\nS\nT\na<end_of_turn>\n<start_of_turn>model\n");
    }

    @Test
    void makesAUserMessageOfSystemTextThatNoneFollows() {
        assertThat(of(FamilyTemplates.GEMMA)
                        .render(
                                List.of(message("system", "S"), message("assistant", "b"), message("system", "T")),
                                TOKENS))
                .isEqualTo("""
                        <s><start_of_turn>user
                        S<end_of_turn>
                        <start_of_turn>model
                        b<end_of_turn>
                        <start_of_turn>user
                        T<end_of_turn>
                        <start_of_turn>model
                        """);
    }

    @Test
    void leavesConversationsAloneThatFit() {
        ChatTemplate phi = of(FamilyTemplates.PHI);

        assertThat(phi.takesSystem()).isTrue();
        assertThat(phi.render(List.of(message("system", "S"), message("user", "a")), TOKENS))
                .isEqualTo("<|system|>\nS<|end|>\n<|user|>\na<|end|>\n<|assistant|>\n");
    }

    @Test
    void wrapsTextForTemplatesThatTakeItInParts() {
        ChatTemplate parts = of("{% for m in messages %}{% for p in m.content %}{{ p.text }}{% endfor %};{% endfor %}");

        assertThat(parts.render(List.of(message("system", "S"), message("user", "a")), TOKENS))
                .isEqualTo("S;a;");
    }

    @Test
    void tellsWhetherTheTemplateTakesToolsOrDocuments() {
        assertThat(of(FamilyTemplates.CHATML).takes("tools")).isTrue();
        assertThat(of(FamilyTemplates.CHATML).takes("documents")).isFalse();
        assertThat(of(FamilyTemplates.GRANITE).takes("documents")).isTrue();
    }

    @Test
    void refusesAsTheTemplateDoes() {
        ChatTemplate mistral = of(FamilyTemplates.MISTRAL);

        assertThatThrownBy(() -> mistral.render(List.of(message("assistant", "a")), TOKENS))
                .hasMessage("Roles must alternate");
    }

    @Test
    void takesTheTokensAtTheEndsAway() {
        assertThat(ChatTemplate.withoutEnds("<s>a</s>b</s>", "<s>", "</s>")).isEqualTo("a</s>b");
        assertThat(ChatTemplate.withoutEnds("a", "", "")).isEqualTo("a");
    }
}
