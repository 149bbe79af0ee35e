package io.cairn.vectors.grpc.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import io.cairn.hnsw.Metric;
import io.cairn.vectors.grpc.TestVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {

    private static final int DIMENSION = 4;

    @TempDir Path folder;

    private Path file(int number) {
        Path file = folder.resolve(number + ".hnsw");
        TestVectors.build(file, 10 + number, DIMENSION, Metric.L2);
        return file;
    }

    private static int found(SharedIndex index) {
        return index.index().search(TestVectors.vector(1, DIMENSION), 100, 100).size();
    }

    @Test
    void anOpenFileIsShared() {
        Path file = file(0);
        try (OpenFiles files = new OpenFiles(2)) {
            SharedIndex first = files.hold(file);
            SharedIndex second = files.hold(file);
            assertThat(second).isSameAs(first);
            first.release();
            assertThat(found(second)).isEqualTo(10);
            second.release();
        }
    }

    @Test
    void theLeastRecentlyUsedIsClosedWhenNobodyUsesIt() {
        List<Path> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(file(i));
        }
        try (OpenFiles files = new OpenFiles(2)) {
            SharedIndex zero = files.hold(all.get(0));
            SharedIndex one = files.hold(all.get(1));
            one.release();
            files.hold(all.get(0)).release();
            files.hold(all.get(2)).release();
            assertThat(files.size()).isEqualTo(2);
            assertThatThrownBy(() -> found(one)).isInstanceOf(ClosedException.class);

            files.hold(all.get(1)).release();
            assertThat(found(zero)).as("in use, though dropped").isEqualTo(10);
            zero.release();
            assertThatThrownBy(() -> found(zero)).isInstanceOf(ClosedException.class);
        }
    }

    @Test
    void aChangedFileIsOpenedAgain() {
        Path file = file(0);
        try (OpenFiles files = new OpenFiles(2)) {
            SharedIndex before = files.hold(file);
            TestVectors.build(file, 33, DIMENSION, Metric.L2);
            SharedIndex after = files.hold(file);
            assertThat(found(after)).isEqualTo(33);
            assertThat(found(before)).as("whoever has the old one goes on with it").isEqualTo(10);
            before.release();
            after.release();
        }
    }

    @Test
    void nothingIsOpenedAfterTheEnd() {
        Path file = file(0);
        OpenFiles files = new OpenFiles(2);
        SharedIndex used = files.hold(file);
        files.close();
        assertThat(found(used)).isEqualTo(10);
        used.release();
        assertThatThrownBy(() -> files.hold(file)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> found(used)).isInstanceOf(ClosedException.class);
    }
}
