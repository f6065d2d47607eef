package dev.llmops.benchmarks.remote;

import dev.llmops.testing.FaultScript;
import dev.llmops.testing.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Streams of which client and server both know every letter. */
final class StreamScripts {
    static final int DELTAS = 100;

    private static final List<String> WORDS =
            List.of("pump ", "größte ", "10 °C ", "結構です ", "👩‍🚀 ", "– ", "serviced ", "\u00a0", "May, ", "e\u0301 ");

    private static final String CHUNK = "{\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
            + "\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":";

    private StreamScripts() {}

    /** {@return the pieces of the text of one stream} */
    static List<String> deltas(int number) {
        SplittableRandom random = new SplittableRandom(number);
        List<String> deltas = new ArrayList<>();
        for (int i = 0; i < DELTAS; i++) {
            deltas.add(number + "." + i + " " + WORDS.get(random.nextInt(WORDS.size())));
        }
        return deltas;
    }

    /** {@return a stream that waits in its middle, each event in a chunk of its own} */
    static FaultScript halting(int number, Gate gate) {
        FaultScript script = FaultScript.ok("text/event-stream");
        List<String> deltas = deltas(number);
        for (int i = 0; i < DELTAS; i++) {
            script = i == DELTAS / 2 ? script.await(gate) : script;
            script = script.event(chunk(deltas.get(i)));
        }
        return ended(script, number);
    }

    /** {@return a stream of {@code megabytes}, in short events} */
    static FaultScript flood(int megabytes) {
        String event = "data: " + chunk("ten bytes ") + "\n\n";
        long times = megabytes * 1024L * 1024 / event.length();
        return ended(FaultScript.ok("text/event-stream").repeat(times, event), 1);
    }

    static String chunk(String text) {
        return CHUNK + "{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
    }

    static FaultScript ended(FaultScript script, int tokens) {
        return script.event(CHUNK + "{},\"finish_reason\":\"stop\"}]}")
                .event("{\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":" + tokens
                        + "}}")
                .done();
    }
}
