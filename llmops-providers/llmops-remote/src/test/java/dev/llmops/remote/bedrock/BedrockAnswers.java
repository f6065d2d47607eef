package dev.llmops.remote.bedrock;

import dev.llmops.remote.stream.EventStreamEncoder;
import java.io.ByteArrayOutputStream;

/** Answers in the form of Converse. */
final class BedrockAnswers {
    static final String WHOLE = """
            {"output":{"message":{"role":"assistant","content":[{"text":"Hello there"}]}},
             "stopReason":"end_turn","metrics":{"latencyMs":7},
             "usage":{"inputTokens":12,"outputTokens":5,"totalTokens":17}}""";

    private BedrockAnswers() {}

    /** {@return the first events of a stream, with some text} */
    static byte[] begun() {
        return joined(
                event("messageStart", "{\"role\":\"assistant\",\"p\":\"abc\"}"),
                delta(0, "{\"text\":\"Hello \"}"),
                delta(0, "{\"text\":\"😀\"}"));
    }

    /** {@return a short stream with text, thoughts and two tool calls} */
    static byte[] stream() {
        return joined(
                begun(),
                stop(0),
                delta(1, "{\"reasoningContent\":{\"text\":\"Hm\"}}"),
                delta(1, "{\"reasoningContent\":{\"signature\":\"c2ln\"}}"),
                stop(1),
                start(2, "{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"add\"}}"),
                delta(2, "{\"toolUse\":{\"input\":\"{\\\"a\\\":\"}}"),
                delta(2, "{\"toolUse\":{\"input\":\" 1}\"}}"),
                stop(2),
                start(3, "{\"toolUse\":{\"toolUseId\":\"t2\",\"name\":\"now\",\"type\":\"tool_use\"}}"),
                delta(3, "{\"toolUse\":{\"input\":\"\"}}"),
                stop(3),
                end("tool_use"),
                metadata());
    }

    static byte[] event(String type, String json) {
        return EventStreamEncoder.event(type, json);
    }

    static byte[] start(int index, String start) {
        return event("contentBlockStart", "{\"contentBlockIndex\":" + index + ",\"start\":" + start + "}");
    }

    static byte[] delta(int index, String delta) {
        return event("contentBlockDelta", "{\"contentBlockIndex\":" + index + ",\"delta\":" + delta + "}");
    }

    static byte[] stop(int index) {
        return event("contentBlockStop", "{\"contentBlockIndex\":" + index + "}");
    }

    static byte[] end(String reason) {
        return event("messageStop", "{\"stopReason\":\"" + reason + "\"}");
    }

    static byte[] metadata() {
        return event(
                "metadata",
                "{\"usage\":{\"inputTokens\":12,\"outputTokens\":30,\"totalTokens\":42},"
                        + "\"metrics\":{\"latencyMs\":7}}");
    }

    static byte[] joined(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }
}
