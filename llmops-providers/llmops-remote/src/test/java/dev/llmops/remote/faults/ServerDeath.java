package dev.llmops.remote.faults;

import dev.llmops.testing.FaultScript;
import java.util.function.Function;

/**
 * A way in which a server or a connection dies, and how a call then ends: its class and its code, or {@link #WELL}.
 *
 * <p>What ends well has ended before the death: the last event of a stream says that nothing is missing.
 */
enum ServerDeath {
    RESET_BEFORE_THE_HEADERS(family -> FaultScript.raw().reset(), ServerDeath.UNREACHED),
    CLOSED_BEFORE_THE_HEADERS(family -> FaultScript.close(), ServerDeath.UNREACHED),
    RESET_IN_THE_HEADERS(family -> family.answer().resetAt(12), ServerDeath.UNREACHED),
    CLOSED_IN_THE_HEADERS(family -> cut(family.answer(), -4), ServerDeath.UNREACHED),
    CLOSED_BEHIND_THE_HEADERS(family -> cut(family.answer(), 0), ServerDeath.LOST),
    CLOSED_IN_THE_BODY(family -> cut(family.answer(), family.length() / 2), ServerDeath.LOST),
    CLOSED_IN_A_CHARACTER(family -> cut(family.answer(), family.withinCharacter()), ServerDeath.LOST),
    CLOSED_IN_A_CHUNK(family -> cut(family.begun().text(family.body), family.length() / 2), ServerDeath.LOST),
    CLOSED_BETWEEN_CHUNKS(family -> family.begun().text(half(family)).cut(), ServerDeath.LOST),
    CLOSED_BEFORE_THE_LAST_CHUNK(
            family -> family.begun().text(family.body).cut(),
            ServerDeath.LOST,
            ServerDeath.WELL,
            ServerDeath.LOST,
            ServerDeath.LOST),
    CLOSED_WHERE_NO_LENGTH_IS_STATED(
            family -> cut(family.begun().text(family.body).untilClose(), family.length() / 2 + 5),
            "MALFORMED not-json",
            ServerDeath.ENDED,
            ServerDeath.ENDED,
            "TRUNCATED line-broken-off"),
    LESS_THAN_STATED(
            family -> family.answer()
                    .header("content-length", Integer.toString(family.length() + 5))
                    .thenClose(),
            ServerDeath.LOST,
            ServerDeath.WELL,
            ServerDeath.LOST,
            ServerDeath.LOST),
    MORE_THAN_STATED(
            family -> family.answer().header("content-length", Integer.toString(family.length() - 3)),
            "MALFORMED not-json",
            ServerDeath.ENDED,
            ServerDeath.ENDED,
            "TRUNCATED line-broken-off"),
    CLOSED_IN_GZIP(
            family -> {
                FaultScript zipped = family.begun().text(family.body).gzip().sized();
                return cut(zipped, (zipped.length() - zipped.headLength()) / 2);
            },
            ServerDeath.LOST),
    A_CHUNK_WITHOUT_A_LENGTH(family -> raw("zz\r\n" + family.body), ServerDeath.LOST),
    A_CHUNK_OF_NEGATIVE_LENGTH(family -> raw("-5\r\n" + family.body), ServerDeath.LOST),
    CLOSED_IN_THE_TRAILERS(
            family -> raw(chunk(family) + "0\r\nx-checksum: 1"),
            ServerDeath.LOST,
            ServerDeath.WELL,
            ServerDeath.LOST,
            ServerDeath.LOST),
    TRAILERS(family -> raw(chunk(family) + "0\r\nx-checksum: 1\r\n\r\n"), ServerDeath.WELL),
    A_STORM_OF_INTERIM_ANSWERS(
            family -> {
                FaultScript storm = family.answer();
                for (int i = 0; i < 200; i++) {
                    storm = storm.interim(103, "link", "</style.css>");
                }
                return storm;
            },
            ServerDeath.WELL),
    EACH_BYTE_ALONE(family -> family.answer().splitEvery(1), ServerDeath.WELL),
    A_WEB_PAGE(family -> FaultScript.html(200), "MALFORMED web-page"),
    NOTHING(
            family -> family.begun().sized(),
            "MALFORMED empty-answer",
            "MALFORMED empty-answer",
            "MALFORMED empty-answer",
            // As a file of results is in which no request has failed.
            ServerDeath.WELL);

    static final String WELL = "well";

    private static final String UNREACHED = "TRANSPORT connection-lost";
    private static final String LOST = "TRUNCATED connection-lost";
    private static final String ENDED = "TRUNCATED no-end-of-stream";

    @SuppressWarnings("ImmutableEnumChecker") // they hold nothing
    private final Function<CallFamily, FaultScript> script;

    private final String whole;
    private final String marked;
    private final String unmarked;
    private final String lines;

    ServerDeath(Function<CallFamily, FaultScript> script, String everywhere) {
        this(script, everywhere, everywhere, everywhere, everywhere);
    }

    ServerDeath(Function<CallFamily, FaultScript> script, String whole, String marked, String unmarked, String lines) {
        this.script = script;
        this.whole = whole;
        this.marked = marked;
        this.unmarked = unmarked;
        this.lines = lines;
    }

    /** {@return what the server sends in place of the answer of {@code family}} */
    FaultScript script(CallFamily family) {
        return script.apply(family);
    }

    /** {@return how a call of {@code family} ends} */
    String outcome(CallFamily family) {
        return switch (family.shape) {
            case WHOLE -> whole;
            case MARKED -> marked;
            case UNMARKED -> unmarked;
            case LINES -> lines;
        };
    }

    private static FaultScript cut(FaultScript answer, long bodyBytes) {
        return answer.cutAt(answer.headLength() + bodyBytes);
    }

    private static String half(CallFamily family) {
        return family.body.substring(0, family.body.length() / 2);
    }

    private static String chunk(CallFamily family) {
        return Integer.toHexString(family.length()) + "\r\n" + family.body + "\r\n";
    }

    private static FaultScript raw(String chunks) {
        return FaultScript.raw()
                .text("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                        + chunks);
    }
}
