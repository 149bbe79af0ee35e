package io.cairn.vectors.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.cairn.hnsw.Metric;
import io.cairn.vectors.grpc.RunningServer;
import io.cairn.vectors.grpc.TestVectors;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the wire, without the generated classes: names of methods, numbers of fields. */
class WireTest {

    private static final int VARINT = WireFormat.WIRETYPE_VARINT;
    private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    @TempDir Path root;

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static final MethodDescriptor.Marshaller<byte[]> RAW =
            new MethodDescriptor.Marshaller<>() {
                @Override
                public InputStream stream(byte[] value) {
                    return new ByteArrayInputStream(value);
                }

                @Override
                public byte[] parse(InputStream stream) {
                    try {
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };

    private static CodedInputStream call(RunningServer server, String method, Fields request)
            throws IOException {
        return CodedInputStream.newInstance(
                ClientCalls.blockingUnaryCall(
                        server.channel(),
                        MethodDescriptor.newBuilder(RAW, RAW)
                                .setType(MethodType.UNARY)
                                .setFullMethodName("sochdb.v1." + method)
                                .build(),
                        CallOptions.DEFAULT,
                        message(request)));
    }

    private static int tag(int field, int type) {
        return (field << 3) | type;
    }

    private static void floats(CodedOutputStream out, int field, float... values)
            throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(4 * values.length);
        for (float value : values) {
            out.writeFloatNoTag(value);
        }
    }

    @Test
    void vectorService() throws IOException {
        TestVectors.build(root.resolve("index.hnsw"), 20, 3, Metric.L2);
        try (RunningServer server = RunningServer.start(root)) {
            CodedInputStream reply =
                    call(
                            server,
                            "VectorService/Search",
                            out -> {
                                out.writeString(1, "index.hnsw");
                                out.writeBytes(2, TestVectors.bytes(TestVectors.vector(11, 3)));
                                out.writeInt32(3, 1);
                                out.writeInt32(4, 50);
                            });
            assertThat(reply.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            CodedInputStream neighbor = reply.readBytes().newCodedInput();
            assertThat(neighbor.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_VARINT));
            assertThat(neighbor.readUInt64()).isEqualTo(11);
            // A distance of 0 is not on the wire.
            assertThat(neighbor.isAtEnd()).isTrue();
            assertThat(reply.isAtEnd()).isTrue();
        }
    }

    private static void create(RunningServer server) throws IOException {
        call(
                server,
                "VectorIndexService/CreateIndex",
                out -> {
                    out.writeString(1, "raw");
                    out.writeUInt32(2, 2);
                    out.writeEnum(4, 1);
                });
    }

    private static CodedInputStream insert(RunningServer server) throws IOException {
        return call(
                server,
                "VectorIndexService/InsertBatch",
                out -> {
                    out.writeString(1, "raw");
                    out.writeUInt64(2, 5);
                    out.writeUInt64(2, 6);
                    floats(out, 3, 0, 1, 3, 4);
                });
    }

    private static void expectTag(CodedInputStream in, int field, int type) throws IOException {
        assertThat(in.readTag()).isEqualTo(tag(field, type));
    }

    @Test
    void createIndex() throws IOException {
        try (RunningServer server = RunningServer.start(root)) {
            CodedInputStream created =
                    call(
                            server,
                            "VectorIndexService/CreateIndex",
                            out -> {
                                out.writeString(1, "raw");
                                out.writeUInt32(2, 2);
                                out.writeByteArray(
                                        3,
                                        message(config -> {
                                            config.writeUInt32(1, 8);
                                            config.writeUInt32(2, 16);
                                            config.writeUInt32(3, 90);
                                            config.writeUInt32(4, 70);
                                        }));
                                out.writeEnum(4, 3);
                            });
            expectTag(created, 1, VARINT);
            assertThat(created.readBool()).isTrue();
            expectTag(created, 3, BYTES);
            CodedInputStream info = created.readBytes().newCodedInput();
            expectTag(info, 1, BYTES);
            assertThat(info.readString()).isEqualTo("raw");
            expectTag(info, 2, VARINT);
            assertThat(info.readUInt32()).isEqualTo(2);
            expectTag(info, 3, VARINT);
            assertThat(info.readEnum()).isEqualTo(3);
            expectTag(info, 4, BYTES);
            CodedInputStream config = info.readBytes().newCodedInput();
            int[] values = {8, 16, 90, 70};
            for (int field = 1; field <= 4; field++) {
                expectTag(config, field, VARINT);
                assertThat(config.readUInt32()).isEqualTo(values[field - 1]);
            }
            expectTag(info, 5, VARINT);
        }
    }

    @Test
    void insertAndSearch() throws IOException {
        try (RunningServer server = RunningServer.start(root)) {
            create(server);
            CodedInputStream inserted = insert(server);
            expectTag(inserted, 1, VARINT);
            assertThat(inserted.readUInt32()).isEqualTo(2);
            expectTag(inserted, 3, VARINT);

            CodedInputStream found =
                    call(
                            server,
                            "VectorIndexService/Search",
                            out -> {
                                out.writeString(1, "raw");
                                floats(out, 2, 0, 0);
                                out.writeUInt32(3, 2);
                                out.writeUInt32(4, 20);
                            });
            expectTag(found, 1, BYTES);
            found.readBytes();
            expectTag(found, 1, BYTES);
            CodedInputStream second = found.readBytes().newCodedInput();
            expectTag(second, 1, VARINT);
            assertThat(second.readUInt64()).isEqualTo(6);
            expectTag(second, 2, WireFormat.WIRETYPE_FIXED32);
            assertThat(second.readFloat()).isEqualTo(5);
            expectTag(second, 3, BYTES);
            assertThat(second.readString()).isEqualTo("euclidean");
            expectTag(found, 2, VARINT);
            found.readUInt64();
            expectTag(found, 4, VARINT);
            assertThat(found.readEnum()).isEqualTo(1);
        }
    }

    @Test
    void searchBatch() throws IOException {
        try (RunningServer server = RunningServer.start(root)) {
            create(server);
            insert(server);
            CodedInputStream batch =
                    call(
                            server,
                            "VectorIndexService/SearchBatch",
                            out -> {
                                out.writeString(1, "raw");
                                floats(out, 2, 0, 1, 3, 4);
                                out.writeUInt32(3, 2);
                                out.writeUInt32(4, 1);
                                out.writeUInt32(5, 20);
                            });
            for (int query = 0; query < 2; query++) {
                expectTag(batch, 1, BYTES);
                CodedInputStream results = batch.readBytes().newCodedInput();
                expectTag(results, 1, BYTES);
                CodedInputStream first = results.readBytes().newCodedInput();
                expectTag(first, 1, VARINT);
                assertThat(first.readUInt64()).isEqualTo(5 + query);
                assertThat(results.isAtEnd()).isTrue();
            }
            expectTag(batch, 2, VARINT);
            batch.readUInt64();
            expectTag(batch, 3, VARINT);
            assertThat(batch.readEnum()).isEqualTo(1);
        }
    }

    @Test
    void statsHealthAndDrop() throws IOException {
        try (RunningServer server = RunningServer.start(root)) {
            create(server);
            insert(server);
            CodedInputStream stats =
                    call(server, "VectorIndexService/GetStats", out -> out.writeString(1, "raw"));
            expectTag(stats, 1, BYTES);
            CodedInputStream numbers = stats.readBytes().newCodedInput();
            expectTag(numbers, 1, VARINT);
            assertThat(numbers.readUInt64()).isEqualTo(2);
            expectTag(numbers, 2, VARINT);
            assertThat(numbers.readUInt32()).isEqualTo(2);
            expectTag(numbers, 4, VARINT);

            CodedInputStream health =
                    call(
                            server,
                            "VectorIndexService/HealthCheck",
                            out -> out.writeString(1, "raw"));
            expectTag(health, 1, VARINT);
            assertThat(health.readEnum()).isEqualTo(1);
            expectTag(health, 2, BYTES);
            health.readString();
            expectTag(health, 3, BYTES);
            assertThat(health.readString()).isEqualTo("raw");

            CodedInputStream dropped =
                    call(server, "VectorIndexService/DropIndex", out -> out.writeString(1, "raw"));
            expectTag(dropped, 1, VARINT);
            assertThat(dropped.readBool()).isTrue();
        }
    }
}
