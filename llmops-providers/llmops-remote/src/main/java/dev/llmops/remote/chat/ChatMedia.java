package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Media;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.DataUrls;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.Base64;

/** Writes pictures, sounds, films and files as parts of a chat message. */
final class ChatMedia {
    private final ChatDialect dialect;
    private final Encoding encoding;

    ChatMedia(ChatDialect dialect, Encoding encoding) {
        this.dialect = dialect;
        this.encoding = encoding;
    }

    ObjectNode encode(Media media) {
        return switch (media.modality()) {
            case IMAGE -> image(media);
            case AUDIO -> audio(media);
            case VIDEO -> video(media);
            default -> file(media);
        };
    }

    private ObjectNode image(Media media) {
        ObjectNode part = Json.object().put("type", "image_url");
        part.putObject("image_url").put("url", address(media, "picture"));
        return part;
    }

    private ObjectNode audio(Media media) {
        if (!dialect.has(Trait.AUDIO) || media.bytes().isEmpty()) {
            throw encoding.impossible("a sound that is not here as bytes", "Give its bytes to a model that hears.");
        }
        ObjectNode part = Json.object().put("type", "input_audio");
        if (dialect.has(Trait.DOCUMENT_URL)) {
            return part.put(
                    "input_audio",
                    Base64.getEncoder().encodeToString(media.bytes().get()));
        }
        part.putObject("input_audio")
                .put("data", Base64.getEncoder().encodeToString(media.bytes().get()))
                .put("format", format(media.mimeType()));
        return part;
    }

    private static String format(String mimeType) {
        String subtype = mimeType.substring(mimeType.indexOf('/') + 1);
        return switch (subtype) {
            case "mpeg", "mp3" -> "mp3";
            case "wav", "x-wav", "wave", "vnd.wave" -> "wav";
            default -> subtype;
        };
    }

    private ObjectNode video(Media media) {
        if (!dialect.has(Trait.VIDEO)) {
            throw encoding.impossible("a film", "Send pictures of it.");
        }
        ObjectNode part = Json.object().put("type", "video_url");
        part.putObject("video_url").put("url", address(media, "film"));
        return part;
    }

    private ObjectNode file(Media media) {
        if (dialect.has(Trait.DOCUMENT_URL) && media.fileId().isPresent()) {
            return Json.object()
                    .put("type", "file")
                    .put("file_id", media.fileId().get());
        }
        if (dialect.has(Trait.DOCUMENT_URL)) {
            return Json.object().put("type", "document_url").put("document_url", address(media, "file"));
        }
        if (!dialect.has(Trait.FILES)) {
            throw encoding.impossible("a file", "Send its text.");
        }
        ObjectNode part = Json.object().put("type", "file");
        ObjectNode file = part.putObject("file");
        if (media.fileId().isPresent()) {
            file.put("file_id", media.fileId().get());
        } else {
            file.put("filename", media.name().isEmpty() ? "file" : media.name());
            if (media.uri().isPresent() && !dialect.has(Trait.FILE_URLS)) {
                throw encoding.impossible("a file by its address", "Give its bytes, or upload it first.");
            }
            file.put("file_data", address(media, "file"));
        }
        return part;
    }

    private String address(Media media, String what) {
        return DataUrls.of(media)
                .orElseThrow(() -> encoding.impossible(
                        "a " + what + " by the id of an upload", "Give its bytes or its address instead."));
    }
}
