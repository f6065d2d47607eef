package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Modality;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes pictures and documents as blocks. */
final class AnthropicMedia {
    private static final String PDF = "application/pdf";
    private static final String PLAIN_TEXT = "text/plain";

    private final Encoding encoding;
    private final boolean citing;
    private boolean hasUploads;

    /**
     * Creates a writer.
     *
     * @param citing whether the model shall cite from documents
     */
    AnthropicMedia(Encoding encoding, boolean citing) {
        this.encoding = encoding;
        this.citing = citing;
    }

    /** {@return whether anything written so far was uploaded before} */
    boolean hasUploads() {
        return hasUploads;
    }

    ObjectNode encode(Media media) {
        hasUploads |= media.fileId().isPresent();
        if (media.modality() == Modality.IMAGE) {
            return block("image", source(media));
        }
        if (media.modality() != Modality.FILE) {
            throw encoding.impossible("sound or film in the request", "Send its text, or pictures of it.");
        }
        boolean isDocument = media.mimeType().equals(PDF) || isText(media);
        if (!isDocument && media.fileId().isPresent()) {
            return Json.object()
                    .put("type", "container_upload")
                    .put("file_id", media.fileId().get());
        }
        if (!isDocument) {
            throw encoding.impossible(
                    "a file of type " + media.mimeType(),
                    "Send PDF or text, or upload the file for code execution and give its id.");
        }
        ObjectNode document = block("document", documentSource(media));
        if (!media.name().isEmpty()) {
            document.put("title", media.name());
        }
        return cited(document);
    }

    /** {@return a passage as a document of its own} */
    ObjectNode encode(Passage passage) {
        ObjectNode document = block("document", text(passage.text()));
        return cited(document.put("title", passage.title()));
    }

    private ObjectNode cited(ObjectNode document) {
        if (citing) {
            document.putObject("citations").put("enabled", true);
        }
        return document;
    }

    private static ObjectNode block(String type, ObjectNode source) {
        ObjectNode block = Json.object().put("type", type);
        block.set("source", source);
        return block;
    }

    private static boolean isText(Media media) {
        return media.mimeType().startsWith("text/")
                && (media.fileId().isEmpty() || media.mimeType().equals(PLAIN_TEXT));
    }

    private ObjectNode documentSource(Media media) {
        boolean here = media.bytes().isPresent() && !media.mimeType().equals(PDF);
        return here ? text(new String(media.bytes().get(), StandardCharsets.UTF_8)) : source(media);
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("media_type", PLAIN_TEXT).put("data", text);
    }

    private static ObjectNode source(Media media) {
        ObjectNode source = Json.object();
        if (media.fileId().isPresent()) {
            return source.put("type", "file").put("file_id", media.fileId().get());
        }
        if (media.uri().isPresent()) {
            return source.put("type", "url").put("url", media.uri().get().toString());
        }
        return source.put("type", "base64")
                .put("media_type", media.mimeType())
                .put("data", Base64.getEncoder().encodeToString(media.bytes().orElseThrow()));
    }
}
