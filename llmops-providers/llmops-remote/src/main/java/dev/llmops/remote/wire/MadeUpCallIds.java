package dev.llmops.remote.wire;

/**
 * Ids of tool calls to which a provider gave none.
 *
 * <p>They tie results to calls within the library, and do not go back to a provider that knows none.
 * The same answer has the same ids however it came, and no two answers of a conversation share one.
 */
public final class MadeUpCallIds {
    private static final String PREFIX = "made-up-";

    private MadeUpCallIds() {}

    /**
     * {@return an id}
     *
     * @param responseId the id of the response; may be empty
     * @param messages how many messages came before the response
     * @param call which of the calls of the response, from 0
     */
    public static String id(String responseId, int messages, int call) {
        return PREFIX + (responseId.isEmpty() ? "after" + messages : responseId) + "-" + call;
    }

    /** {@return whether a provider knows this id} */
    public static boolean isFromProvider(String id) {
        return !id.isEmpty() && !id.startsWith(PREFIX);
    }
}
