package dev.llmops.remote.anthropic;

/** Answers in the form of the messages API. */
final class AnthropicAnswers {
    static final String WHOLE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",
             "content":[{"type":"text","text":"Hello there"}],
             "stop_reason":"end_turn","stop_sequence":null,
             "usage":{"input_tokens":12,"output_tokens":5}}""";

    static final String START = """
            {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
            "model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,\
            "usage":{"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":7,"output_tokens":1}}}""";

    static final String TEXT_START =
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}";
    static final String TEXT_DELTA =
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"} }";
    static final String END = """
            {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
            "usage":{"output_tokens":5}}""";
    static final String STOP = "{\"type\":\"message_stop\"}";

    private AnthropicAnswers() {}

    /** {@return a short stream with thoughts, text and two tool calls} */
    static String stream() {
        return events(
                START,
                "{\"type\":\"ping\"}",
                start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Grüße\"}"),
                delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}"),
                stop(0),
                start(1, "{\"type\":\"text\",\"text\":\"\"}"),
                delta(1, "{\"type\":\"text_delta\",\"text\":\"Hello \"}"),
                delta(1, "{\"type\":\"text_delta\",\"text\":\"😀\"}"),
                stop(1),
                start(2, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"add\",\"input\":{}}"),
                delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}"),
                delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\": 1\"}"),
                delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"}\"}"),
                stop(2),
                start(3, "{\"type\":\"tool_use\",\"id\":\"toolu_2\",\"name\":\"now\",\"input\":{}}"),
                stop(3),
                """
                {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
                "usage":{"output_tokens":30}}""",
                STOP);
    }

    static String start(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
    }

    static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
    }

    static String stop(int index) {
        return "{\"type\":\"content_block_stop\",\"index\":" + index + "}";
    }

    /** {@return a stream of these events, each under its own name} */
    static String events(String... data) {
        StringBuilder text = new StringBuilder();
        for (String each : data) {
            String type = each.replaceFirst("(?s)^\\{\"type\":\"([a-z_]+)\".*$", "$1");
            text.append("event: ").append(type).append("\ndata: ").append(each).append("\n\n");
        }
        return text.toString();
    }
}
