package dev.llmops.eval.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/** Runs the program and keeps what it printed. */
record Terminal(int status, String out, String err) {
    static Terminal run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> texts = Arrays.stream(arguments).map(String::valueOf).toList();
        int status = Main.run(texts, new PrintWriter(out), new PrintWriter(err));
        return new Terminal(status, out.toString(), err.toString());
    }
}
