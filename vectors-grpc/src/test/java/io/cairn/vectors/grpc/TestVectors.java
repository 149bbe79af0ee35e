package io.cairn.vectors.grpc;

import com.google.protobuf.ByteString;
import io.cairn.hnsw.BulkIndexes;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.Metric;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Vectors that depend on their number alone. Stateless. */
public final class TestVectors {

    private TestVectors() {}

    public static float[] vector(long id, int dimension) {
        SplittableRandom random = new SplittableRandom(id);
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    public static float[][] vectors(int count, int dimension) {
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = vector(i, dimension);
        }
        return vectors;
    }

    public static void build(Path file, int count, int dimension, Metric metric) {
        BulkIndexes.bulkBuildIndex(
                vectors(count, dimension),
                file,
                HnswBuildOptions.defaults().withMetric(metric).withThreads(1));
    }

    public static ByteString bytes(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float x : vector) {
            bytes.putFloat(x);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    public static List<Float> components(float[]... vectors) {
        List<Float> all = new ArrayList<>();
        for (float[] vector : vectors) {
            for (float x : vector) {
                all.add(x);
            }
        }
        return all;
    }
}
