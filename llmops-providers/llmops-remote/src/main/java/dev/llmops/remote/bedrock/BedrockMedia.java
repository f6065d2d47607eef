package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Media;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/** Writes pictures, sounds, films and documents as blocks: their bytes, or where they are in S3. */
final class BedrockMedia {
    private static final String S3 = "s3";

    private final Encoding encoding;
    private int documents;

    BedrockMedia(Encoding encoding) {
        this.encoding = encoding;
    }

    ObjectNode encode(Media media) {
        String kind = switch (media.modality()) {
            case IMAGE -> "image";
            case AUDIO -> "audio";
            case VIDEO -> "video";
            default -> "document";
        };
        ObjectNode block = Json.object();
        ObjectNode written = block.putObject(kind).put("format", format(media));
        if (kind.equals("document")) {
            documents++;
            written.put("name", name(media));
        }
        written.set("source", source(media));
        return block;
    }

    /** {@return a name of the characters that Bedrock takes} */
    private String name(Media media) {
        String name = media.name();
        int dot = name.lastIndexOf('.');
        name = dot > 0 ? name.substring(0, dot) : name;
        name = name.replaceAll("[^A-Za-z0-9 ()\\[\\]-]", "-")
                .replaceAll(" +", " ")
                .strip();
        return name.isEmpty() ? "Document " + documents : name.substring(0, Math.min(200, name.length()));
    }

    private ObjectNode source(Media media) {
        ObjectNode source = Json.object();
        Optional<URI> place = media.uri();
        if (place.isPresent() && S3.equals(place.get().getScheme())) {
            source.putObject("s3Location").put("uri", place.get().toString());
            return source;
        }
        byte[] bytes = media.bytes()
                .orElseThrow(() -> encoding.impossible(
                        "media by an address or an id", "Give their bytes, or where they are in S3."));
        return source.put("bytes", Base64.getEncoder().encodeToString(bytes));
    }

    private String format(Media media) {
        String subtype = media.mimeType().substring(media.mimeType().indexOf('/') + 1);
        return switch (media.modality()) {
            case IMAGE -> subtype.equals("jpg") ? "jpeg" : subtype;
            case AUDIO -> audio(subtype);
            case VIDEO -> video(subtype);
            default -> document(media.mimeType());
        };
    }

    private static String audio(String subtype) {
        return switch (subtype) {
            case "mpeg" -> "mp3";
            case "x-wav", "wave", "vnd.wave" -> "wav";
            case "x-m4a" -> "m4a";
            case "x-matroska" -> "mka";
            default -> subtype;
        };
    }

    private static String video(String subtype) {
        return switch (subtype) {
            case "quicktime" -> "mov";
            case "x-matroska" -> "mkv";
            case "x-flv" -> "flv";
            case "x-ms-wmv" -> "wmv";
            case "3gpp" -> "three_gp";
            default -> subtype;
        };
    }

    private String document(String mimeType) {
        return switch (mimeType) {
            case "application/pdf" -> "pdf";
            case "text/csv" -> "csv";
            case "text/html" -> "html";
            case "text/markdown" -> "md";
            case "application/msword" -> "doc";
            case "application/vnd.openxmlformats-officedocument.wordprocessingml.document" -> "docx";
            case "application/vnd.ms-excel" -> "xls";
            case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> "xlsx";
            default -> {
                if (!mimeType.startsWith("text/") && !mimeType.equals("application/json")) {
                    throw encoding.impossible("a file of type " + mimeType, "Send PDF, Office, HTML, CSV or text.");
                }
                yield "txt";
            }
        };
    }
}
