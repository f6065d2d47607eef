package dev.llmops.eval.run;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where subjects and metrics run: virtual threads where the JVM has them, else daemon threads that end when idle.
 *
 * <p>Unbounded: {@link AdaptiveLimit} says how many tasks run.
 */
final class RunThreads {
    private static final long IDLE_SECONDS = 5;

    private RunThreads() {}

    static Executor create() {
        try {
            // Found by reflection since this code is compiled for Java 17; on 19 and 20 the method refuses.
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            ThreadFactory factory = (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
            return task -> factory.newThread(task).start();
        } catch (ReflectiveOperationException e) {
            return daemons();
        }
    }

    private static Executor daemons() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "llmops-evaluation");
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
