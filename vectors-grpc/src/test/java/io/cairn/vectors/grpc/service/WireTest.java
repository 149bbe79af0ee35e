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

    @Test
    void vectorIndexService() throws IOException {
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
                                out.writeEnum(4, 1);
                            });
            assertThat(created.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_VARINT));
            assertThat(created.readBool()).isTrue();
            assertThat(created.readTag()).isEqualTo(tag(3, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            CodedInputStream info = created.readBytes().newCodedInput();
            assertThat(info.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            assertThat(info.readString()).isEqualTo("raw");
            assertThat(info.readTag()).isEqualTo(tag(2, WireFormat.WIRETYPE_VARINT));
            assertThat(info.readUInt32()).isEqualTo(2);
            assertThat(info.readTag()).isEqualTo(tag(3, WireFormat.WIRETYPE_VARINT));
            assertThat(info.readEnum()).isEqualTo(1);

            CodedInputStream inserted =
                    call(
                            server,
                            "VectorIndexService/InsertBatch",
                            out -> {
                                out.writeString(1, "raw");
                                out.writeUInt64(2, 5);
                                out.writeUInt64(2, 6);
                                floats(out, 3, 0, 1, 3, 4);
                            });
            assertThat(inserted.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_VARINT));
            assertThat(inserted.readUInt32()).isEqualTo(2);
            assertThat(inserted.readTag()).isEqualTo(tag(3, WireFormat.WIRETYPE_VARINT));

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
            found.readTag();
            found.readBytes();
            assertThat(found.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            CodedInputStream second = found.readBytes().newCodedInput();
            assertThat(second.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_VARINT));
            assertThat(second.readUInt64()).isEqualTo(6);
            assertThat(second.readTag()).isEqualTo(tag(2, WireFormat.WIRETYPE_FIXED32));
            assertThat(second.readFloat()).isEqualTo(5);
            assertThat(second.readTag()).isEqualTo(tag(3, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            assertThat(second.readString()).isEqualTo("euclidean");
            assertThat(found.readTag()).isEqualTo(tag(2, WireFormat.WIRETYPE_VARINT));
            found.readUInt64();
            assertThat(found.readTag()).isEqualTo(tag(4, WireFormat.WIRETYPE_VARINT));
            assertThat(found.readEnum()).isEqualTo(1);
        }
    }

    @Test
    void batchesStatsHealthAndDrop() throws IOException {
        try (RunningServer server = RunningServer.start(root)) {
            call(
                    server,
                    "VectorIndexService/CreateIndex",
                    out -> {
                        out.writeString(1, "raw");
                        out.writeUInt32(2, 2);
                    });
            call(
                    server,
                    "VectorIndexService/InsertBatch",
                    out -> {
                        out.writeString(1, "raw");
                        out.writeUInt64(2, 5);
                        floats(out, 3, 0, 1);
                    });
            CodedInputStream batch =
                    call(
                            server,
                            "VectorIndexService/SearchBatch",
                            out -> {
                                out.writeString(1, "raw");
                                floats(out, 2, 0, 1, 1, 0);
                                out.writeUInt32(3, 2);
                                out.writeUInt32(4, 1);
                                out.writeUInt32(5, 20);
                            });
            for (int query = 0; query < 2; query++) {
                assertThat(batch.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED));
                CodedInputStream results = batch.readBytes().newCodedInput();
                assertThat(results.readTag())
                        .isEqualTo(tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            }
            assertThat(batch.readTag()).isEqualTo(tag(2, WireFormat.WIRETYPE_VARINT));
            batch.readUInt64();
            assertThat(batch.readTag()).isEqualTo(tag(3, WireFormat.WIRETYPE_VARINT));
            assertThat(batch.readEnum()).isEqualTo(2);

            CodedInputStream stats =
                    call(server, "VectorIndexService/GetStats", out -> out.writeString(1, "raw"));
            assertThat(stats.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            CodedInputStream numbers = stats.readBytes().newCodedInput();
            assertThat(numbers.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_VARINT));
            assertThat(numbers.readUInt64()).isEqualTo(1);
            assertThat(numbers.readTag()).isEqualTo(tag(2, WireFormat.WIRETYPE_VARINT));
            assertThat(numbers.readUInt32()).isEqualTo(2);

            CodedInputStream health =
                    call(
                            server,
                            "VectorIndexService/HealthCheck",
                            out -> out.writeString(1, "raw"));
            assertThat(health.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_VARINT));
            assertThat(health.readEnum()).isEqualTo(1);
            assertThat(health.readTag()).isEqualTo(tag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            health.readString();
            assertThat(health.readTag()).isEqualTo(tag(3, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            assertThat(health.readString()).isEqualTo("raw");

            CodedInputStream dropped =
                    call(server, "VectorIndexService/DropIndex", out -> out.writeString(1, "raw"));
            assertThat(dropped.readTag()).isEqualTo(tag(1, WireFormat.WIRETYPE_VARINT));
            assertThat(dropped.readBool()).isTrue();
        }
    }
}
