package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.TimeSource;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.Transport;
import dev.llmops.remote.error.FailureReader;
import dev.llmops.remote.error.Origin;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.stream.EventDecoder;
import dev.llmops.remote.stream.EventStreamDecoder;
import dev.llmops.remote.stream.JsonArrayDecoder;
import dev.llmops.remote.stream.NdjsonDecoder;
import dev.llmops.remote.stream.SseDecoder;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Runs every check that a recording allows, and counts. */
final class RecordingChecks {
    private static final int WHOLE = Integer.MAX_VALUE;
    private static final int[] SIZES = {WHOLE, 1, 2, 3, 7, 97, 4096};
    private static final int CUTS = 40;
    private static final int MOST_BYTES = 64 << 20;

    private final List<WireSubject> subjects;
    private final CallChecks calls;
    private final Tally tally;

    RecordingChecks(List<WireSubject> subjects, Tally tally) {
        this(subjects, List.of(), tally);
    }

    RecordingChecks(List<WireSubject> subjects, List<CallSubject> calls, Tally tally) {
        this.subjects = subjects;
        this.calls = new CallChecks(calls);
        this.tally = tally;
    }

    void check(Recording recording) {
        Optional<CallSubject> call = calls.subject(recording);
        if (call.isPresent()) {
            check(recording, call.get());
            return;
        }
        Optional<WireSubject> subject =
                subjects.stream().filter(each -> each.covers(recording)).findFirst();
        if (recording.response().status() >= 400) {
            add(recording, Aspect.ERRORS, guarded(() -> error(recording, subject)));
            return;
        }
        if (recording.entry().isStream()) {
            stream(recording, subject);
        } else {
            add(recording, Aspect.ANSWERS, guarded(() -> answer(recording, subject)));
        }
        subject.ifPresent(each -> add(recording, Aspect.REQUESTS, guarded(() -> request(recording, each))));
        boolean comesBack = subject.isPresent() && !recording.entry().isStream();
        if (comesBack
                && !subject.get()
                        .answered(Json.readOrMissing(recording.response().text()))
                        .isMissingNode()) {
            add(recording, Aspect.ROUND_TRIPS, guarded(() -> roundTrip(recording, subject.get())));
        }
    }

    private void check(Recording recording, CallSubject call) {
        if (recording.response().status() >= 400) {
            add(recording, Aspect.ERRORS, guarded(() -> {
                List<String> problems = new ArrayList<>(error(recording, Optional.empty()));
                CallChecks.failure(recording, call)
                        .ifPresentOrElse(
                                thrown -> judge(problems, recording, thrown.errorClass(), thrown.isRetryable()),
                                () -> problems.add("the client did not fail as a provider does"));
                return problems;
            }));
        } else {
            add(recording, Aspect.ANSWERS, guarded(() -> CallChecks.answer(recording, call)));
            add(recording, Aspect.REQUESTS, guarded(() -> CallChecks.request(recording, call)));
        }
    }

    private void add(Recording recording, Aspect aspect, List<String> problems) {
        tally.add(recording.provider(), recording.name(), aspect, problems);
    }

