package dev.llmops.benchmarks.remote;

import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.Gate;
import dev.llmops.testing.StatedWait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** What a server may do instead of answering as it should; each a kind of {@link FaultScript}. */
final class Fault {
    static final List<Fault> ALL = List.of(
            new Fault("none", (good, random) -> good),
            new Fault("silence", (good, random) -> FaultScript.silence()),
            new Fault("closed", (good, random) -> FaultScript.close()),
            new Fault(
                    "stall_at_once",
                    (good, random) -> FaultScript.ok("text/event-stream").stall()),
            new Fault(
                    "stall_in_body", (good, random) -> begun().await(new Gate()).done()),
            new Fault("silent_at", (good, random) -> good.silentAt(place(good, random))),
            new Fault("cut_at", (good, random) -> good.cutAt(place(good, random))),
            new Fault("reset_at", (good, random) -> good.resetAt(place(good, random))),
            new Fault("cut", (good, random) -> begun().cut()),
            new Fault("reset", (good, random) -> begun().reset()),
            new Fault("half_close", (good, random) -> begun().halfClose()),
            new Fault("then_close", (good, random) -> good.thenClose()),
            new Fault("until_close", (good, random) -> good.untilClose()),
            new Fault("until_close_cut", (good, random) -> {
                FaultScript open = good.untilClose();
                return open.cutAt(place(open, random));
            }),
            new Fault(
                    "short",
                    (good, random) -> FaultScript.ok("application/json")
                            .header("content-length", "4000")
                            .sized()
                            .text("{\"id\":")
                            .cut()),
            new Fault("split", (good, random) -> good.splitEvery(1 + random.nextInt(7))),
            new Fault("gzip", (good, random) -> good.gzip()),
            new Fault("gzip_cut", (good, random) -> good.gzip().cutAt(place(good.gzip(), random))),
            new Fault("interim", (good, random) -> good.interim(103, "link", "</a>")),
            new Fault("html_200", (good, random) -> FaultScript.html(200)),
            new Fault("html_502", (good, random) -> FaultScript.html(502)),
            new Fault("redirect", (good, random) -> FaultScript.redirect(307, "/elsewhere")),
            new Fault(
                    "rate_limited",
                    (good, random) -> FaultScript.rateLimited(
                            List.of(StatedWait.values()).get(random.nextInt(StatedWait.values().length)),
                            Duration.ofMillis(random.nextInt(2000)),
                            Instant.ofEpochSecond(1_767_607_200))),
            new Fault("server_error", (good, random) -> FaultScript.json(500, "{\"error\":{\"message\":\"no\"}}")),
            new Fault(
                    "unavailable",
                    (good, random) ->
                            FaultScript.answer(503).header("retry-after", "0").sized()),
            new Fault(
                    "request_timeout", (good, random) -> FaultScript.answer(408).sized()),
            new Fault(
                    "error_in_stream",
                    (good, random) ->
                            begun().event("error", "{\"error\":{\"message\":\"x\",\"code\":\"overloaded\"}}")),
            new Fault(
                    "error_then_stall",
                    (good, random) -> begun().event("error", "{\"error\":{\"message\":\"x\"}}")
                            .await(new Gate())),
            new Fault("stall_after_end", (good, random) -> good.await(new Gate())),
            new Fault(
                    "not_json",
                    (good, random) -> begun().event("{\"choices\":[{").done()),
            new Fault("empty", (good, random) -> FaultScript.ok("text/event-stream")),
            new Fault("garbage", (good, random) -> FaultScript.raw().text("SSH-2.0-OpenSSH_9.6\r\n")),
            new Fault(
                    "long_line",
                    (good, random) -> random.nextInt(8) > 0
                            ? good
                            : StreamScripts.ended(
                                    FaultScript.ok("text/event-stream")
                                            .text(": ")
                                            .repeat(10 << 20, "x")
                                            .text("\n\n"),
                                    1)),
            new Fault(
                    "endless",
                    (good, random) -> FaultScript.ok("text/event-stream")
                            .repeatForever("data: " + StreamScripts.chunk("more ") + "\n\n")));

    private static final int WORDS = 20;

    private final String name;
    private final Kind kind;

    private Fault(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    /** {@return the name by which a question asks for it} */
    String name() {
        return name;
    }

    boolean is(String other) {
        return name.equals(other);
    }

    @Override
    public String toString() {
        return name;
    }

    /** {@return the text of a good answer} */
    static String text() {
        return "größer ".repeat(WORDS);
    }

    /** {@return what a server plays for a question that names {@code fault} and a seed} */
    static FaultScript script(FaultServer server, String fault, int seed, boolean streamed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (random.nextInt(100) == 0) {
            // For whoever connects next: an answer that no request has asked for, as from a tired server.
            server.enqueue(FaultScript.answer(408).sized().thenClose().unprompted());
        }
        for (Fault each : ALL) {
            if (each.is(fault)) {
                return each.kind.script(streamed ? stream() : whole(), random);
            }
        }
        throw new IllegalArgumentException("no fault " + fault);
    }

    private static FaultScript stream() {
        FaultScript script = FaultScript.ok("text/event-stream");
        for (int i = 0; i < WORDS; i++) {
            script = script.event(StreamScripts.chunk("größer "));
        }
        return StreamScripts.ended(script, WORDS);
    }

    private static FaultScript whole() {
        return FaultScript.json(
                200,
                "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":"
                        + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text()
                        + "\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":20}}");
    }

    private static FaultScript begun() {
        return FaultScript.ok("text/event-stream").event(StreamScripts.chunk("größer "));
    }

    private static long place(FaultScript script, SplittableRandom random) {
        return random.nextLong(script.length());
    }

    /** Makes a script of a good answer and of chance. */
    @FunctionalInterface
    private interface Kind {
        FaultScript script(FaultScript good, SplittableRandom random);
    }
}
