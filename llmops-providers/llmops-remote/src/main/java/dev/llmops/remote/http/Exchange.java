package dev.llmops.remote.http;

import dev.llmops.api.CallControl;
import dev.llmops.api.Registration;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.http.TransportFault.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * <p>Used by one thread, which blocks in it; other threads may only {@linkplain #cut end} it. Must
 * be closed. Time in which the caller does something else counts for the clock of all of it, and for
 * no other.
 */
public final class Exchange implements AutoCloseable {
    private static final int PIECE = 8 * 1024;

    /** A length alone reserves no more memory than this. */
    private static final int MOST_BELIEVED = 1 << 20;

    private final Call call;
    private final Sending sending;
    private final CallControl control;
    private final Timeouts timeouts;
    private final TimeSource time;
    private final Watchdog watchdog;
    private final Thread thread = Thread.currentThread();
    private final long started;
    private final AtomicReference<@Nullable Kind> cut = new AtomicReference<>();
    private final Registration cancelling;

    /** Since when the caller waits for bytes, and on which clock; none while it does not wait. */
    private volatile long waitingSince;

    private volatile @Nullable Kind waitingFor;

    private @Nullable Response response;
    private @Nullable BufferedSource source;
    private boolean complete;

    Exchange(Call call, Sending sending, CallControl control, Timeouts timeouts, TimeSource time, Watchdog watchdog) {
        this.call = call;
        this.sending = sending;
        this.control = control;
        this.timeouts = timeouts;
        this.time = time;
        this.watchdog = watchdog;
        this.started = time.nanos();
        watchdog.watch(this);
        this.cancelling = control.cancellation().onCancel(() -> cut(reasonOfCancelling()));
    }

    /** Sends the request, and waits for status and headers of the answer. */
    public ResponseHead send() throws TransportFault {
        checkWanted();
        waitFor(Kind.FIRST_BYTE_TIMEOUT);
        try {
            Response answer = call.execute();
            response = answer;
            source = unzipped(answer);
            return new ResponseHead(answer.code(), headers(answer.headers()));
        } catch (IOException e) {
            throw fault(e);
        } finally {
            waitingFor = null;
        }
    }

    /** {@return how many bytes were put into {@code buffer}, -1 at the end} */
    public int read(byte[] buffer) throws TransportFault {
        return read(buffer, 0);
    }

    private int read(byte[] buffer, int offset) throws TransportFault {
        checkWanted();
        BufferedSource bytes = source;
        if (bytes == null) {
            throw new IllegalStateException("read before the answer began");
        }
        waitFor(Kind.IDLE_TIMEOUT);
        try {
            return bytes.read(buffer, offset, buffer.length - offset);
        } catch (IOException e) {
            throw fault(e);
        } catch (IllegalArgumentException e) {
            // The client below refuses a negative length in this way.
            throw fault(new IOException(e));
        } finally {
            waitingFor = null;
        }
    }

    /** {@return the rest of the answer, which may have {@code most} bytes at most} */
    public byte[] readAll(int most) throws TransportFault {
        // One byte more than is allowed or announced, so that the end is found without more room.
        byte[] all = new byte[1 + Math.min(most, announced())];
        int length = 0;
        for (int count = read(all, 0); count >= 0; count = read(all, length)) {
            length += count;
            if (length > most) {
                throw new TransportFault(Kind.TOO_LONG, phase(), null);
            }
            if (length == all.length) {
                all = Arrays.copyOf(all, (int) Math.min(most + 1L, 2L * all.length));
            }
        }
        return Arrays.copyOf(all, length);
    }

    /** {@return how long the answer says that it is, as far as that is believed; else a usual length} */
    private int announced() {
        long length = response == null ? -1 : response.body().contentLength();
        return length < 0 ? PIECE : (int) Math.min(length, MOST_BELIEVED);
    }

    /** {@return the beginning of the rest of the answer as text, of {@code most} bytes at most; never fails} */
    public String readText(int most) {
        byte[] text = new byte[most];
        int length = 0;
        byte[] piece = new byte[Math.min(most, PIECE)];
        try {
            for (int count = read(piece); count >= 0 && length < most; count = read(piece)) {
                int taken = Math.min(count, most - length);
                System.arraycopy(piece, 0, text, length, taken);
                length += taken;
            }
        } catch (TransportFault e) {
            // What came is enough to tell what went wrong; the status is known already.
            return new String(text, 0, length, StandardCharsets.UTF_8);
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /** {@return how far the request has come} */
    public SendPhase phase() {
        return sending.phase();
    }

    /** Ends the exchange from any thread, at once; what ended it first counts. */
    void cut(Kind kind) {
        if (cut.compareAndSet(null, kind)) {
            call.cancel();
        }
    }

    /** Looks at clocks, deadline and interrupt. */
    void look() {
        long now = time.nanos();
        Kind waiting = waitingFor;
        if (control.deadline().isExpired()) {
            cut(Kind.DEADLINE);
        } else if (now - started >= timeouts.total().toNanos()) {
            cut(Kind.TOTAL_TIMEOUT);
        } else if (waiting != null) {
            if (isOver(waiting, now)) {
                cut(waiting);
            } else if (thread.isInterrupted()) {
                cut(Kind.INTERRUPTED);
            }
        }
    }

    private boolean isOver(Kind clock, long now) {
        if (clock == Kind.IDLE_TIMEOUT) {
            return now - waitingSince >= timeouts.idle().toNanos();
        }
        // Before the request goes out the clock for connecting runs, and not this one.
        return phase() != SendPhase.BEFORE_SEND
                && now - sending.sentAt() >= timeouts.firstByte().toNanos();
    }

    private void waitFor(Kind clock) {
        waitingSince = time.nanos();
        waitingFor = clock;
    }

    private void checkWanted() throws TransportFault {
        if (control.cancellation().isCancelled()) {
            cut(reasonOfCancelling());
        } else if (Thread.currentThread().isInterrupted()) {
            cut(Kind.INTERRUPTED);
        } else if (control.deadline().isExpired()) {
            cut(Kind.DEADLINE);
        }
        Kind reason = cut.get();
        if (reason != null) {
            throw new TransportFault(reason, phase(), null);
        }
    }

    /** A call that runs out of time is cancelled too. */
    private Kind reasonOfCancelling() {
        return control.deadline().isExpired() ? Kind.DEADLINE : Kind.CANCELLED;
    }

    private TransportFault fault(IOException cause) {
        Kind reason = cut.get();
        if (reason == null && control.cancellation().isCancelled()) {
            reason = reasonOfCancelling();
        }
        if (reason == null && Thread.currentThread().isInterrupted()) {
            reason = Kind.INTERRUPTED;
        }
        if (reason == null && cause instanceof SocketTimeoutException && phase() == SendPhase.BEFORE_SEND) {
            reason = Kind.CONNECT_TIMEOUT;
        }
        if (reason == null
                && cause instanceof InterruptedIOException
                && control.deadline().isExpired()) {
            reason = Kind.DEADLINE;
        }
        if (reason == Kind.INTERRUPTED) {
            // Something below may have cleared it; whoever interrupted this thread expects to find it set.
            Thread.currentThread().interrupt();
        }
        return new TransportFault(reason == null ? ConnectionSymptoms.kind(cause, phase()) : reason, phase(), cause);
    }

    private static BufferedSource unzipped(Response answer) {
        BufferedSource bytes = answer.body().source();
        return "gzip".equalsIgnoreCase(answer.header("Content-Encoding")) ? Okio.buffer(new GzipSource(bytes)) : bytes;
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            String value = headers.value(i);
            if (!value.equals(SendGuard.NO_WAIT)) {
                all.put(headers.name(i).toLowerCase(Locale.ROOT), value);
            }
        }
        return all;
    }

    /** Notes that the answer is complete, though the end of its framing may not have been read. */
    public void complete() {
        complete = true;
    }

    /** Gives the connection back if the answer is complete or was read to its end, else closes it. */
    @Override
    public void close() {
        cancelling.close();
        watchdog.forget(this);
        Response answer = response;
        if (answer == null) {
            return;
        }
        if (!complete || cut.get() != null) {
            // Closing would wait for the rest; where the answer was read to its end, there is nothing left to cancel.
            call.cancel();
        }
        // What is left of a complete answer is mostly the end of its framing; closing reads it if it comes soon.
        answer.close();
    }
}
