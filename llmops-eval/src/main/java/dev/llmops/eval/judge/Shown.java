package dev.llmops.eval.judge;

import dev.llmops.api.Trust;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * Which texts of a sample a judge is shown.
 *
 * @param references whether right answers are shown
 * @param passages whether what was retrieved is shown
 */
record Shown(boolean references, boolean passages) {
    static final Shown ANSWER_ONLY = new Shown(false, false);

    /** {@return question, answer and what else is shown of {@code sample}} */
    List<Exhibit> of(Sample sample) {
        List<Exhibit> exhibits = around(sample);
        exhibits.add(Exhibit.answer(sample.output().text()));
        return exhibits;
    }

    /** {@return the same without the answer} */
    List<Exhibit> around(Sample sample) {
        List<Exhibit> exhibits = new ArrayList<>();
        exhibits.add(Exhibit.question(sample.item().input()));
        if (passages) {
            int number = 1;
            for (Output.Retrieved passage : sample.output().retrieved()) {
                exhibits.add(new Exhibit("passage " + number++, passage.text(), Trust.RETRIEVED));
            }
        }
        if (references) {
            sample.item().references().forEach(reference -> exhibits.add(Exhibit.reference(reference)));
        }
        return exhibits;
    }

    /** {@return how signatures write it} */
    String sign() {
        return "answer" + (references ? "+reference" : "") + (passages ? "+passages" : "");
    }
}
