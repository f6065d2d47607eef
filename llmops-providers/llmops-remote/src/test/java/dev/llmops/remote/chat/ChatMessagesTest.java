package dev.llmops.remote.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.Trust;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.chat.ChatDialect.Thinking;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.Encoding;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatMessagesTest {
    private static final ToolCall CALL = new ToolCall("call_1", "f", "{\"x\":1}");
    private static final Media PICTURE = Media.of("image/png", new byte[] {1, 2, 3});

    private static String messages(ChatDialect dialect, Message... messages) {
        return new ChatTrial(dialect)
                .body(ModelRequest.of(List.of(messages)))
                .path("messages")
                .toString();
    }

    private static String messages(Message... messages) {
        return messages(ChatDialect.common("test"), messages);
    }

    private static Message user(Content... contents) {
        return Message.of(Role.USER, List.of(contents));
    }

    private static Message assistant(Content... contents) {
        return Message.of(Role.ASSISTANT, List.of(contents));
    }

    private static Content media(String mimeType, byte... bytes) {
        return new Content.Attachment(Media.of(mimeType, bytes));
    }

    @Test
    void writesEveryRole() {
        assertThat(messages(
                        Message.system("Be brief."),
                        Message.user("Hi"),
                        assistant(new Content.ToolUse(CALL)),
                        Message.tool(Content.ToolResult.of(CALL, "done")),
                        Message.assistant("Bye")))
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"done\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Bye\"}]");
    }

    @Test
    void writesEachResultAsAMessageOfItsOwn() {
        assertThat(messages(Message.tool(
                        Content.ToolResult.of(CALL, "one"), Content.ToolResult.of(new ToolCall("b", "g", ""), "two"))))
                .isEqualTo("[{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"one\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"two\"}]");
    }

    @Test
    void writesPicturesByBytesAndByAddress() {
        assertThat(messages(user(
                        Content.text("See"),
                        new Content.Attachment(PICTURE),
                        new Content.Attachment(Media.at("image/png", URI.create("https://example.org/a.png"))))))
                .isEqualTo("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"See\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID\"}},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.org/a.png\"}}]}]");
    }

    @Test
    void writesSoundFilesAndFilmsWhereTheyAreTaken() {
        ChatDialect rich = ChatDialect.common("test").with(Trait.AUDIO, Trait.FILES, Trait.VIDEO);

        assertThat(messages(
                        rich,
                        user(
                                media("audio/mpeg", (byte) 1),
                                new Content.Attachment(Media.of("application/pdf", new byte[] {1})
                                        .named("a.pdf")),
                                new Content.Attachment(Media.uploaded("application/pdf", "file-1")),
                                media("video/mp4", (byte) 1))))
                .isEqualTo("[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AQ==\",\"format\":\"mp3\"}},"
                        + "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,AQ==\"}},"
                        + "{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}},"
                        + "{\"type\":\"video_url\",\"video_url\":{\"url\":\"data:video/mp4;base64,AQ==\"}}]}]");
    }

    @Test
    void writesDocumentsAsMistralWantsThem() {
        ChatDialect mistral = ChatDialect.common("test").with(Trait.DOCUMENT_URL, Trait.AUDIO);

        assertThat(messages(
                        mistral,
                        user(
                                media("application/pdf", (byte) 1),
                                new Content.Attachment(Media.uploaded("application/pdf", "id-1")),
                                media("audio/wav", (byte) 1))))
                .isEqualTo("[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"document_url\",\"document_url\":\"data:application/pdf;base64,AQ==\"},"
                        + "{\"type\":\"file\",\"file_id\":\"id-1\"},"
                        + "{\"type\":\"input_audio\",\"input_audio\":\"AQ==\"}]}]");
    }

    @Test
    void failsForMediaThatHaveNoPlace() {
        for (Content content : List.of(
                media("audio/wav", (byte) 1),
                media("video/mp4", (byte) 1),
                media("application/pdf", (byte) 1),
                new Content.Attachment(Media.uploaded("image/png", "file-1")))) {
            assertThatThrownBy(() -> messages(user(content))).isInstanceOf(UnsupportedCapabilityException.class);
        }
        assertThatThrownBy(() -> messages(Message.tool(
                        new Content.ToolResult("call_1", "f", List.of(new Content.Attachment(PICTURE)), false))))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> messages(
                        ChatDialect.common("test").with(Trait.FILES),
                        user(new Content.Attachment(
                                Media.at("application/pdf", URI.create("https://example.org/a.pdf"))))))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void marksWhatShallBeCached() {
        ChatDialect caching = ChatDialect.common("test").with(Trait.CACHE_CONTROL);

        assertThat(messages(caching, Message.system("Long").cachedUpToHere(CachePoint.LONG)))
                .isEqualTo("[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"Long\","
                        + "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}]}]");
        assertThat(messages(Message.system("Long").cachedUpToHere(CachePoint.LONG)))
                .doesNotContain("cache");
    }

    @Test
    void givesThoughtsBackWhereTheyAreWanted() {
        Message thinking = assistant(new Content.Reasoning("hm", "sig"), Content.text("4"));

        assertThat(messages(thinking)).isEqualTo("[{\"role\":\"assistant\",\"content\":\"4\"}]");
        assertThat(messages(ChatDialect.common("test").thinking(Thinking.NONE, "reasoning"), thinking))
                .isEqualTo("[{\"role\":\"assistant\",\"reasoning\":\"hm\",\"content\":\"4\"}]");
        assertThat(messages(ChatDialect.common("test").with(Trait.THINKING_PARTS), thinking))
                .isEqualTo("[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":"
                        + "[{\"type\":\"text\",\"text\":\"hm\"}]},{\"type\":\"text\",\"text\":\"4\"}]}]");
    }

    @Test
    void givesThoughtsBackWithinATurnOnlyWhereThatIsWanted() {
        ChatDialect deepSeek = ChatDialect.common("test")
                .thinking(Thinking.SWITCH, "reasoning_content")
                .with(Trait.THOUGHTS_IN_TURN);
        Message calling = assistant(new Content.Reasoning("hm", ""), new Content.ToolUse(CALL));
        Message result = Message.tool(Content.ToolResult.of(CALL, "done"));

        assertThat(messages(deepSeek, Message.user("Hi"), calling, result)).contains("\"reasoning_content\":\"hm\"");
        assertThat(messages(deepSeek, Message.user("Hi"), calling, result, Message.user("Next")))
                .doesNotContain("reasoning_content");
    }

    @Test
    void sendsPartsOfItsOwnProviderBackAndNoOthers() {
        String part = "{\"type\":\"reference\",\"reference_ids\":[1]}";

        assertThat(messages(assistant(new Content.Opaque("test", "reference", part))))
                .contains(part);
        assertThat(messages(assistant(Content.text("Hi"), new Content.Opaque("other", "reference", part))))
                .isEqualTo("[{\"role\":\"assistant\",\"content\":\"Hi\"}]");
        assertThat(messages(
                        assistant(Content.text("Hi"), new Content.Opaque("other", "message.audio", "{\"id\":\"a\"}"))))
                .isEqualTo("[{\"role\":\"assistant\",\"content\":\"Hi\"}]");
    }

    @Test
    void ignoresTheStateOfOtherFormatsOnToolCalls() {
        assertThat(messages(assistant(new Content.ToolUse(CALL, "c2lnbmF0dXJl"))))
                .doesNotContain("c2ln");
    }

    @Test
    void writesARefusal() {
        assertThat(messages(assistant(new Content.Refusal("No."))))
                .isEqualTo("[{\"role\":\"assistant\",\"refusal\":\"No.\"}]");
    }

    @Test
    void writesEmptyContentWhereThereIsNone() {
        assertThat(messages(assistant())).isEqualTo("[{\"role\":\"assistant\",\"content\":\"\"}]");
        assertThat(messages(Message.tool(new Content.ToolResult("a", "f", List.of(), false))))
                .isEqualTo("[{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"\"}]");
    }

    @Test
    void warnsWhenAPictureTheModelMadeCannotGoBack() {
        Encoding encoding = ChatTrial.encoding(false);

        ChatTrial.common()
                .body(
                        ModelRequest.of(List.of(assistant(Content.text("Here"), new Content.Attachment(PICTURE)))),
                        encoding);

        assertThat(encoding.warnings()).hasSize(1);
    }

    @Test
    void failsForToolCallsOfTheUser() {
        assertThatThrownBy(() -> messages(user(new Content.ToolUse(CALL))))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> messages(Message.of(Role.TOOL, List.of(new Content.Text("x", Trust.TOOL)))))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void shortensIdsOfCallsAndResultsAlike() {
        String sent = messages(
                ChatDialect.common("test").with(Trait.SHORT_CALL_IDS),
                assistant(new Content.ToolUse(CALL)),
                Message.tool(Content.ToolResult.of(CALL, "done")));
        String id = sent.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");

        assertThat(id).matches("[A-Za-z0-9]{9}");
        assertThat(sent).contains("\"tool_call_id\":\"" + id + "\"");
    }
}
