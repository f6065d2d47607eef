package dev.llmops.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaTest {
    private static final Media BYTES = Media.of("image/png", new byte[] {1, 2});

    @Test
    void equalsMediaOfTheSameContent() {
        assertThat(Media.of("IMAGE/png", new byte[] {1, 2})).isEqualTo(BYTES).hasSameHashCodeAs(BYTES);
        assertThat(Message.of(Role.USER, List.of(new Content.Attachment(Media.uploaded("image/png", "f")))))
                .isEqualTo(Message.of(Role.USER, List.of(new Content.Attachment(Media.uploaded("image/png", "f")))));
    }

    @Test
    void differsFromMediaOfOtherContent() {
        assertThat(BYTES)
                .isNotEqualTo(Media.of("image/png", new byte[] {1, 3}))
                .isNotEqualTo(Media.of("image/gif", new byte[] {1, 2}))
                .isNotEqualTo(BYTES.named("cat.png"))
                .isNotEqualTo(Media.at("image/png", URI.create("https://example.org")))
                .isNotEqualTo(Media.uploaded("image/png", "f"));
    }
}
