package dev.llmops.remote.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
    private String mimeType = "";

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
            mimeType = sound.size() == 0 ? type(piece) : mimeType;
            sound.writeBytes(piece);
            assembly.mediaDelta(Media.of(mimeType, piece));
        }
    }

    /** {@return the media type that the first bytes tell; streams of bare samples have none to tell} */
    private static String type(byte[] sound) {
        String start = new String(sound, 0, Math.min(4, sound.length), ISO_8859_1);
        return switch (start) {
            case "RIFF" -> "audio/wav";
            case "fLaC" -> "audio/flac";
            case "OggS" -> "audio/ogg";
            default -> start.startsWith("ID3") || start.startsWith("\u00ff") ? "audio/mpeg" : "audio/pcm";
        };
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
            assembly.content(new Content.Attachment(Media.of(mimeType, sound.toByteArray())));
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
