package dev.llmops.core.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Virtual threads, found by reflection since this code is compiled for Java 17. */
public final class VirtualThreads {
    private VirtualThreads() {}

    /** {@return an executor with a virtual thread per task, or null where the JVM has none} */
    public static @Nullable Executor executor() {
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builder = builderType.getMethod("name", String.class, long.class).invoke(builder, "llmops-", 0L);
            ThreadFactory factory =
                    (ThreadFactory) builderType.getMethod("factory").invoke(builder);
            return task -> factory.newThread(task).start();
        } catch (ReflectiveOperationException e) {
            // Before 19 there is no such class; on 19 and 20 the method refuses unless preview is on.
            return null;
        }
    }
}
