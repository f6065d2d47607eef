package dev.llmops.api.model;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture, a sound, a film or a file: its bytes, a place to fetch it from, or a provider's id of it.
 *
 * <p>Immutable; bytes are copied in and out.
 */
public final class Media {
    private final String mimeType;
    private final String name;
    private final byte @Nullable [] bytes;
    private final @Nullable URI uri;
    private final @Nullable String fileId;

    private Media(String mimeType, String name, byte @Nullable [] bytes, @Nullable URI uri, @Nullable String fileId) {
        this.mimeType = Require.nonBlank(mimeType, "mimeType").toLowerCase(Locale.ROOT);
        if (this.mimeType.indexOf('/') < 1) {
            throw new InvalidInputException("mimeType", "mimeType must look like image/png, was " + mimeType);
        }
        this.name = name;
        this.bytes = bytes;
        this.uri = uri;
        this.fileId = fileId;
    }

    /** {@return media of the given bytes} */
    public static Media of(String mimeType, byte[] bytes) {
        return new Media(mimeType, "", Require.nonNull(bytes, "bytes").clone(), null, null);
    }

    /** {@return media that the provider fetches from {@code uri}} */
    public static Media at(String mimeType, URI uri) {
        return new Media(mimeType, "", null, Require.nonNull(uri, "uri"), null);
    }

    /** {@return media that was uploaded to the provider before} */
    public static Media uploaded(String mimeType, String fileId) {
        return new Media(mimeType, "", null, null, Require.nonBlank(fileId, "fileId"));
    }

    /** {@return this media under a file name} */
    public Media named(String fileName) {
        return new Media(mimeType, Require.nonNull(fileName, "fileName"), bytes, uri, fileId);
    }

    /** {@return the media type, lower case} */
    public String mimeType() {
        return mimeType;
    }

    /** {@return the form, by the media type} */
    public Modality modality() {
        String family = mimeType.substring(0, mimeType.indexOf('/'));
        return switch (family) {
            case "image" -> Modality.IMAGE;
            case "audio" -> Modality.AUDIO;
            case "video" -> Modality.VIDEO;
            default -> Modality.FILE;
        };
    }

    /** {@return the file name; empty if there is none} */
    public String name() {
        return name;
    }

    /** {@return a copy of the bytes, if they are here} */
    public Optional<byte[]> bytes() {
        return Optional.ofNullable(bytes).map(byte[]::clone);
    }

    /** {@return where to fetch it, if it is elsewhere} */
    public Optional<URI> uri() {
        return Optional.ofNullable(uri);
    }

    /** {@return the provider's id, if it was uploaded} */
    public Optional<String> fileId() {
        return Optional.ofNullable(fileId);
    }

    /** {@return whether {@code other} has the same type and name, and the same bytes, place or id} */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Media that
                && mimeType.equals(that.mimeType)
                && name.equals(that.name)
                && Arrays.equals(bytes, that.bytes)
                && Objects.equals(uri, that.uri)
                && Objects.equals(fileId, that.fileId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mimeType, name, Arrays.hashCode(bytes), uri, fileId);
    }

    /** Shows type and size only. */
    @Override
    public String toString() {
        return "Media[" + mimeType + (bytes == null ? "" : ", " + bytes.length + " bytes") + "]";
    }
}
