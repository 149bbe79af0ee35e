package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.InvalidArgumentException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectStatusTest {

    private static final int[][] RANGES = {
        {0, 0},
        {1, 1},
        {10, 10},
        {100, 103},
        {200, 200},
        {300, 300},
        {400, 400},
        {500, 500},
        {600, 601},
        {700, 714},
        {800, 801},
        {900, 901},
        {1000, 1007},
        {1010, 1012},
        {1100, 1106},
        {1200, 1203},
        {1300, 1301},
        {1400, 1402},
        {1500, 1503},
        {1600, 1605},
        {1700, 1702},
    };

    @Test
    void check48EveryNumberOfTheTableHasOneName() {
        Set<Integer> expected = new TreeSet<>();
        for (int[] range : RANGES) {
            IntStream.rangeClosed(range[0], range[1]).forEach(code -> expected.add(-code));
        }
        Set<Integer> actual = new TreeSet<>();
        Arrays.stream(ObjectStatus.values()).forEach(status -> actual.add(status.code()));
        assertThat(actual).isEqualTo(expected).hasSize(ObjectStatus.values().length);
        assertThat(ObjectStatus.NO_AVAILABLE_HANDLE.code()).isEqualTo(-200);
        assertThat(ObjectStatus.INVALID_PARAMS.code()).isEqualTo(-600);
        assertThat(ObjectStatus.OBJECT_NOT_FOUND.code()).isEqualTo(-704);
        assertThat(ObjectStatus.OBJECT_ALREADY_EXISTS.code()).isEqualTo(-705);
        assertThat(ObjectStatus.OBJECT_HAS_LEASE.code()).isEqualTo(-706);
        assertThat(ObjectStatus.LEASE_EXPIRED.code()).isEqualTo(-707);
        assertThat(ObjectStatus.CHECKSUM_MISMATCH.code()).isEqualTo(-801);
        assertThat(ObjectStatus.NOT_SUPPORTED.code()).isEqualTo(-1012);
    }

    @Test
    void aNumberIsFoundAndAnUnknownOneIsNot() {
        assertThat(ObjectStatus.ofCode(-704)).hasValue(ObjectStatus.OBJECT_NOT_FOUND);
        assertThat(ObjectStatus.ofCode(-4711)).isEmpty();
        assertThat(ObjectStatus.ofCode(1)).isEmpty();
    }

    @Test
    void aFailureHasTheStatusThatItNames() {
        assertThat(ObjectStatus.of(new InvalidArgumentException("bad")))
                .isEqualTo(ObjectStatus.INVALID_PARAMS);
        assertThat(
                        ObjectStatus.of(
                                new InvalidArgumentException(
                                        "bad", "status", ObjectStatus.SEGMENT_NOT_FOUND)))
                .isEqualTo(ObjectStatus.SEGMENT_NOT_FOUND);
    }
}
