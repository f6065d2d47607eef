package dev.llmops.lucene;

import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.text.TextSpan;
import dev.llmops.lucene.Block.Kind;
import java.util.ArrayList;
import java.util.List;

/** Puts the blocks of one document together to chunks. Used once, by one thread. */
final class ChunkAssembler {
    /** More than texts mostly have, so that what fits is mostly counted once. */
    private static final long CHARACTERS_OF_A_TOKEN = 8;

    private final Chunker chunker;
    private final Document document;
    private final String text;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Integer> sectionStarts = new ArrayList<>();
    private final List<Block> headings = new ArrayList<>();

    // The chunk that is being filled: [start, end), of which [coreStart, end) is new. Empty while end < 0.
    private int start;
    private int coreStart;
    private int end = -1;
    private boolean onlyHeadings;
    private boolean endsInProse;
    private String tableHeader = "";

    // The chunk before, while the next one may repeat its last sentences.
    private int previousStart = -1;
    private int previousEnd;

    ChunkAssembler(Chunker chunker, Document document) {
        this.chunker = chunker;
        this.document = document;
        this.text = document.text();
    }

    List<Chunk> assemble() {
        sectionStarts.add(0);
        for (Block block : BlockScanner.scan(text, document.mediaType())) {
            if (block.kind() == Kind.HEADING) {
                enterSection(block);
            }
            if (block.kind() == Kind.PAGE_BREAK) {
                flush();
                previousStart = -1;
                sectionStarts.add(block.start());
            } else {
                add(block);
            }
        }
        flush();
        return chunks();
    }

    private void enterSection(Block heading) {
        // A heading with nothing below it but deeper headings is kept with the first of them.
        boolean deeper = !headings.isEmpty()
                && heading.level() > headings.get(headings.size() - 1).level();
        boolean carried = end >= 0 && onlyHeadings && deeper && fits(start, heading.end());
        if (!carried) {
            flush();
            sectionStarts.add(heading.start());
        }
        previousStart = -1;
        headings.removeIf(above -> above.level() >= heading.level());
        headings.add(heading);
    }

    private void add(Block block) {
        if (end >= 0 && fits(start, block.end())) {
            extend(block, block.end());
            return;
        }
        boolean fitsAlone = fits(block.start(), block.end());
        boolean keepWhole = fitsAlone && (!onlyHeadings || block.kind() == Kind.CODE);
        if (end >= 0 && !keepWhole) {
            fill(block);
            return;
        }
        flush();
        begin(block, block.start());
        if (fitsAlone) {
            start = fits(start, block.end()) ? start : coreStart;
            extend(block, block.end());
        } else {
            fill(block);
        }
    }

    /** Spreads a block that does not fit over as many chunks as it takes, beginning with the present one. */
    private void fill(Block block) {
        Boundaries boundaries = new Boundaries(text, block, chunker.sentences());
        int at = block.start();
        if (end < 0) {
            begin(block, at);
        }
        while (at < block.end()) {
            int cut = boundaries.lastUnit(at, position -> fits(start, position));
            if (cut < 0 && start < coreStart && end < 0) {
                start = coreStart;
                continue;
            }
            if (cut < 0 && end >= 0) {
                flush();
                begin(block, at);
                continue;
            }
            if (cut < 0) {
                cut = boundaries.lastWord(at, position -> fits(start, position));
            }
            if (cut < 0) {
                cut = boundaries.lastCharacter(at, position -> fits(start, position));
            }
            extend(block, cut);
            at = cut;
            if (at < block.end()) {
                flush();
                begin(block, at);
            }
        }
    }

    private void begin(Block block, int at) {
        coreStart = at;
        start = overlapBefore(at);
        end = -1;
        onlyHeadings = true;
        tableHeader = block.tableHead().in(text);
    }

    private void extend(Block block, int to) {
        end = to;
        onlyHeadings &= block.kind() == Kind.HEADING;
        endsInProse = block.isProse();
    }

    /** {@return where the sentences begin that the chunk at {@code at} repeats; {@code at} if there are none} */
    private int overlapBefore(int at) {
        if (chunker.overlap() == 0 || previousStart < 0 || !endsInProse) {
            return at;
        }
        String before = text.substring(previousStart, previousEnd);
        List<TextSpan> sentences = chunker.sentences().split(before);
        // The first sentence stays out, so that a chunk is never repeated as a whole.
        int first = Math.max(1, sentences.size() - chunker.overlap());
        for (int i = first; i < sentences.size(); i++) {
            int from = previousStart + sentences.get(i).start();
            if (tokens(from, at) <= chunker.tokens() / 2) {
                return from;
            }
        }
        return at;
    }

    private void flush() {
        if (end < 0) {
            return;
        }
        int from = skipWhiteSpace(start, end);
        int core = skipWhiteSpace(coreStart, end);
        int to = trimEnd(core, end);
        if (core < to) {
            List<String> path = headings.stream()
                    .map(Block::heading)
                    .filter(heading -> !heading.isEmpty())
                    .toList();
            drafts.add(new Draft(from, core, to, path, sectionStarts.size() - 1, tableHeader));
            previousStart = core;
            previousEnd = to;
        }
        end = -1;
    }

    /** Looks at ever longer beginnings first: a long text that does not fit is not counted as a whole each time. */
    private boolean fits(int from, int to) {
        for (long length = CHARACTERS_OF_A_TOKEN * chunker.tokens(); length < to - from; length *= 2) {
            if (tokens(from, from + (int) length) > chunker.tokens()) {
                return false;
            }
        }
        return tokens(from, to) <= chunker.tokens();
    }

    private int tokens(int from, int to) {
        int first = skipWhiteSpace(from, to);
        return chunker.counter()
                .count(text.substring(first, trimEnd(first, to)))
                .tokens();
    }

    private int skipWhiteSpace(int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int trimEnd(int from, int to) {
        int at = to;
        while (at > from && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            int section = draft.section();
            int sectionEnd = section + 1 < sectionStarts.size() ? sectionStarts.get(section + 1) : text.length();
            String part = text.substring(draft.start(), draft.end());
            chunks.add(new Chunk(
                    new SourceSpan(document.id(), draft.start(), draft.end()),
                    draft.coreStart(),
                    part,
                    draft.headingPath(),
                    new SourceSpan(document.id(), sectionStarts.get(section), sectionEnd),
                    draft.tableHeader(),
                    ContentHash.of(part),
                    chunks.size(),
                    tokens(draft.start(), draft.end())));
        }
        return chunks;
    }

    /** A chunk whose section may not have ended yet. */
    private record Draft(
            int start, int coreStart, int end, List<String> headingPath, int section, String tableHeader) {}
}
