package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels make no objects: every vector stays in a register. */
class KernelAllocationTest {

    private static final double BYTES_MAX = 16;

    @ParameterizedTest
    @EnumSource(Metric.class)
    void distancesAllocateNothing(Metric metric) {
        try (Arena arena = Arena.ofConfined()) {
            for (Encoding encoding : Encoding.values()) {
                NativeRows rows = new NativeRows(arena, encoding, 7, 64, 1);
                Distances distances = Distances.of(metric, encoding, 64);
                int[] numbers = {6, 5, 4, 3, 2, 1, 0};
                float[] found = new float[numbers.length];
                assertThat(
                                AllocatedBytes.perCall(() ->
                                        distances.toRows(
                                                rows.queryMemory,
                                                0,
                                                rows.memory,
                                                numbers,
                                                numbers.length,
                                                found)))
                        .as("%s", encoding)
                        .isLessThan(BYTES_MAX);
            }
        }
    }

    @Test
    void blocksAllocateNothing() {
        DenseBlock block = new SimdDenseBlock();
        float[] rows = new float[DenseBlock.ROWS * 16];
        float[] panel = new float[block.panelFloats(block.columns(), 16)];
        float[] products = new float[DenseBlock.ROWS * block.columns()];
        assertThat(
                        AllocatedBytes.perCall(() ->
                                block.multiply(
                                        rows, 0, panel, 0, 16, products, 0, block.columns())))
                .isLessThan(BYTES_MAX);
    }

    @Test
    void findingTheSmallestAllocatesNothing() {
        SmallestFloats smallest = new SimdSmallestFloats(8);
        float[] values = new float[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 31 % 300;
        }
        assertThat(AllocatedBytes.perCall(() -> smallest.find(values, 0, values.length)))
                .isLessThan(BYTES_MAX);
    }
}
