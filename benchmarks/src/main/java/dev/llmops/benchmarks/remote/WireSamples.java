package dev.llmops.benchmarks.remote;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A question of 2 KB and its answers, as a provider frames them. */
final class WireSamples {
    static final String MODEL = "gpt-4o-mini";
    static final int EVENTS = 200;

    static final String SYSTEM =
            "You answer questions about the pumps of the plant. " + "Quote the manual. ".repeat(10);
    static final String QUESTION = "How often is pump P-101 serviced, and by whom? "
            + "The last service was in May; the bearing was replaced. ".repeat(30);

    private static final int WHOLE_SENTENCES = 25;
    private static final int DELTA = 5;
    private static final String WORDS = "Every 2,000 hours of operation, by the maintenance crew. ";

    private WireSamples() {}

    /** {@return the headers of an answer, some twenty as they come from a public service} */
    static Map<String, String> headers(String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("date", "Mon, 05 Jan 2026 10:00:00 GMT");
        headers.put("content-type", contentType);
        headers.put("access-control-expose-headers", "X-Request-ID");
        headers.put("organization", "some-organization");
        headers.put("processing-ms", "812");
        headers.put("project", "proj_1234567890");
        headers.put("version", "2020-10-01");
        headers.put("x-envoy-upstream-service-time", "830");
        headers.put("x-ratelimit-limit-requests", "10000");
        headers.put("x-ratelimit-limit-tokens", "200000");
        headers.put("x-ratelimit-remaining-requests", "9999");
        headers.put("x-ratelimit-remaining-tokens", "199382");
        headers.put("x-ratelimit-reset-requests", "8.64s");
        headers.put("x-ratelimit-reset-tokens", "185ms");
        headers.put("x-request-id", "req_0123456789abcdef0123456789abcdef");
        headers.put("cache-status", "DYNAMIC");
        headers.put("set-cookie", "session=0123456789abcdef; path=/; HttpOnly; Secure");
        headers.put("strict-transport-security", "max-age=31536000; includeSubDomains; preload");
        headers.put("x-content-type-options", "nosniff");
        headers.put("server", "edge");
        return headers;
    }

    /** {@return how many characters the text of {@link #whole} has} */
    static int wholeLength() {
        return WORDS.length() * WHOLE_SENTENCES;
    }

    /** {@return how many characters the text of {@link #stream} has} */
    static int streamLength() {
        return DELTA * EVENTS;
    }

    /** {@return an answer that is not streamed, of some 2 KB} */
    static String whole() {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1767607200,\"model\":\"" + MODEL
                + "-2024-07-18\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + WORDS.repeat(WHOLE_SENTENCES)
                + "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                + "\"usage\":" + usage() + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\"}";
    }

    /** {@return the events of a streamed answer: {@value #EVENTS} of text, and those that end it} */
    static String[] events() {
        String[] events = new String[EVENTS + 3];
        for (int i = 0; i < EVENTS; i++) {
            events[i] = chunk("{\"content\":\"" + WORDS.substring(i % 40, i % 40 + DELTA) + "\"}", "null");
        }
        events[EVENTS] = chunk("{}", "\"stop\"");
        events[EVENTS + 1] = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767607200,"
                + "\"model\":\"" + MODEL + "-2024-07-18\",\"choices\":[],\"usage\":" + usage() + "}";
        events[EVENTS + 2] = "[DONE]";
        return events;
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767607200,\"model\":\"" + MODEL
                + "-2024-07-18\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + "}],\"usage\":null}";
    }

    private static String usage() {
        return "{\"prompt_tokens\":480,\"completion_tokens\":250,\"total_tokens\":730,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
                + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
    }

    /** {@return the body of a streamed answer} */
    static byte[] stream() {
        StringBuilder text = new StringBuilder();
        for (String event : events()) {
            text.append("data: ").append(event).append("\n\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
