package io.cairn.occ;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.UnavailableException;
import io.cairn.testing.fault.FaultyEngine;
import io.cairn.testing.fault.ForwardingEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionReserveTest {

    private final List<Long> reserved = new ArrayList<>();
    private final ForwardingEngine engine =
            new ForwardingEngine(new ModelEngine(new ModelDisk())) {
                @Override
                public void reserveVersion(long version) {
                    reserved.add(version);
                    super.reserveVersion(version);
                }
            };

    @Test
    void theEngineIsAskedOncePerMillionOfVersionsAndAheadOfThem() {
        VersionReserve reserve = new VersionReserve(engine);
        for (long version = 1; version <= 2 * VersionReserve.AHEAD; version++) {
            reserve.cover(version);
            assertThat(engine.reservedVersion()).isGreaterThanOrEqualTo(version);
        }
        assertThat(reserved)
                .containsExactly(1 + VersionReserve.AHEAD, 2 + 2 * VersionReserve.AHEAD);
    }

    @Test
    void aCleanCloseRemembersTheExactVersionAndNothingWhereNothingWasCommitted() {
        VersionReserve reserve = new VersionReserve(engine);
        reserve.cover(1);
        reserve.settle(1);
        assertThat(engine.reservedVersion()).isEqualTo(1);
        VersionReserve reopened = new VersionReserve(engine);
        assertThat(reopened.reserved()).isEqualTo(1);
        reopened.settle(1);
        assertThat(reserved).hasSize(2);
    }

    @Test
    void whatTheEngineCouldNotRememberIsAskedAgain() {
        FaultyEngine faulty = new FaultyEngine(engine);
        VersionReserve reserve = new VersionReserve(faulty);
        faulty.fail(FaultyEngine.Call.RESERVE, 1);
        assertThatThrownBy(() -> reserve.cover(1)).isInstanceOf(UnavailableException.class);
        assertThat(reserve.reserved()).isZero();
        reserve.cover(1);
        assertThat(reserved).containsExactly(1 + VersionReserve.AHEAD);
    }
}
