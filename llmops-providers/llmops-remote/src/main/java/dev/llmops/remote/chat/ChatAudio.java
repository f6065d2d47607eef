package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** Joins a spoken answer: its transcript is the text, its sound an attachment, its id what goes back. */
final class ChatAudio {
    private final ChatDialect dialect;
    private final ResponseAssembly assembly;
    private final ByteArrayOutputStream sound = new ByteArrayOutputStream();
    private String id = "";

    ChatAudio(ChatDialect dialect, ResponseAssembly assembly) {
        this.dialect = dialect;
        this.assembly = assembly;
    }

    void read(JsonNode audio) {
        if (!audio.isObject()) {
            return;
        }
        id = id.isEmpty() ? Json.text(audio, "id") : id;
        String transcript = Json.text(audio, "transcript");
        if (!transcript.isEmpty()) {
            assembly.text("transcript", transcript);
        }
        byte[] piece = decoded(Json.text(audio, "data"));
        if (piece.length > 0) {
            sound.writeBytes(piece);
            assembly.mediaDelta(Media.of("audio/*", piece));
        }
    }

    private byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            assembly.warning("a piece of sound was not base64");
            return new byte[0];
        }
    }

    void complete() {
        if (sound.size() > 0) {
            assembly.content(new Content.Attachment(Media.of("audio/*", sound.toByteArray())));
            sound.reset();
        }
        if (!id.isEmpty()) {
            assembly.content(new Content.Opaque(
                    dialect.provider(),
                    ChatMessages.MEMBER + "audio",
                    Json.object().put("id", id).toString()));
            id = "";
        }
    }
}
