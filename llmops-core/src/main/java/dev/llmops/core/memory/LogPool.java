package dev.llmops.core.memory;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Open logs that nobody uses at the moment, the one that was not used for longest first.
 *
 * <p>Whoever uses a log takes it out, so that the pool never closes one in use.
 */
final class LogPool {
    private static final int MOST = 64;

    private final Map<String, ConversationLog> idle = new LinkedHashMap<>();

    /** {@return the log, no longer in the pool, or null if it is not open} */
    synchronized @Nullable ConversationLog take(String name) {
        return idle.remove(name);
    }

    /** Puts a log into the pool; nobody may use it any longer. */
    void giveBack(String name, ConversationLog log) throws IOException {
        ConversationLog surplus = put(name, log);
        if (surplus != null) {
            surplus.close();
        }
    }

    synchronized void closeAll() throws IOException {
        Iterator<ConversationLog> logs = idle.values().iterator();
        while (logs.hasNext()) {
            ConversationLog log = logs.next();
            logs.remove();
            log.close();
        }
    }

    private synchronized @Nullable ConversationLog put(String name, ConversationLog log) {
        idle.put(name, log);
        return idle.size() > MOST ? idle.remove(idle.keySet().iterator().next()) : null;
    }
}
