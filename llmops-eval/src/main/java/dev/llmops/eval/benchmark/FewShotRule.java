package dev.llmops.eval.benchmark;

import dev.llmops.eval.random.PythonRandom;
import java.util.List;

/** How examples are drawn from a pool. */
enum FewShotRule {
    /** As many as wanted, and the document itself may be among them. */
    EXACT {
        @Override
        List<Document> draw(PythonRandom random, List<Document> pool, Document document, int count) {
            return random.sample(pool, count);
        }
    },
    /** One more than wanted, of which those that are the document itself are left out. */
    WITHOUT_THE_DOCUMENT {
        @Override
        List<Document> draw(PythonRandom random, List<Document> pool, Document document, int count) {
            return others(random.sample(pool, count + 1), document, count);
        }
    },
    /** The first ones of the pool. */
    FIRST {
        @Override
        List<Document> draw(PythonRandom random, List<Document> pool, Document document, int count) {
            return pool.subList(0, count);
        }
    },
    /** The first ones of the pool that are not the document itself. */
    FIRST_WITHOUT_THE_DOCUMENT {
        @Override
        List<Document> draw(PythonRandom random, List<Document> pool, Document document, int count) {
            return others(pool.subList(0, count + 1), document, count);
        }
    };

    private static List<Document> others(List<Document> examples, Document document, int count) {
        return examples.stream()
                .filter(example -> !example.saysTheSameAs(document))
                .limit(count)
                .toList();
    }

    /** {@return {@code count} examples to show before {@code document}} */
    abstract List<Document> draw(PythonRandom random, List<Document> pool, Document document, int count);

    /** {@return how many documents the pool needs for {@code count} examples} */
    int needed(int count) {
        return this == WITHOUT_THE_DOCUMENT || this == FIRST_WITHOUT_THE_DOCUMENT ? count + 1 : count;
    }
}
