package dev.llmops.eval.run;

import dev.llmops.core.concurrent.DaemonThreads;
import dev.llmops.core.concurrent.VirtualThreads;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where subjects and metrics run: virtual threads where the JVM has them, else daemon threads that end when idle. Safe
 * for concurrent use.
 *
 * <p>Unbounded: {@link AdaptiveLimit} says how many tasks run. Virtual threads share a few carriers, and one that
 * computes or waits in native code keeps its carrier: when a task turns out to be stuck, tasks that no carrier has taken
 * up, and all later ones, get threads of their own.
 */
final class RunThreads implements Executor {
    private final @Nullable Executor virtual;
    private final Executor daemons;
    private final Set<Start> notBegun = ConcurrentHashMap.newKeySet();
    private volatile boolean distrusted;

    /** Creates threads; {@code virtual} is null where the JVM has none. */
    RunThreads(@Nullable Executor virtual, Executor daemons) {
        this.virtual = virtual;
        this.daemons = daemons;
    }

    static RunThreads create() {
        return new RunThreads(VirtualThreads.executor(), DaemonThreads.named("llmops-evaluation"));
    }

    @Override
    public void execute(Runnable task) {
        Executor cheap = virtual;
        if (cheap == null || distrusted) {
            daemons.execute(task);
            return;
        }
        Start start = new Start(task);
        notBegun.add(start);
        cheap.execute(start);
        if (distrusted) {
            // Whoever set it may not have seen this one.
            daemons.execute(start);
        }
    }

    /** A task is stuck: from now on none waits for a carrier. */
    void distrust() {
        if (virtual != null && !distrusted) {
            distrusted = true;
            notBegun.forEach(daemons::execute);
        }
    }

    /** Runs its task once, on whichever thread comes first. */
    private final class Start implements Runnable {
        private final Runnable task;

        Start(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (notBegun.remove(this)) {
                task.run();
            }
        }
    }
}
