package dev.llmops.testing;

import dev.llmops.testing.ServedConnection.Cause;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The thread of a fault server: it serves all connections, so that thousands cost little.
 *
 * <p>It never waits for a client or for a test, only for something to happen; what a script waits
 * for is a {@link Gate} that wakes this thread.
 */
final class FaultLoop implements Runnable {
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SelectionKey listening;
    private final FaultScripts scripts;
    private final FaultLog log;
    private final Set<FaultPlayer> players = new HashSet<>();
    private final Map<FaultPlayer, Gate> waiting = new LinkedHashMap<>();
    private final Set<Gate> gates = new HashSet<>();
    private final Runnable wake = this::wakeUp;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private volatile boolean gatesChanged;
    private volatile boolean stopped;

    FaultLoop(ServerSocketChannel listener, FaultScripts scripts, FaultLog log) throws IOException {
        this.listener = listener;
        this.scripts = scripts;
        this.log = log;
        this.selector = Selector.open();
        listener.configureBlocking(false);
        this.listening = listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                selector.select(this::handle);
                if (gatesChanged) {
                    gatesChanged = false;
                    List.copyOf(waiting.keySet()).forEach(this::retry);
                }
            }
        } catch (IOException e) {
            // The selector is broken; nothing can be served any more, and every client sees that.
            stopped = true;
        } finally {
            shutDown();
        }
    }

    /** {@return whether {@code gate} lets {@code player} through; if not, it is asked to go on later} */
    boolean pass(FaultPlayer player, Gate gate) {
        if (gates.add(gate)) {
            gate.onChange(wake);
        }
        boolean through = gate.tryPass();
        if (through) {
            waiting.remove(player);
        } else {
            waiting.putIfAbsent(player, gate);
        }
        return through;
    }

    void forget(FaultPlayer player) {
        waiting.remove(player);
        players.remove(player);
        if (listening.isValid()) {
            listening.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void wakeUp() {
        gatesChanged = true;
        selector.wakeup();
    }

    private void handle(SelectionKey key) {
        if (key.attachment() instanceof FaultPlayer player) {
            guarded(player, () -> player.ready(buffer));
        } else {
            accept();
        }
    }

    private void retry(FaultPlayer player) {
        if (waiting.containsKey(player)) {
            guarded(player, player::goOn);
        }
    }

    private void guarded(FaultPlayer player, Runnable work) {
        try {
            work.run();
        } catch (CancelledKeyException e) {
            player.end(Cause.CLIENT_RESET);
        } catch (RuntimeException e) {
            // One connection must not end those of others.
            player.end(Cause.SERVER_CLOSED);
        }
    }

    private void accept() {
        try {
            SocketChannel channel;
            while ((channel = listener.accept()) != null) {
                begin(channel);
            }
        } catch (IOException e) {
            // No file is left for one more: they wait in line until a connection ends.
            listening.interestOps(0);
        }
    }

    private void begin(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            channel.close();
            return;
        }
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        FaultPlayer player = new FaultPlayer(this, scripts, log, channel, key);
        key.attach(player);
        players.add(player);
        guarded(player, player::begin);
    }

    private void shutDown() {
        gates.forEach(gate -> gate.forget(wake));
        new ArrayList<>(players).forEach(player -> player.end(Cause.SERVER_STOPPED));
        try (selector;
                listener) {
            selector.selectNow();
        } catch (IOException e) {
            stopped = true;
        }
    }
}
