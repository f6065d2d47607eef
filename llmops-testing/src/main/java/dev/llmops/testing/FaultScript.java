package dev.llmops.testing;

import dev.llmops.api.Require;
import dev.llmops.testing.FaultHead.Framing;
import dev.llmops.testing.FaultStep.Await;
import dev.llmops.testing.FaultStep.Ending;
import dev.llmops.testing.FaultStep.Send;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FaultServer} does with one request: an answer over HTTP/1.1, with its faults.
 *
 * <pre>{@code
 * FaultScript.ok("text/event-stream")
 *         .event("{\"delta\":\"Hel\"}")
 *         .event("{\"delta\":\"lo\"}")
 *         .stall()
 *         .done();
 * }</pre>
 *
 * <p>Pieces are sent in the order in which they were added. The body is sent in chunks, one for each
 * piece, unless it is {@link #sized()}, {@link #untilClose()} or {@link #raw()}; after a complete
 * answer the connection serves the next request. A script ends with {@link #cut()},
 * {@link #reset()}, {@link #halfClose()} or {@link #thenClose()}; nothing can be added after that.
 *
 * <p>Positions, as in {@link #cutAt}, count bytes on the wire from the first byte of the answer,
 * head, chunk lengths and compression included: see {@link #length()} and {@link #headLength()}.
 *
 * <p>A script never changes: every method returns a new one, so that variants of a script are made
 * from it, and a script may be played for any number of requests and servers at once, which share
 * its bytes.
 */
public final class FaultScript {
    private final FaultHead head;
    private final @Nullable Link last;
    private final Ending ending;
    private final FaultDelivery delivery;
    private final boolean unprompted;
    private volatile @Nullable FaultWire wire;

    private FaultScript(
            FaultHead head, @Nullable Link last, Ending ending, FaultDelivery delivery, boolean unprompted) {
        this.head = head;
        this.last = last;
        this.ending = ending;
        this.delivery = delivery;
        this.unprompted = unprompted;
    }

    /** {@return an answer with {@code status}, 100 to 999, and nothing else so far} */
    public static FaultScript answer(int status) {
        return of(FaultHead.of(Require.inRange(status, 100, 999, "status")));
    }

    /** {@return an answer with status 200 and a content type, which need not be that of the body} */
    public static FaultScript ok(String contentType) {
        return answer(200).header("content-type", contentType);
    }

    /** {@return an answer whose body is {@code json}, of stated length} */
    public static FaultScript json(int status, String json) {
        return answer(status).header("content-type", "application/json").sized().text(json);
    }

    /** {@return a web page, as login screens and proxies send it in place of an answer} */
    public static FaultScript html(int status) {
        return answer(status)
                .header("content-type", "text/html; charset=utf-8")
                .sized()
                .text("<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in first.</body></html>\n");
    }

    /** {@return an answer that sends the client elsewhere, with a status such as 302 or 307} */
    public static FaultScript redirect(int status, String location) {
        return answer(status).header("location", location).sized();
    }

    /**
     * {@return a refusal with status 429 that states in one of the usual forms how long to wait}
     *
     * @param now what the server takes for the time, for the forms that state a moment
     */
    public static FaultScript rateLimited(StatedWait form, Duration wait, Instant now) {
        return Require.nonNull(form, "form").refusal(Require.nonNull(wait, "wait"), Require.nonNull(now, "now"));
    }

    /** {@return a script without head and framing: its pieces are all that is sent, then it closes} */
    public static FaultScript raw() {
        return of(FaultHead.of(0));
    }

    /** {@return a script that never answers and never closes, as a half-open connection} */
    public static FaultScript silence() {
        return raw().ending(Ending.SILENCE);
    }

    /** {@return a script that closes the connection (FIN) in place of an answer} */
    public static FaultScript close() {
        return raw().cut();
    }

    /** {@return this script, with one more header; values are sent as they are} */
    public FaultScript header(String name, String value) {
        return head(head.with(Require.nonBlank(name, "name"), Require.nonNull(value, "value")));
    }

    /**
     * {@return this script, with an interim answer such as 100 or 103 before its head}
     *
     * @param headers names and values, in turn
     */
    public FaultScript interim(int status, String... headers) {
        Require.inRange(status, 100, 199, "status");
        Require.that(headers.length % 2 == 0, "headers", "headers must be names and values, in turn");
        return head(head.after(status, List.of(headers)));
    }

    /** {@return this script, with a content-length in place of chunks} */
    public FaultScript sized() {
        return head(head.framed(Framing.SIZED));
    }

    /** {@return this script, with a body that ends when the connection is closed} */
    public FaultScript untilClose() {
        return head(head.framed(Framing.UNTIL_CLOSE));
    }

    /** {@return this script, with its body compressed so that each piece can be read when it is there} */
    public FaultScript gzip() {
        return head(head.zipped());
    }

    /** {@return this script, played as soon as a connection is there, before any request is read} */
    public FaultScript unprompted() {
        return new FaultScript(head, last, ending, delivery, true);
    }

    /** {@return this script, with one more piece of its body} */
    public FaultScript text(String text) {
        return bytes(Require.nonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** {@return this script, with one more piece of its body} */
    public FaultScript bytes(byte[] bytes) {
        return plus(new Send(Require.nonNull(bytes, "bytes").clone(), 1));
    }

    /** {@return this script, with one more line of JSON, ended by a line feed} */
    public FaultScript line(String json) {
        return text(Require.nonNull(json, "json") + "\n");
    }

    /** {@return this script, with one more server-sent event; each line of {@code data} gets its own field} */
    public FaultScript event(String data) {
        return text(fields(data));
    }

    /** {@return this script, with one more server-sent event of the type {@code name}} */
    public FaultScript event(String name, String data) {
        return text("event: " + Require.nonNull(name, "name") + "\n" + fields(data));
    }

    /** {@return this script, with the event {@code [DONE]} that ends the streams of many providers} */
    public FaultScript done() {
        return event("[DONE]");
    }

    /**
     * {@return this script, with a piece that is sent {@code times} times, 0 or more}
     *
     * <p>Takes the memory and the writes of 64 KiB blocks: for long bodies, and for many streams at once.
     */
    public FaultScript repeat(long times, String text) {
        Require.that(times >= 0, "times", "times must not be negative, was " + times);
        return plus(new Send(Require.nonNull(text, "text").getBytes(StandardCharsets.UTF_8), times));
    }

    /** {@return this script, with a piece that is sent again and again until the client is gone} */
    public FaultScript repeatForever(String text) {
        return repeat(Send.FOREVER, Require.nonBlank(text, "text"));
    }

    /** {@return this script, which waits here until {@link FaultServer#release()}} */
    public FaultScript stall() {
        return plus(new Await(null));
    }

    /** {@return this script, which waits here until {@code gate} lets it through} */
    public FaultScript await(Gate gate) {
        return plus(new Await(Require.nonNull(gate, "gate")));
    }

    /** {@return this script, which closes the connection (FIN) here, without an end of the body} */
    public FaultScript cut() {
        return ending(Ending.CUT);
    }

    /** {@return this script, which resets the connection (RST) here; the client may lose what came before} */
    public FaultScript reset() {
        return ending(Ending.RESET);
    }

    /** {@return this script, which closes only the sending half here and goes on listening} */
    public FaultScript halfClose() {
        return ending(Ending.HALF_CLOSE);
    }

    /**
     * {@return this script, which ends its answer here and closes the connection without having
     * announced it: a client that keeps the connection has a stale one}
     */
    public FaultScript thenClose() {
        return ending(Ending.COMPLETE_AND_CLOSE);
    }

    /** {@return this script, cut (FIN) after its first {@code position} bytes, 0 or more} */
    public FaultScript cutAt(long position) {
        return brokenAt(position, Ending.CUT);
    }

    /** {@return this script, reset (RST) after its first {@code position} bytes, 0 or more} */
    public FaultScript resetAt(long position) {
        return brokenAt(position, Ending.RESET);
    }

    /** {@return this script, silent for ever after its first {@code position} bytes, 0 or more} */
    public FaultScript silentAt(long position) {
        return brokenAt(position, Ending.SILENCE);
    }

    /**
     * {@return this script, with a write of its own for every {@code length} bytes, 1 or more}
     *
     * <p>Writes leave one by one, but a slow reader may still see several at once: what must be cut
     * exactly is tested with an input stream, or with {@link #drip}.
     */
    public FaultScript splitEvery(int length) {
        return deliver(delivery.every(Require.inRange(length, 1, Integer.MAX_VALUE, "length")));
    }

    /** {@return this script, with a new write at each of {@code positions}, in place of other positions} */
    public FaultScript splitAt(long... positions) {
        return deliver(delivery.at(positions));
    }

    /** {@return this script, each {@code length} bytes of whose body, 1 or more, wait for a pass of {@code gate}} */
    public FaultScript drip(int length, Gate gate) {
        Require.inRange(length, 1, Integer.MAX_VALUE, "length");
        return deliver(delivery.dripping(length, Require.nonNull(gate, "gate")));
    }

    /** {@return how many bytes the answer has unless it is broken off; {@link Long#MAX_VALUE} if it is endless} */
    public long length() {
        return wire().length;
    }

    /** {@return how many of these bytes come before the body} */
    public long headLength() {
        return wire().headLength;
    }

    /** Shows the status and how the script ends, not what is sent. */
    @Override
    public String toString() {
        return "FaultScript[status=" + head.status() + ", ending=" + ending + "]";
    }

    boolean isUnprompted() {
        return unprompted;
    }

    FaultWire wire() {
        FaultWire ready = wire;
        if (ready == null) {
            ready = FaultEncoder.encode(head, pieces(), ending, delivery);
            wire = ready;
        }
        return ready;
    }

    private List<FaultStep> pieces() {
        Deque<FaultStep> pieces = new ArrayDeque<>();
        for (Link link = last; link != null; link = link.before) {
            pieces.addFirst(link.step);
        }
        return List.copyOf(pieces);
    }

    private static FaultScript of(FaultHead head) {
        return new FaultScript(head, null, Ending.COMPLETE, FaultDelivery.WHOLE, false);
    }

    private FaultScript head(FaultHead other) {
        return new FaultScript(other, last, ending, delivery, unprompted);
    }

    private FaultScript deliver(FaultDelivery other) {
        return new FaultScript(head, last, ending, other, unprompted);
    }

    private FaultScript brokenAt(long position, Ending how) {
        Require.that(position >= 0, "position", "position must not be negative, was " + position);
        return deliver(delivery.until(position, how));
    }

    private FaultScript plus(FaultStep step) {
        requireOpen();
        return new FaultScript(head, new Link(last, step), ending, delivery, unprompted);
    }

    private FaultScript ending(Ending how) {
        requireOpen();
        return new FaultScript(head, last, how, delivery, unprompted);
    }

    private void requireOpen() {
        Require.that(
                ending == Ending.COMPLETE,
                "script",
                "the script has ended (" + ending + "): nothing can be added after that");
    }

    private static String fields(String data) {
        return "data: " + Require.nonNull(data, "data").replace("\n", "\ndata: ") + "\n\n";
    }

    /** A piece and those before it, so that adding one copies nothing. */
    private record Link(@Nullable Link before, FaultStep step) {}
}
