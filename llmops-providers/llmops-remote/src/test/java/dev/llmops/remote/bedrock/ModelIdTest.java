package dev.llmops.remote.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelIdTest {
    private static final String ARN =
            "arn:aws:bedrock:eu-west-1:000000000000:inference-profile/eu.anthropic.claude-3-haiku-20240307-v1:0";

    @Test
    void escapesWhatHasAMeaningInAPathOnce() {
        assertThat(new ModelId("amazon.nova-lite-v1:0").escaped()).isEqualTo("amazon.nova-lite-v1%3A0");
        assertThat(new ModelId(ARN).escaped())
                .isEqualTo("arn%3Aaws%3Abedrock%3Aeu-west-1%3A000000000000%3Ainference-profile%2F"
                        + "eu.anthropic.claude-3-haiku-20240307-v1%3A0");
        assertThat(new ModelId("ü~x_y").escaped()).isEqualTo("%C3%BC~x_y");
    }

    @ParameterizedTest
    @CsvSource({
        "us.amazon.nova-pro-v1:0, amazon.nova-pro-v1:0",
        "global.anthropic.claude-sonnet-4-5-20250929-v1:0, anthropic.claude-sonnet-4-5-20250929-v1:0",
        "us-gov.meta.llama3, meta.llama3",
        "amazon.nova-pro-v1:0, amazon.nova-pro-v1:0"
    })
    void knowsTheModelBehindAProfile(String id, String model) {
        assertThat(new ModelId(id).model()).isEqualTo(model);
    }

    @Test
    void readsModelAndRegionFromAnArn() {
        assertThat(new ModelId(ARN).model()).isEqualTo("anthropic.claude-3-haiku-20240307-v1:0");
        assertThat(new ModelId(ARN).region()).contains("eu-west-1");
        assertThat(new ModelId("amazon.nova-pro-v1:0").region()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0, CLAUDE",
        "us.amazon.nova-2-lite-v1:0, NOVA_2",
        "us.amazon.nova-pro-v1:0, NOVA",
        "amazon.titan-text-lite-v1, OTHER",
        "cohere.command-r-v1:0, COHERE",
        "mistral.pixtral-large-2502-v1:0, MISTRAL",
        "qwen.qwen3-32b-v1:0, QWEN",
        "openai.gpt-oss-120b-1:0, GPT_OSS",
        "us.deepseek.r1-v1:0, DEEPSEEK",
        "custom, OTHER"
    })
    void tellsTheFamilyOfAModel(String id, ModelFamily family) {
        assertThat(ModelFamily.of(id)).isEqualTo(family);
    }
}
