package io.cairn.layer.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.TransactionStateException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Versionstamps, complete and not. */
class VersionstampTest {

    private static final byte[] TRANSACTION = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void aCompleteOneIsItsBytes() {
        Versionstamp stamp = Versionstamp.complete(TRANSACTION, 0xFF01);
        assertThat(stamp.isComplete()).isTrue();
        assertThat(stamp.transaction()).isEqualTo(TRANSACTION);
        assertThat(stamp.user()).isEqualTo(0xFF01);
        assertThat(stamp.toBytes()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xFF, 1);
        assertThat(Versionstamp.of(stamp.toBytes())).isEqualTo(stamp).hasSameHashCodeAs(stamp);
        assertThat(stamp).hasToString("00010203040506070809+65281");
    }

    @Test
    void anIncompleteOneSortsLastAndHasNoTransaction() {
        Versionstamp stamp = Versionstamp.incomplete(3);
        assertThat(stamp.isComplete()).isFalse();
        assertThat(stamp).hasToString("incomplete+3");
        assertThat(Versionstamp.of(stamp.toBytes()).isComplete()).isFalse();
        byte[] last = new byte[Versionstamp.TRANSACTION_BYTES];
        Arrays.fill(last, (byte) 0xFF);
        last[9] = (byte) 0xFE;
        assertThat(stamp).isGreaterThan(Versionstamp.complete(last, 65_535));
        assertThatThrownBy(stamp::transaction).isInstanceOf(TransactionStateException.class);
    }

    @Test
    void whatCannotBeOneIsRefused() {
        assertThatThrownBy(() -> Versionstamp.incomplete(65_536))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> Versionstamp.complete(TRANSACTION, -1))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> Versionstamp.complete(new byte[9], 0))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("ten bytes");
        assertThatThrownBy(() -> Versionstamp.of(new byte[13]))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("twelve bytes");
    }
}
