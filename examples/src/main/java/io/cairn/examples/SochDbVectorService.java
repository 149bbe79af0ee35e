package io.cairn.examples;

import com.google.protobuf.ByteString;
import io.cairn.hnsw.BulkIndexes;
import io.cairn.vectors.grpc.VectorServer;
import io.cairn.vectors.grpc.VectorServerOptions;
import io.cairn.vectors.grpc.v1.VectorNeighbor;
import io.cairn.vectors.grpc.v1.VectorSearchRequest;
import io.cairn.vectors.grpc.v1.VectorSearchResponse;
import io.cairn.vectors.grpc.v1.VectorServiceGrpc;
import io.cairn.vectors.grpc.v1.VectorServiceGrpc.VectorServiceBlockingStub;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * SochDB's client of a vector service: an index is built, served over gRPC and searched from the
 * other end. Stateless.
 */
public final class SochDbVectorService {

    private static final int VECTORS = 1_000;
    private static final int DIMENSION = 768;
    private static final int PORT = 50_051;

    private SochDbVectorService() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out. Then the port, 50051 when left
     *     out, 0 for any that is free
     * @throws IOException when no temporary directory can be made
     */
    public static void main(String[] args) throws IOException {
        run(
                args.length == 0 ? Files.createTempDirectory("cairn-sochdb") : Path.of(args[0]),
                args.length < 2 ? PORT : Integer.parseInt(args[1]),
                System.out);
    }

    static void run(Path directory, int port, PrintStream out) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] embeddings = new float[VECTORS][];
        for (int i = 0; i < VECTORS; i++) {
            embeddings[i] = vector(random);
        }
        BulkIndexes.bulkBuildIndex(embeddings, directory.resolve("index.hnsw"));
        // @start region=vector-server
        VectorServerOptions options = VectorServerOptions.of(directory).withPort(port);
        try (VectorServer server = VectorServer.start(options)) {
            out.println("Serving at " + server.address());
            search(server.port(), embeddings[7], out);
        }
        // @end
    }

    private static void search(int port, float[] queryVec, PrintStream out) {
        // @start region=sochdb-grpc-search
        ManagedChannel channel =
                Grpc.newChannelBuilder("localhost:" + port, InsecureChannelCredentials.create())
                        .build();
        VectorServiceBlockingStub stub = VectorServiceGrpc.newBlockingStub(channel);

        VectorSearchRequest request =
                VectorSearchRequest.newBuilder()
                        .setIndexPath("index.hnsw")
                        .setQueryVector(toBytes(queryVec))
                        .setK(10)
                        .setEfSearch(64)
                        .build();

        VectorSearchResponse response = stub.search(request);
        for (VectorNeighbor neighbor : response.getNeighborsList()) {
            out.println("ID: " + neighbor.getId() + ", Distance: " + neighbor.getDistance());
        }
        // @end
        try {
            stub.search(request.toBuilder().setIndexPath("../../etc/passwd").build());
        } catch (StatusRuntimeException e) {
            out.println("Refused: " + e.getStatus().getCode());
        }
        channel.shutdownNow();
    }

    // @start region=vector-bytes
    /** What NumPy's {@code tobytes()} gives: float32, little-endian. */
    private static ByteString toBytes(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return ByteString.copyFrom(bytes);
    }

    // @end

    private static float[] vector(SplittableRandom random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
