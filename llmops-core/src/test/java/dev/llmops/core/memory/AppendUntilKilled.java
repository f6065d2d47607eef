package dev.llmops.core.memory;

import dev.llmops.api.model.Message;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.pipeline.Turn;
import java.io.PrintStream;
import java.nio.file.Path;

/** Remembers turns for ever, and prints the number of each when it is remembered. */
final class AppendUntilKilled {
    private AppendUntilKilled() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        ConversationMemory memory = ConversationMemory.builder()
                .store(FileConversationStore.open(Path.of(args[0])))
                .build();
        for (int i = Integer.parseInt(args[1]); ; i++) {
            memory.remember(numbered(i), StageContext.detached());
            out.print("remembered " + i + ".\n");
            out.flush();
        }
    }

    /** {@return a turn of up to some hundred kilobytes, so that writing it takes a while} */
    static Turn numbered(int number) {
        return Turns.turn(
                "conversation " + number % 2,
                number,
                Message.user("question " + number),
                Message.assistant(("answer " + number + " ").repeat(1 + number % 5 * 4000)));
    }
}
