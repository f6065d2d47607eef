package dev.llmops.lucene;

import dev.llmops.api.grounding.Document;
import dev.llmops.api.text.OffsetMap;
import java.util.List;

/** Reads files whose text is the document's. */
final class TextFormat {
    private TextFormat() {}

    static Document.Builder parse(String id, FileFormat format, byte[] content) {
        DecodedText decoded = DecodedText.of(id, content, "UTF-8");
        String text = decoded.text();
        Document.Builder builder =
                Document.builder(id, text).mediaType(format.mediaType()).title(title(id, format, text));
        if (decoded.byteOrderMark()) {
            builder.sourceMap(
                    OffsetMap.builder().replaced(1, 0).kept(text.length()).build());
        }
        return builder;
    }

    /** {@return the first heading of the highest level, or the name of the file} */
    private static String title(String id, FileFormat format, String text) {
        if (format != FileFormat.TEXT) {
            List<Block> headings = BlockScanner.scan(text, format.mediaType()).stream()
                    .filter(block -> block.kind() == Block.Kind.HEADING
                            && !block.heading().isEmpty())
                    .toList();
            int highest = headings.stream().mapToInt(Block::level).min().orElse(0);
            for (Block heading : headings) {
                if (heading.level() == highest) {
                    return heading.heading();
                }
            }
        }
        return nameOf(id);
    }

    /** {@return the last part of a path} */
    static String nameOf(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
