package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.lucene.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** Compares with a complete parser of Markdown, where both speak of the same thing. */
class BlockScannerTest {
    private static final Parser COMMONMARK =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    @Test
    void findsTheHeadingsAndFencesThatACompleteParserFinds() {
        for (String text : List.of(
                "# A\n\ntext\n\n## B ##\nmore\n\n### C\n",
                "A\n=\n\nB\n---\n\ntext\n",
                "####### seven\n\n#no blank\n\n    # indented\n\n   ### three blanks\n",
                "```\n# code\n```\n\n# real\n\n~~~~\n```\n# code\n~~~\n~~~~\n",
                "````\n```\n````\n# after\n",
                "# open fence\n\n```java\n# to the end\n",
                "text\n# interrupts\n- item\n# too\n",
                "#\n\n# \n\n## trailing # inside #x\n",
                "\\# not a heading\n\n# yes\n")) {
            assertThat(ours(text)).as(text).isEqualTo(theirs(text));
        }
    }

    @Test
    void everyBlockComesAfterTheOneBeforeAndNothingIsLost() {
        for (long seed = 0; seed < 300; seed++) {
            String text = new RandomDocuments(seed).next().text();
            int at = 0;
            for (Block block : BlockScanner.scan(text, "text/markdown")) {
                assertThat(block.start()).as("seed %d", seed).isGreaterThanOrEqualTo(at);
                assertThat(text.substring(at, block.start()))
                        .as("seed %d", seed)
                        .isBlank();
                at = block.end();
            }
            assertThat(text.substring(at)).as("seed %d", seed).isBlank();
        }
    }

    @Test
    void frontMatterIsOneBlock() {
        List<Block> blocks = BlockScanner.scan("---\ntitle: A\n# comment\n---\n# H\n", "text/markdown");

        assertThat(blocks).extracting(Block::kind).containsExactly(Kind.CODE, Kind.HEADING);
    }

    @Test
    void plainTextHasParagraphsOnly() {
        List<Block> blocks = BlockScanner.scan("# one\n- two\n\n| three |\n|---|\n", "text/plain");

        assertThat(blocks).extracting(Block::kind).containsExactly(Kind.PARAGRAPH, Kind.PARAGRAPH);
    }

    @Test
    void asciidocHasHeadingsAndListings() {
        List<Block> blocks = BlockScanner.scan("= Title\n\n== Part\n\ntext\n\n----\n== code\n----\n", "text/asciidoc");

        assertThat(blocks)
                .extracting(Block::kind)
                .containsExactly(Kind.HEADING, Kind.HEADING, Kind.PARAGRAPH, Kind.CODE);
        assertThat(blocks.get(1).heading()).isEqualTo("Part");
    }

    private static List<String> ours(String text) {
        List<String> found = new ArrayList<>();
        for (Block block : BlockScanner.scan(text, "text/markdown")) {
            if (block.kind() == Kind.HEADING) {
                found.add("h" + block.level() + " line " + line(text, block.start()));
            } else if (block.kind() == Kind.CODE) {
                found.add("code line " + line(text, block.start()));
            }
        }
        return found;
    }

    private static List<String> theirs(String text) {
        List<String> found = new ArrayList<>();
        COMMONMARK.parse(text).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                found.add("h" + heading.getLevel() + " line "
                        + heading.getSourceSpans().get(0).getLineIndex());
            }

            @Override
            public void visit(FencedCodeBlock code) {
                found.add("code line " + code.getSourceSpans().get(0).getLineIndex());
            }
        });
        return found;
    }

    private static int line(String text, int position) {
        return (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    }
}
