package dev.llmops.remote.http;

import dev.llmops.api.TimeSource;
import dev.llmops.api.model.SendPhase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;

/**
 * Watches how far one request comes, and forbids what could charge it twice.
 *
 * <p>A connection from the pool may turn out to be dead when it is used: then, and only then, the
 * transport below may send the request once more. Written by the thread that sends; read by others.
 */
final class Sending extends EventListener {
    private final TimeSource time;

    private volatile long sentAt;
    private volatile int sends;
    private volatile boolean opened;
    private volatile boolean sentOnPooled;
    private volatile boolean answered;

    Sending(TimeSource time) {
        this.time = time;
    }

    /** Called before the request goes out, each time it does. */
    void beforeSend() throws IOException {
        int before = sends;
        boolean allowed = before == 0 || (before == 1 && sentOnPooled && !answered);
        if (!allowed) {
            throw new IOException("the request is not sent again");
        }
        sentOnPooled = !opened;
        opened = false;
        sentAt = time.nanos();
        sends = before + 1;
    }

    /** Called when a piece of a long body was taken by the connection. */
    void pieceSent() {
        sentAt = time.nanos();
    }

    /** {@return when the request, or the last piece of it, went out, on the clock of elapsed time} */
    long sentAt() {
        return sentAt;
    }

    /** Notes that a proxy refused the request for want of a login: it has not reached the provider. */
    void refusedByProxy() {
        sends = 0;
        answered = false;
    }

    SendPhase phase() {
        if (answered) {
            return SendPhase.STARTED;
        }
        return sends > 0 ? SendPhase.SENT : SendPhase.BEFORE_SEND;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        opened = true;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answered = true;
    }
}
