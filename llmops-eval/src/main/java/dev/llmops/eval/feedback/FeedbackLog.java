package dev.llmops.eval.feedback;

import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.eval.json.JsonLog;
import dev.llmops.eval.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events in a file of JSON lines. Safe for concurrent use; one log at a time writes to a file.
 *
 * <p>When {@link #add} returns, the end of the process does not lose the event. An event that was being written when a
 * process ended is cut off. Edits hold text of users: a file that is created can be read by its owner only.
 */
public final class FeedbackLog implements AutoCloseable {
    private final Path file;
    private final JsonLog log;

    private FeedbackLog(Path file, JsonLog log) {
        this.file = file;
        this.log = log;
    }

    /**
     * {@return a log that adds to {@code file}, which is created if it does not exist}
     *
     * @throws FeedbackException if it cannot be written, or holds something else
     * @throws LlmException if another log writes to it
     */
    public static FeedbackLog open(Path file) {
        try {
            return new FeedbackLog(Require.nonNull(file, "file"), JsonLog.open(file));
        } catch (IOException e) {
            throw new FeedbackException("Feedback cannot be kept in " + file + ". Check name and permission.", e);
        }
    }

    /** Keeps {@code event}. */
    public void add(FeedbackEvent event) {
        try {
            log.add(EventJson.write(Require.nonNull(event, "event")));
        } catch (IOException e) {
            throw new FeedbackException("Feedback could not be written to " + file + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            log.close();
        } catch (IOException e) {
            throw new FeedbackException("The feedback in " + file + " could not be closed.", e);
        }
    }

    /**
     * {@return the events in {@code file}, in the order in which they were added}
     *
     * @throws FeedbackException if a line is no event
     */
    public static List<FeedbackEvent> read(Path file) {
        List<FeedbackEvent> events = new ArrayList<>();
        try (JsonLog.Lines lines = JsonLog.read(Require.nonNull(file, "file"))) {
            for (String line = nextOf(lines, file); line != null; line = nextOf(lines, file)) {
                events.add(event(line, file, lines.number()));
            }
        } catch (IOException e) {
            throw new FeedbackException("Feedback cannot be read from " + file + ". Check name and permission.", e);
        }
        return List.copyOf(events);
    }

    private static @Nullable String nextOf(JsonLog.Lines lines, Path file) throws IOException {
        try {
            return lines.next();
        } catch (CharacterCodingException e) {
            throw new FeedbackException(file + ", line " + lines.number() + ": it is not valid UTF-8.", null);
        }
    }

    private static FeedbackEvent event(String line, Path file, long number) {
        try {
            return EventJson.read(line);
        } catch (MalformedJsonException e) {
            throw new FeedbackException(file + ", line " + number + ": " + e.getMessage() + ".", null);
        }
    }

    /** Shows the file. */
    @Override
    public String toString() {
        return "FeedbackLog[" + file + "]";
    }
}
