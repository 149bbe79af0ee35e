package io.cairn.bench.vector;

import io.cairn.hnsw.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Lucene: several threads fill a segment each, which are then merged into one. Searches ask the
 * segment, without the query layer above it. Used by one thread.
 */
final class LucenePeer implements VectorPeer {

    private static final String VECTOR = "vector";
    private static final String ROW = "row";

    /** Nothing is flushed before all vectors are in. */
    private static final double BUFFER_MB = 4_000;

    private final Plan plan;
    private final float[][] rows;
    private final VectorSimilarityFunction similarity;
    private @Nullable Directory directory;
    private @Nullable DirectoryReader reader;
    private @Nullable LeafReader segment;

    /** The row of each document. */
    private int[] rowOf = {};

    LucenePeer(Plan plan) throws IOException {
        this.plan = plan;
        rows = VectorFiles.readRows(plan.files().base(), plan.files().data().dimension());
        similarity =
                plan.files().data().metric() == Metric.COSINE
                        ? VectorSimilarityFunction.DOT_PRODUCT
                        : VectorSimilarityFunction.EUCLIDEAN;
    }

    @Override
    public Built build(Path target) throws Exception {
        close();
        Files.createDirectories(target);
        long start = System.nanoTime();
        long built;
        try (ExecutorService threads = Executors.newFixedThreadPool(plan.threads());
                ExecutorService mergers = Executors.newFixedThreadPool(plan.threads());
                Directory writing = FSDirectory.open(target);
                IndexWriter writer = new IndexWriter(writing, configuration(mergers))) {
            insert(threads, writer);
            writer.forceMerge(1);
            built = System.nanoTime();
            writer.commit();
        }
        long saved = System.nanoTime();
        open(target);
        return new Built((built - start) / 1e9, (saved - built) / 1e9, bytes(target));
    }

    private IndexWriterConfig configuration(ExecutorService mergers) {
        KnnVectorsFormat format =
                new Lucene99HnswVectorsFormat(
                        plan.connections(), plan.efConstruction(), plan.threads(), mergers);
        Codec codec =
                new Lucene104Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return format;
                    }
                };
        return new IndexWriterConfig()
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setCodec(codec)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setUseCompoundFile(false);
    }

    private void insert(ExecutorService threads, IndexWriter writer) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> inserting = new ArrayList<>();
        for (int i = 0; i < plan.threads(); i++) {
            inserting.add(
                    threads.submit(() -> {
                        for (int row = next.getAndIncrement();
                                row < rows.length;
                                row = next.getAndIncrement()) {
                            Document document = new Document();
                            document.add(new KnnFloatVectorField(VECTOR, rows[row], similarity));
                            document.add(new NumericDocValuesField(ROW, row));
                            writer.addDocument(document);
                        }
                        return null;
                    }));
        }
        for (Future<?> each : inserting) {
            each.get();
        }
    }

    @Override
    public void open(Path target) throws IOException {
        close();
        Directory opened = FSDirectory.open(target);
        directory = opened;
        DirectoryReader read = DirectoryReader.open(opened);
        reader = read;
        if (read.leaves().size() != 1) {
            throw new IllegalStateException("Lucene has more than one segment");
        }
        LeafReader only = read.leaves().getFirst().reader();
        segment = only;
        rowOf = new int[only.maxDoc()];
        NumericDocValues values = Objects.requireNonNull(only.getNumericDocValues(ROW));
        for (int i = 0; i < rowOf.length; i++) {
            values.advance(i);
            rowOf[i] = (int) values.longValue();
        }
    }

    @Override
    public long check() throws IOException {
        Objects.requireNonNull(segment).checkIntegrity();
        return 0;
    }

    @Override
    public void search(float[] query, int ef, long[] found) throws IOException {
        TopKnnCollector nearest = new TopKnnCollector(Math.max(ef, NEIGHBOURS), Integer.MAX_VALUE);
        Objects.requireNonNull(segment)
                .searchNearestVectors(
                        VECTOR, query, nearest, AcceptDocs.fromLiveDocs(null, rowOf.length));
        ScoreDoc[] documents = nearest.topDocs().scoreDocs;
        for (int i = 0; i < Math.min(NEIGHBOURS, documents.length); i++) {
            found[i] = rowOf[documents[i].doc];
        }
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
        if (directory != null) {
            directory.close();
            directory = null;
        }
    }
}
