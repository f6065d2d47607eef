package dev.llmops.eval.benchmark;

import dev.llmops.api.Require;
import dev.llmops.eval.benchmark.BenchmarkSample.Asked;
import dev.llmops.eval.random.PythonRandom;
import java.util.ArrayList;
import java.util.List;

/** Makes the requests of a benchmark, document by document: one generator draws the examples of all of them. */
final class Questions {
    private final Benchmark benchmark;
    private final TaskDefinition task;
    private final List<Document> pool;
    private final List<String> warnings = new ArrayList<>();

    Questions(Benchmark benchmark) {
        this.benchmark = benchmark;
        this.task = benchmark.task();
        this.pool = benchmark.examples() == 0
                ? List.of()
                : prepared(benchmark.pool().list());
        int needed = benchmark.examples() == 0 ? 0 : task.rule().needed(benchmark.examples());
        Require.that(
                needed <= pool.size(),
                "examples",
                benchmark.examples() + " examples need " + needed + " documents to be drawn from; "
                        + benchmark.pool().name() + " has " + pool.size());
    }

    /** {@return all documents with their requests} */
    List<Asked> all() {
        PythonRandom random = PythonRandom.seeded(benchmark.seed());
        List<Asked> all = new ArrayList<>();
        List<Document> documents = prepared(benchmark.data().list().subList(0, benchmark.size()));
        for (Document document : documents) {
            all.add(asked(all.size(), document, random));
        }
        return all;
    }

    /** {@return what is odd about the data, but can be scored; complete after {@link #all()}} */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private List<Document> prepared(List<Document> documents) {
        return documents.stream().map(task.preparation()::of).toList();
    }

    private Asked asked(int index, Document document, PythonRandom random) {
        String question = task.prompting().text(document);
        StringBuilder context = new StringBuilder(task.description().text(document));
        if (benchmark.examples() > 0) {
            for (Document example : task.rule().draw(random, pool, document, benchmark.examples())) {
                append(example, context);
            }
        }
        context.append(question);
        List<Integer> gold = List.of();
        List<String> targets = new ArrayList<>();
        if (task.prompting().target(document) instanceof Target.Choice choice) {
            gold = choice.indices();
            List<String> choices = task.prompting().choices(document);
            for (int right : gold) {
                if (right >= 0 && right < choices.size()) {
                    targets.add(choices.get(right));
                } else {
                    warnings.add(document + ": choice " + right + " is right, but there are " + choices.size()
                            + "; the document scores 0");
                }
            }
        } else if (task.prompting().target(document) instanceof Target.Texts texts) {
            targets.addAll(texts.texts());
        }
        List<BenchmarkRequest> requests = task.form().requests(document, context.toString());
        requests.forEach(request -> check(request, document));
        return new Asked(index, document, question, gold, targets, requests);
    }

    private static void check(BenchmarkRequest request, Document document) {
        boolean empty = request instanceof BenchmarkRequest.Judge judge
                        && judge.continuation().isEmpty()
                || request instanceof BenchmarkRequest.Roll roll && roll.text().isEmpty()
                || request instanceof BenchmarkRequest.Generate generate
                        && generate.prompt().isBlank();
        if (empty) {
            throw document.problem("", "leads to an empty text, which a model cannot judge or go on from");
        }
    }

    private void append(Document example, StringBuilder context) {
        context.append(task.prompting().exampleText(example));
        String target = task.prompting().exampleTarget(example);
        if (!target.isEmpty()) {
            context.append(task.prompting().exampleDelimiter(task.targetDelimiter()))
                    .append(target)
                    .append(task.fewShotDelimiter());
        }
    }
}
