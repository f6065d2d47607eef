package dev.llmops.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.Trust;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.pipeline.Turn;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnCodecProperties {
    private final TurnCodec codec = new TurnCodec();

    @Test
    void everyTurnComesBackAsItWas() throws IOException {
        for (long seed = 0; seed < 1000; seed++) {
            Turn turn = new RandomTurns(new Random(seed)).next();

            byte[] line = codec.encode(turn);

            assertThat(line).as("seed %d", seed).doesNotContain('\n');
            assertThat(codec.decode(line)).as("seed %d", seed).isEqualTo(turn);
        }
    }

    /** Turns of everything a message can hold. */
    private static final class RandomTurns {
        private final Random random;

        RandomTurns(Random random) {
            this.random = random;
        }

        Turn next() {
            List<Message> messages = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                Message message = Message.of(any(Role.values()), contents(0));
                messages.add(random.nextInt(4) == 0 ? message.cachedUpToHere(any(CachePoint.values())) : message);
            }
            return new Turn(
                    "c" + text(),
                    "k" + text(),
                    Instant.ofEpochSecond(random.nextLong() % 100_000_000_000L, random.nextInt(1_000_000_000)),
                    messages);
        }

        private List<Content> contents(int depth) {
            List<Content> contents = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                contents.add(content(depth));
            }
            return contents;
        }

        private Content content(int depth) {
            return switch (random.nextInt(depth > 2 ? 6 : 7)) {
                case 0 -> new Content.Text(text(), any(Trust.values()));
                case 1 -> new Content.Attachment(random.nextBoolean() ? media() : media().named(text()));
                case 2 ->
                    new Content.ToolUse(
                            new ToolCall(text(), text(), random.nextBoolean() ? "{\"a\": 1.0}" : text()), text());
                case 3 -> new Content.Reasoning(text(), text());
                case 4 -> new Content.Refusal(text());
                case 5 -> new Content.Opaque("p" + text(), text(), random.nextBoolean() ? "{\"x\": [ ]}" : text());
                default -> new Content.ToolResult(text(), "t" + text(), contents(depth + 1), random.nextBoolean());
            };
        }

        private Media media() {
            return switch (random.nextInt(3)) {
                case 0 -> Media.of("image/png", text().getBytes(StandardCharsets.UTF_16));
                case 1 -> Media.at("audio/wav", URI.create("https://example.org/ä%20b?" + random.nextInt() + "#x"));
                default -> Media.uploaded("application/pdf; version=1.7", "f" + text());
            };
        }

        /** {@return text of any chars, with control characters, quotes and halves of surrogate pairs} */
        private String text() {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                switch (random.nextInt(6)) {
                    case 0 -> text.append((char) random.nextInt(0x10000));
                    case 1 -> text.append((char) (0xd800 + random.nextInt(0x800)));
                    case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                    case 3 -> text.append("\"\\\n\r\t\0/\u2028".charAt(random.nextInt(8)));
                    default -> text.append((char) ('a' + random.nextInt(26)));
                }
            }
            return text.toString();
        }

        private <T> T any(T[] values) {
            return values[random.nextInt(values.length)];
        }
    }
}
