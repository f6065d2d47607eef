package dev.llmops.remote.wire;

import dev.llmops.api.model.Media;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/** Media as addresses: where they are, or themselves as a {@code data:} URL (RFC 2397). */
public final class DataUrls {
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64,";

    private DataUrls() {}

    /** {@return the address of media, or their bytes as one; empty if they are known by an id only} */
    public static Optional<String> of(Media media) {
        return media.uri()
                .map(URI::toString)
                .or(() -> media.bytes()
                        .map(bytes -> SCHEME
                                + media.mimeType()
                                + BASE64
                                + Base64.getEncoder().encodeToString(bytes)));
    }

    /** {@return the media at an address, with their bytes if it is a data URL; empty if it is no address} */
    public static Optional<Media> media(String address, String mimeType) {
        try {
            int comma = address.indexOf(BASE64);
            if (address.startsWith(SCHEME) && comma > 0) {
                byte[] bytes = Base64.getDecoder().decode(address.substring(comma + BASE64.length()));
                return Optional.of(Media.of(address.substring(SCHEME.length(), comma), bytes));
            }
            return Optional.of(Media.at(mimeType, URI.create(address)));
        } catch (IllegalArgumentException | dev.llmops.api.InvalidInputException e) {
            // Neither base64 nor an address: the caller keeps it as it is.
            return Optional.empty();
        }
    }
}
