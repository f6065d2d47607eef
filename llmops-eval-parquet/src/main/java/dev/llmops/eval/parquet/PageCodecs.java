package dev.llmops.eval.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks pages: gzip with the JDK, which takes Hadoop elsewhere; snappy, zstd and plain ones with Parquet's own codecs. */
final class PageCodecs implements CompressionCodecFactory {
    private static final int PAGE_SIZE = 1 << 20;

    private final CodecFactory others = new CodecFactory(new PlainParquetConfiguration(), PAGE_SIZE);

    PageCodecs() {}

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        if (codec == CompressionCodecName.GZIP) {
            return new Gzip();
        }
        try {
            return others.getDecompressor(codec);
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalArgumentException(
                    "pages packed with " + codec + " cannot be read; pack with zstd, snappy or gzip", e);
        }
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return others.getCompressor(codec);
    }

    @Override
    public void release() {
        others.release();
    }

    private static final class Gzip implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpack(packed.toInputStream(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer plain, int size) throws IOException {
            ByteBuffer page = packed.slice().limit(packedSize);
            packed.position(packed.position() + packedSize);
            plain.put(unpack(ByteBufferInputStream.wrap(page), size));
        }

        private static byte[] unpack(InputStream packed, int size) throws IOException {
            try (InputStream in = new GZIPInputStream(packed)) {
                byte[] plain = in.readNBytes(size);
                if (plain.length != size) {
                    throw new IOException("a page is shorter than it says");
                }
                return plain;
            }
        }

        @Override
        public void release() {}
    }
}