    /** {@return the problems that a check finds; an exception is one, told by its type alone} */
    private static List<String> guarded(Supplier<List<String>> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            String where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return List.of(e.getClass().getSimpleName() + where);
        }
    }

    private static List<String> error(Recording recording, Optional<WireSubject> subject) {
        Recording.Response response = recording.response();
        ProviderFailure failure = new FailureReader(TimeSource.system())
                .read(
                        new Origin(recording.provider(), ""),
                        new ResponseHead(response.status(), response.headers()),
                        response.text(),
                        SendPhase.STARTED);
        List<String> problems = new ArrayList<>();
        judge(problems, recording, failure.errorClass(), failure.isRetryable());
        subject.ifPresent(each -> {
            Outcome outcome = outcome(recording, each, WHOLE, Optional.empty());
            if (outcome.failure().orElse(null) instanceof ProviderException thrown) {
                judge(problems, recording, thrown.errorClass(), thrown.isRetryable());
            } else {
                problems.add("the client did not fail as a provider does");
            }
        });
        return problems;
    }

    private static void judge(List<String> problems, Recording recording, ErrorClass errorClass, boolean retryable) {
        if (!ExpectedErrors.of(recording).contains(errorClass)) {
            problems.add(recording.response().status() + " became " + errorClass);
        }
        String told = recording.response().headers().getOrDefault("x-should-retry", "");
        boolean expected = told.isEmpty() ? errorClass.isRetryable() : told.equals("true");
        // A local server's own fault may be told apart from that of a service.
        if (retryable != expected && errorClass != ErrorClass.SERVER) {
            problems.add(errorClass + " is " + (retryable ? "" : "not ") + "retryable");
        }
    }

    private void stream(Recording recording, Optional<WireSubject> subject) {
        List<String> problems = new ArrayList<>(guarded(() -> frames(recording)));
        Outcome[] whole = new Outcome[1];
        subject.ifPresent(each -> problems.addAll(guarded(() -> {
            whole[0] = outcome(recording, each, WHOLE, Optional.empty());
            return sameAtAllSizes(recording, each, whole[0]);
        })));
        add(recording, Aspect.STREAMS, problems);
        if (whole[0] != null && whole[0].response().isPresent()) {
            add(recording, Aspect.CUTS, guarded(() -> cuts(recording, subject.orElseThrow(), whole[0])));
        }
        recording.entry().expected().ifPresent(expected -> {
            List<String> differences = new ArrayList<>();
            if (expected.hasNonNull("frames") && !subject.map(each -> true).orElse(false)) {
                long frames = events(recording, WHOLE).size();
                if (frames != expected.path("frames").asLong()) {
                    differences.add(frames + " frames");
                }
            }
            if (whole[0] == null) {
                differences.add("no client reads it");
            } else {
                differences.addAll(whole[0].response()
                        .map(response -> ExpectedResult.differences(
                                expected, response, subject.get().toolCalls(response)))
                        .orElse(List.of("no response")));
            }
            add(recording, Aspect.AGGREGATES, differences);
        });
    }

    /** Cuts at chosen places, by a seed of the stream's length: more near the end, where it matters. */
    private static List<String> cuts(Recording recording, WireSubject subject, Outcome whole) {
        byte[] body = recording.response().body();
        Random random = new Random(body.length);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            int from = i % 2 == 0 ? 0 : Math.max(0, body.length - 600);
            int cut = from + random.nextInt(Math.max(1, body.length - from));
            Replay replay = Replay.of(
                    recording.response().status(), recording.response().headers(), Arrays.copyOf(body, cut), WHOLE);
            Outcome outcome = outcome(recording, subject, WHOLE, Optional.of(replay));
            boolean lost =
                    outcome.response().isPresent() && !whole.difference(outcome).isEmpty();
            if (lost) {
                problems.add("a success when cut at " + cut + " of " + body.length);
            } else if (outcome.failure().isPresent() && !(outcome.failure().get() instanceof ProviderException)) {
                problems.add(Outcome.kind(outcome.failure().get()) + " when cut at " + cut);
            }
        }
        return problems.size() <= 3 ? problems : problems.subList(0, 3);
    }

    private static List<String> frames(Recording recording) {
        List<WireEvent> whole = events(recording, WHOLE);
        List<String> problems = new ArrayList<>();
        if (whole.isEmpty()) {
            problems.add("no events");
        }
        for (int size : SIZES) {
            if (!events(recording, size).equals(whole)) {
                problems.add("other events in pieces of " + size);
            }
        }
        return problems;
    }

    private static List<WireEvent> events(Recording recording, int size) {
        EventDecoder decoder = decoder(recording.entry().framing());
        List<WireEvent> events = new ArrayList<>();
        byte[] body = recording.response().body();
        for (int at = 0; at < body.length; at += Math.min(size, body.length)) {
            decoder.feed(body, at, Math.min(size, body.length - at), events::add);
        }
        decoder.end(events::add);
        return events;
    }

    private static EventDecoder decoder(String framing) {
        return switch (framing) {
            case "sse" -> new SseDecoder(MOST_BYTES);
            case "ndjson" -> new NdjsonDecoder(MOST_BYTES);
            case "eventstream" -> new EventStreamDecoder(MOST_BYTES);
            case "json-array" -> new JsonArrayDecoder(MOST_BYTES);
            default -> throw new AssertionError("unknown framing " + framing);
        };
    }

    private static List<String> sameAtAllSizes(Recording recording, WireSubject subject, Outcome whole) {
        List<String> problems = new ArrayList<>();
        boolean mayFail = recording.entry().kind().equals("stream-error");
        whole.failure().ifPresent(failure -> {
            if (!mayFail || !(failure instanceof ProviderException)) {
                problems.add("failed: " + Outcome.kind(failure));
            }
        });
        if (mayFail && whole.failure().isEmpty()) {
            problems.add("the error in the stream was not told");
        }
        for (int size : SIZES) {
            String difference = whole.difference(outcome(recording, subject, size, Optional.empty()));
            if (!difference.isEmpty()) {
                problems.add(difference + " in pieces of " + size);
            }
        }
        return problems;
    }

    private static Outcome outcome(Recording recording, WireSubject subject, int size, Optional<Replay> given) {
        Replay replay = given.orElseGet(() -> replay(recording, size));
        try (Transport transport = replay.transport()) {
            return Outcome.of(
                    subject.client(recording, transport),
                    subject.request(recording),
                    recording.entry().isStream());
        }
    }

    private static Replay replay(Recording recording, int size) {
        Recording.Response response = recording.response();
        return Replay.of(response.status(), response.headers(), response.body(), size);
    }

    private static List<String> answer(Recording recording, Optional<WireSubject> subject) {
        if (subject.isEmpty()) {
            boolean json = recording.entry().framing().equals("json");
            return json && Json.readOrMissing(recording.response().text()).isMissingNode()
                    ? List.of("not JSON")
                    : List.of();
        }
        Outcome outcome = outcome(recording, subject.get(), WHOLE, Optional.empty());
        if (Json.readOrMissing(recording.response().text()).path("error").isObject()) {
            // An error under the status of a success.
            boolean told = outcome.failure().orElse(null) instanceof ProviderException;
            return told ? List.of() : List.of("the error was not told");
        }
        return outcome.failure()
                .map(failure -> List.of("failed: " + Outcome.kind(failure)))
                .orElse(List.of());
    }

    private static List<String> request(Recording recording, WireSubject subject) {
        Replay replay = replay(recording, WHOLE);
        outcome(recording, subject, WHOLE, Optional.of(replay));
        if (replay.sent().size() != 1) {
            return List.of(replay.sent().size() + " requests sent");
        }
        JsonNode expected = Json.readOrMissing(recording.request().body());
        if (expected.isMissingNode()) {
            // What was sent was cut short or masked into something else, and tells nothing.
            return List.of();
        }
        JsonNode actual = Json.read(replay.sent().get(0).body());
        return Requests.differences(subject.normalised(expected), subject.normalised(actual));
    }

    private static List<String> roundTrip(Recording recording, WireSubject subject) {
        Outcome first = outcome(recording, subject, WHOLE, Optional.empty());
        if (first.response().isEmpty()) {
            return List.of("no response to send back");
        }
        ModelResponse response = first.response().get();
        Replay replay = replay(recording, WHOLE);
        try (Transport transport = replay.transport()) {
            Outcome.of(subject.client(recording, transport), continued(recording, subject, response), false);
        }
        if (replay.sent().isEmpty()) {
            return List.of("the answer could not be sent back");
        }
        JsonNode expected = subject.answered(Json.read(recording.response().text()));
        JsonNode actual = subject.sentBack(Json.read(replay.sent().get(0).body()));
        return Requests.differences(expected, actual);
    }

    private static ModelRequest continued(Recording recording, WireSubject subject, ModelResponse response) {
        ModelRequest request = subject.request(recording);
        List<Message> messages = new ArrayList<>(request.messages());
        messages.add(response.message());
        if (response.toolCalls().isEmpty()) {
            messages.add(Message.user("Go on."));
        } else {
            List<Content> results = new ArrayList<>();
            response.toolCalls()
                    .forEach(call -> results.add(new Content.ToolResult(
                            call.id(), call.name(), List.of(new Content.Text("done", Trust.TOOL)), false)));
            messages.add(Message.of(Role.TOOL, results));
        }
        return request.withMessages(messages);
    }
}
