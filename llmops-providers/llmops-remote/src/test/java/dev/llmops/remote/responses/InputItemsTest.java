package dev.llmops.remote.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputItemsTest {
    @Test
    void sendsPicturesAndFilesBesideText() {
        byte[] bytes = {1, 2, 3};

        ArrayNode items = encode(user(
                Content.text("Look"),
                new Content.Attachment(Media.of("image/png", bytes)),
                new Content.Attachment(Media.at("image/jpeg", URI.create("https://example.org/a.jpg"))),
                new Content.Attachment(Media.uploaded("image/png", "file-1")),
                new Content.Attachment(Media.of("application/pdf", bytes).named("a.pdf")),
                new Content.Attachment(Media.at("application/pdf", URI.create("https://example.org/a.pdf"))),
                new Content.Attachment(Media.uploaded("application/pdf", "file-2"))));

        assertThat(items)
                .isEqualTo(json("[{'role':'user','content':[{'type':'input_text','text':'Look'},"
                        + "{'type':'input_image','detail':'auto','image_url':'data:image/png;base64,AQID'},"
                        + "{'type':'input_image','detail':'auto','image_url':'https://example.org/a.jpg'},"
                        + "{'type':'input_image','detail':'auto','file_id':'file-1'},"
                        + "{'type':'input_file','filename':'a.pdf',"
                        + "'file_data':'data:application/pdf;base64,AQID'},"
                        + "{'type':'input_file','file_url':'https://example.org/a.pdf'},"
                        + "{'type':'input_file','file_id':'file-2'}]}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/wav", "video/mp4"})
    void refusesSoundAndFilm(String type) {
        Message message = user(new Content.Attachment(Media.of(type, new byte[] {1})));

        assertThatThrownBy(() -> encode(message)).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void sendsResultsOfTools() {
        ToolCall call = new ToolCall("call_1", "draw", "{}");
        Content picture = new Content.Attachment(Media.of("image/png", new byte[] {1, 2, 3}));

        ArrayNode items = encode(
                Message.of(Role.ASSISTANT, List.of(new Content.ToolUse(call))),
                Message.tool(
                        Content.ToolResult.of(call, "done"),
                        new Content.ToolResult("call_2", "draw", List.of(picture), false),
                        new Content.ToolResult("call_3", "draw", List.of(), false)));

        assertThat(items)
                .isEqualTo(json("[{'type':'function_call','call_id':'call_1','name':'draw','arguments':'{}'},"
                        + "{'type':'function_call_output','call_id':'call_1','output':'done'},"
                        + "{'type':'function_call_output','call_id':'call_2','output':["
                        + "{'type':'input_image','detail':'auto','image_url':'data:image/png;base64,AQID'}]},"
                        + "{'type':'function_call_output','call_id':'call_3','output':''}]"));
    }

    @Test
    void writesHistoryOfOtherProvidersAsPlainMessages() {
        Message foreign = Message.of(
                Role.ASSISTANT,
                List.of(
                        new Content.Reasoning("hm", "c2lnbmVk"),
                        new Content.Text("I look ", Trust.MODEL),
                        new Content.Text("it up.", Trust.MODEL),
                        new Content.Opaque("other", "thing", "{\"type\":\"thing\"}"),
                        new Content.ToolUse(new ToolCall("t-1", "find", "{\"q\":1}"), "c2lnbmVk"),
                        new Content.Refusal("No.")));

        assertThat(encode(foreign))
                .isEqualTo(json("[{'role':'assistant','content':'I look it up.'},{'type':'function_call',"
                        + "'call_id':'t-1','name':'find','arguments':'{\\\"q\\\":1}'},"
                        + "{'role':'assistant','content':'No.'}]"));
    }

    @Test
    void putsWordsBackIntoTheItemTheyCameIn() {
        Message message = assistant(
                new Content.Text("Paris", Trust.MODEL),
                new Content.Text(" it is", Trust.MODEL),
                opaque(
                        "message",
                        "{'type':'message','id':'msg_1','role':'assistant','status':'completed','phase':null,"
                                + "'content':[{'type':'output_text','annotations':[{'type':'x'}],'logprobs':[]}]}"));

        assertThat(encode(message))
                .isEqualTo(json("[{'type':'message','id':'msg_1','role':'assistant','status':'completed',"
                        + "'content':[{'type':'output_text','annotations':[{'type':'x'}],'logprobs':[],"
                        + "'text':'Paris'},{'type':'output_text','annotations':[],'logprobs':[],"
                        + "'text':' it is'}]}]"));
    }

    @Test
    void putsNothingBackIntoAnItemWithoutWords() {
        Message message = assistant(opaque(
                "message",
                "{'type':'message','id':'msg_1','role':'assistant','status':'completed',"
                        + "'content':[{'type':'output_text','annotations':[]}]}"));

        assertThat(encode(message).at("/0/content"))
                .isEqualTo(json("[{'type':'output_text','annotations':[],'text':''}]"));
    }

    @Test
    void putsRefusalsAndUnknownPartsBack() {
        Message message = assistant(
                new Content.Refusal("No."),
                opaque("message.chart", "{'type':'chart','v':1}"),
                opaque(
                        "message",
                        "{'type':'message','id':'msg_1','role':'assistant','status':'completed',"
                                + "'content':[{'type':'refusal'}]}"));

        assertThat(encode(message).at("/0/content"))
                .isEqualTo(json("[{'type':'refusal','refusal':'No.'},{'type':'chart','v':1}]"));
    }

    @Test
    void sendsReasoningDirectlyBeforeTheItemItLedTo() {
        String sealed = "gAAAA-not-base64/+==";
        Message message = assistant(
                new Content.Reasoning("thinking", ""),
                opaque(
                        "reasoning",
                        "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'" + sealed
                                + "','status':null}"),
                new Content.ToolUse(new ToolCall("call_1", "find", "{}")),
                opaque(
                        "function_call",
                        "{'type':'function_call','call_id':'call_1','id':'fc_1','status':'completed'}"));

        assertThat(encode(message))
                .isEqualTo(json("[{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'" + sealed
                        + "'},{'type':'function_call','call_id':'call_1','name':'find','arguments':'{}',"
                        + "'id':'fc_1','status':'completed'}]"));
    }

    @Test
    void sendsItemsItDoesNotKnowAsTheyCame() {
        String item = "{'type':'quantum_call','id':'q_1','payload':null,'n':1.50}";

        ArrayNode items = encode(
                assistant(opaque("quantum_call", item)),
                user(
                        Content.text("before"),
                        opaque("approval", "{'type':'approval','ok':true}"),
                        Content.text("after")));

        assertThat(items.toString())
                .isEqualTo(("[" + item + ",{'role':'user','content':'before'},{'type':'approval','ok':true},"
                                + "{'role':'user','content':'after'}]")
                        .replace('\'', '"'));
    }

    @Test
    void leavesOutOpaquePartsOfOthers() {
        Message message = assistant(
                new Content.Text("Hi", Trust.MODEL), new Content.Opaque("other", "message", "{\"id\":\"m\"}"));

        assertThat(encode(message)).isEqualTo(json("[{'role':'assistant','content':'Hi'}]"));
    }

    @Test
    void givesPicturesBackInTheirItem() {
        Message message = assistant(
                new Content.Attachment(Media.of("image/png", new byte[] {1, 2, 3})),
                opaque("image_generation_call", "{'type':'image_generation_call','id':'ig_1','status':'completed'}"));

        assertThat(encode(message))
                .isEqualTo(json(
                        "[{'type':'image_generation_call','id':'ig_1','status':'completed'," + "'result':'AQID'}]"));
    }

    @Test
    void refusesPicturesThatTheAssistantGotFromElsewhere() {
        Message message = assistant(new Content.Attachment(Media.of("image/png", new byte[] {1})));

        assertThatThrownBy(() -> encode(message))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("picture");
    }

    @Test
    void answersACustomToolInItsOwnForm() {
        ArrayNode items = encode(
                assistant(
                        new Content.ToolUse(new ToolCall("call_9", "sql", "select 1")),
                        opaque("custom_tool_call", "{'type':'custom_tool_call','call_id':'call_9','id':'ctc_1'}")),
                Message.tool(Content.ToolResult.of(new ToolCall("call_9", "sql", "select 1"), "1")));

        assertThat(items)
                .isEqualTo(json("[{'type':'custom_tool_call','call_id':'call_9','name':'sql','id':'ctc_1',"
                        + "'input':'select 1'},{'type':'custom_tool_call_output','call_id':'call_9',"
                        + "'output':'1'}]"));
    }

    @Test
    void refusesPartsInTheWrongMessage() {
        Content use = new Content.ToolUse(new ToolCall("c", "find", "{}"));
        Content result = new Content.ToolResult("c", "find", List.of(), false);

        assertThatThrownBy(() -> encode(user(use))).isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> encode(assistant(result))).isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> encode(Message.of(Role.TOOL, List.of(Content.text("x")))))
                .isInstanceOf(UnsupportedCapabilityException.class);
    }

    @Test
    void refusesAnOpaquePartThatIsNoObject() {
        assertThatThrownBy(() -> encode(assistant(opaque("thing", "[1]"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("[1]");
    }

    private static Message user(Content... contents) {
        return Message.of(Role.USER, List.of(contents));
    }

    private static Message assistant(Content... contents) {
        return Message.of(Role.ASSISTANT, List.of(contents));
    }

    private static Content opaque(String type, String json) {
        return new Content.Opaque("acme", type, json.replace('\'', '"'));
    }

    private static ArrayNode encode(Message... messages) {
        Encoding encoding = new Encoding(ModelInfo.builder("acme", "m-1").build(), false, false);
        return new InputItems("acme", encoding).encode(List.of(messages));
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }
}
