package dev.llmops.remote.openai;

import dev.llmops.api.model.ModelClient;
import dev.llmops.remote.Connection;
import dev.llmops.remote.chat.ChatClientContract;

class OpenAiClientTest extends ChatClientContract {
    @Override
    protected ModelClient client(Connection connection) {
        return OpenAiClient.builder("gpt-4o").connection(connection).build();
    }

    @Override
    protected String address() {
        return "https://api.openai.com/v1/chat/completions";
    }
}
