package dev.llmops.eval.run;

/** The results of a run, with how far it came and what they add up to. */
public interface Run extends Results {
    /** {@return how far the run came} */
    RunState state();

    /** {@return what the results add up to} */
    RunSummary summary();
}
