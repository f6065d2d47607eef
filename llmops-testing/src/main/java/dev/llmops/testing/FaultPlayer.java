package dev.llmops.testing;

import dev.llmops.testing.FaultStep.Await;
import dev.llmops.testing.FaultStep.Ending;
import dev.llmops.testing.FaultStep.Send;
import dev.llmops.testing.ServedConnection.Cause;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Plays scripts on one connection, and listens to it all the while. Used by one thread alone. */
final class FaultPlayer {
    /** What a connection may send before the others get their turn. */
    private static final int TURN = 256 * 1024;

    /** The system would copy more than this at once, and keep the memory for it. */
    private static final int LONGEST_WRITE = 64 * 1024;

    /** Who sends more before it has got its answers does not want them. */
    private static final int MOST_PENDING = 1_000;

    private final FaultLoop loop;
    private final FaultScripts scripts;
    private final FaultLog log;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ServedConnection connection;
    private final RequestReader reader;
    private final Deque<ReceivedRequest> pending = new ArrayDeque<>();
    private @Nullable FaultWire wire;
    private boolean lastAnswer;
    private int step;
    private long repetition;
    private int offset;
    private long position;
    private boolean passed;
    private boolean stalled;
    private boolean writing;
    private boolean over;

    FaultPlayer(FaultLoop loop, FaultScripts scripts, FaultLog log, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        this.scripts = scripts;
        this.log = log;
        this.channel = channel;
        this.key = key;
        this.connection = log.opened();
        this.reader = new RequestReader(connection.number(), this::received);
    }

    /** Plays what needs no request. */
    void begin() {
        FaultScript script = scripts.pollUnprompted();
        if (script != null) {
            play(script);
        }
        goOn();
    }

    /** Reads and writes what is possible; {@code buffer} is lent for the call. */
    void ready(ByteBuffer buffer) {
        if (key.isReadable()) {
            read(buffer);
        }
        goOn();
    }

    /** Plays on as far as possible without waiting. */
    void goOn() {
        if (connection.isOpen()) {
            writing = false;
            try {
                play();
            } catch (IOException e) {
                end(Cause.CLIENT_RESET);
            }
        }
        if (connection.isOpen()) {
            key.interestOps(SelectionKey.OP_READ | (writing ? SelectionKey.OP_WRITE : 0));
        }
    }

    void end(Cause cause) {
        if (!connection.isOpen()) {
            return;
        }
        long now = System.nanoTime();
        stall(false);
        close(cause == Cause.SERVER_RESET);
        log.ended(connection, cause, now);
        loop.forget(this);
    }

    private void received(ReceivedRequest request) {
        log.received(request, connection);
        pending.add(request);
    }

    private void read(ByteBuffer buffer) {
        int count;
        try {
            count = channel.read(buffer.clear());
        } catch (IOException e) {
            end(Cause.CLIENT_RESET);
            return;
        }
        if (count < 0) {
            end(Cause.CLIENT_CLOSED);
            return;
        }
        connection.countReceived(count);
        if (!reader.read(buffer.flip()) || pending.size() > MOST_PENDING) {
            end(Cause.SERVER_CLOSED);
        }
    }

    private void play(FaultScript script) {
        wire = script.wire();
        step = 0;
        position = 0;
        rewind();
    }

    private void play() throws IOException {
        int budget = TURN;
        while (!over && connection.isOpen()) {
            FaultWire playing = wire;
            if (playing == null) {
                ReceivedRequest request = pending.poll();
                if (request == null) {
                    return;
                }
                lastAnswer = request.isLast();
                play(scripts.next(request));
            } else if (position >= playing.delivery.end()) {
                finish(playing.delivery.ending());
            } else if (step == playing.steps.size()) {
                finish(playing.ending);
            } else if (playing.steps.get(step) instanceof Send send) {
                int sent = budget > 0 ? send(playing, send, budget) : 0;
                if (sent == 0) {
                    writing = !stalled;
                    return;
                }
                budget = playing.delivery.isSplit() ? 0 : budget - sent;
            } else if (!await((Await) playing.steps.get(step))) {
                return;
            } else {
                step++;
            }
        }
    }

    /** {@return how many bytes were sent; none if the socket takes no more, or a gate is closed} */
    private int send(FaultWire playing, Send send, int budget) throws IOException {
        FaultDelivery delivery = playing.delivery;
        if (!passed && delivery.needsPass(position, playing.headLength) && !pass(delivery.gate())) {
            return 0;
        }
        passed = true;
        long room = Math.min(delivery.room(position, playing.headLength), Math.min(budget, LONGEST_WRITE));
        int length = (int) Math.min(room, send.bytes.length - offset);
        int sent = channel.write(ByteBuffer.wrap(send.bytes, offset, length));
        if (sent > 0) {
            connection.countSent(sent);
            position += sent;
            offset += sent;
            passed = false;
        }
        if (offset == send.bytes.length) {
            offset = 0;
            if (!send.isEndless() && ++repetition == send.times) {
                repetition = 0;
                step++;
            }
        }
        return sent;
    }

    private boolean await(Await await) {
        return pass(await.gate());
    }

    private boolean pass(@Nullable Gate gate) {
        boolean through = loop.pass(this, gate == null ? scripts.gate() : gate);
        stall(!through);
        return through;
    }

    private void finish(Ending ending) throws IOException {
        switch (ending) {
            case COMPLETE -> {
                if (lastAnswer) {
                    end(Cause.SERVER_CLOSED);
                } else {
                    wire = null;
                }
            }
            case COMPLETE_AND_CLOSE, CUT -> end(Cause.SERVER_CLOSED);
            case RESET -> end(Cause.SERVER_RESET);
            case HALF_CLOSE -> {
                over = true;
                channel.shutdownOutput();
            }
            case SILENCE -> {
                over = true;
                stall(true);
            }
        }
    }

    private void rewind() {
        repetition = 0;
        offset = 0;
        passed = false;
    }

    private void stall(boolean now) {
        if (now != stalled) {
            stalled = now;
            log.stalled(now ? 1 : -1);
        }
    }

    private void close(boolean reset) {
        try (channel) {
            if (reset) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // The client was faster: there is nothing left to close.
            key.cancel();
        }
    }
}
