package io.cairn.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers for people. */
class UnitsTest {

    @Test
    void numbersAreShort() {
        assertThat(Units.count(30123)).isEqualTo("30,123");
        assertThat(Units.count(1, "entry", "entries")).isEqualTo("1 entry");
        assertThat(Units.count(0, "entry", "entries")).isEqualTo("0 entries");
        assertThat(Units.bytes(999)).isEqualTo("999 B");
        assertThat(Units.bytes(1000)).isEqualTo("1.0 kB");
        assertThat(Units.bytes(999_949)).isEqualTo("999.9 kB");
        assertThat(Units.bytes(999_950)).isEqualTo("1.0 MB");
        assertThat(Units.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
        assertThat(Units.nanos(1_500)).isEqualTo("1.5 us");
        assertThat(Units.nanos(12_340_000)).isEqualTo("12.3 ms");
        assertThat(Units.nanos(2_500_000_000L)).isEqualTo("2.50 s");
        assertThat(Units.perSecond(10, 2_000_000_000L)).isEqualTo(5);
    }
}
