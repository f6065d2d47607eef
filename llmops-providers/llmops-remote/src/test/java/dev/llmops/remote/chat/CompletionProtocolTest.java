package dev.llmops.remote.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.wire.WireRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionProtocolTest {
    private final CompletionProtocol protocol = new CompletionProtocol(ChatDialect.common("test"), new PlainPrompt());

    private WireRequest encoded(ModelRequest request) {
        return protocol.encode(request, ChatTrial.encoding(false));
    }

    @Test
    void sendsTheTextOfASingleMessage() {
        WireRequest wire = encoded(ModelRequest.of("Once upon")
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .maxOutputTokens(5)
                                .temperature(0)
                                .stop("\n")
                                .build())
                        .logprobs(2)
                        .build()));

        assertThat(wire.path()).isEqualTo("/completions");
        assertThat(wire.body())
                .hasToString("{\"model\":\"model-1\",\"prompt\":\"Once upon\",\"max_tokens\":5,\"temperature\":0.0,"
                        + "\"stop\":[\"\\n\"],\"logprobs\":2}");
    }

    @Test
    void joinsAConversationInAPlainForm() {
        WireRequest wire = encoded(ModelRequest.of(List.of(
                Message.system("Be brief."), Message.user("Hi"), Message.assistant("Hello"), Message.user("Bye"))));

        assertThat(wire.body().path("prompt").asText())
                .isEqualTo("System: Be brief.\n\nUser: Hi\n\nAssistant: Hello\n\nUser: Bye\n\nAssistant:");
    }

    @Test
    void failsForWhatIsNoText() {
        GenerationOptions.Builder options = GenerationOptions.builder();

        assertThatThrownBy(() -> encoded(ModelRequest.of("x")
                        .withOptions(options.tools(List.of(ToolSpec.of("f", "", "{}")))
                                .build())))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> encoded(ModelRequest.of("x")
                        .withOptions(GenerationOptions.builder()
                                .responseFormat(new ResponseFormat.Json())
                                .build())))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> encoded(ModelRequest.of(List.of(Message.of(
                        Role.USER, List.of(new Content.Attachment(Media.of("image/png", new byte[] {1}))))))))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }
}
