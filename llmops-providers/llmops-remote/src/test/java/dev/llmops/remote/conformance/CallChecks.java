package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Transport;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the checks that recordings of other operations than asking a model allow. */
final class CallChecks {
    private static final int[] SIZES = {1, 97, Integer.MAX_VALUE};

    private final List<CallSubject> subjects;

    CallChecks(List<CallSubject> subjects) {
        this.subjects = List.copyOf(subjects);
    }

    Optional<CallSubject> subject(Recording recording) {
        return subjects.stream().filter(each -> each.covers(recording)).findFirst();
    }

    /** {@return what is wrong with the result, however the answer is cut} */
    static List<String> answer(Recording recording, CallSubject subject) {
        List<String> problems = new ArrayList<>();
        for (int size : SIZES) {
            problems.addAll(repeat(recording, subject, replay(recording, size)));
        }
        return problems;
    }

    /** {@return what is wrong with the body that was sent} */
    static List<String> request(Recording recording, CallSubject subject) {
        Replay replay = replay(recording, Integer.MAX_VALUE);
        repeat(recording, subject, replay);
        if (replay.sent().size() != 1) {
            return List.of(replay.sent().size() + " requests sent");
        }
        Replay.Sent sent = replay.sent().get(0);
        JsonNode recorded = Json.read(recording.request().body());
        List<String> problems = new ArrayList<>(
                Requests.differences(subject.normalised(recorded), subject.normalised(Json.read(sent.body()))));
        if (!sent.uri().getRawPath().equals(recording.request().path())) {
            problems.add("another path");
        }
        return problems;
    }

    /** {@return the failure of a call that was refused, if it is a provider's} */
    static Optional<ProviderException> failure(Recording recording, CallSubject subject) {
        try {
            repeat(recording, subject, replay(recording, Integer.MAX_VALUE));
            return Optional.empty();
        } catch (ProviderException e) {
            return Optional.of(e);
        }
    }

    private static List<String> repeat(Recording recording, CallSubject subject, Replay replay) {
        try (Transport transport = replay.transport()) {
            return subject.repeat(recording, transport);
        }
    }

    private static Replay replay(Recording recording, int size) {
        Recording.Response response = recording.response();
        return Replay.of(response.status(), response.headers(), response.body(), size);
    }
}
