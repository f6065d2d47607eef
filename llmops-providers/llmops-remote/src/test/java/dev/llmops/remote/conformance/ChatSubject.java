package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Transport;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.util.List;
import java.util.Set;

/** Chat completions, and plain completions, of OpenAI and of all servers that speak them. */
final class ChatSubject implements WireSubject {
    private static final Set<String> CHAT = Set.of(
            "openai",
            "azure-openai",
            "groq",
            "openrouter",
            "deepseek",
            "together",
            "cerebras",
            "huggingface",
            "vllm",
            "llamacpp",
            "hf-transformers-serve",
            "mistral",
            "snowflake",
            "zai",
            "gemini");
    private static final String UNNAMED = "unnamed";
    private static final Set<String> COMPLETION = Set.of("openai", "vllm", "llamacpp", "hf-transformers-serve");

    @Override
    public boolean covers(Recording.Entry entry) {
        String provider = entry.file().substring(0, entry.file().indexOf('/'));
        return switch (entry.operation()) {
            case "chat" -> CHAT.contains(provider);
            case "completion" -> COMPLETION.contains(provider);
            default -> false;
        };
    }

    private static boolean isChat(Recording recording) {
        return recording.request().path().endsWith("/chat/completions");
    }

    private static ObjectNode body(Recording recording) {
        JsonNode body = Json.readOrMissing(recording.request().body());
        return body.isObject() ? ChatNormalForm.of(body) : Json.object();
    }

    @Override
    public ModelClient client(Recording recording, Transport transport) {
        String model = Json.text(body(recording), "model");
        return ChatClients.client(recording, model.isEmpty() ? UNNAMED : model, !isChat(recording), transport);
    }

    @Override
    public ModelRequest request(Recording recording) {
        ObjectNode body = body(recording);
        List<Message> messages = isChat(recording)
                ? new ChatConversations(ChatClients.name(recording)).read(body.path("messages"))
                : List.of(Message.user(Json.text(body, "prompt")));
        return ModelRequest.of(messages.isEmpty() ? List.of(Message.user("")) : messages)
                .withOptions(options(recording, new ChatOptions(body)));
    }

    private static GenerationOptions options(Recording recording, ChatOptions options) {
        return options.read((body, unsaid) -> ChatClients.options(recording, body, unsaid));
    }

    @Override
    public int rawMembers(Recording recording) {
        ChatOptions options = new ChatOptions(body(recording));
        options(recording, options);
        return options.raw();
    }

    @Override
    public JsonNode normalised(JsonNode requestBody) {
        ObjectNode normal = ChatNormalForm.of(requestBody);
        // A server of one model need not be told its name, but the client always does.
        if (!normal.has("model") || Json.text(normal, "model").equals(UNNAMED)) {
            normal.put("model", UNNAMED);
        }
        return normal;
    }

    @Override
    public JsonNode answered(JsonNode answer) {
        JsonNode message = answer.path("choices").path(0).path("message");
        if (!message.isObject()) {
            return MissingNode.getInstance();
        }
        return ChatNormalForm.answer((ObjectNode) message.deepCopy());
    }

    @Override
    public JsonNode sentBack(JsonNode requestBody) {
        JsonNode messages = requestBody.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (Json.text(messages.get(i), "role").equals("assistant")) {
                return ChatNormalForm.answer((ObjectNode) messages.get(i).deepCopy());
            }
        }
        return MissingNode.getInstance();
    }
}
