package io.cairn.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.engine.StorageEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.mutant.Mutant;
import io.cairn.testing.script.Op;
import io.cairn.testing.script.OpGenerator;
import io.cairn.testing.script.OpText;
import io.cairn.testing.script.ScriptCheck;
import io.cairn.testing.script.Shrinker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: show that scripts are repeatable text, that they find planted faults, and that what they
 * find is shrunk.
 */
class ScriptTest {

    private final List<Database> opened = new ArrayList<>();
    private Map<String, Object> options = Map.of();

    @AfterEach
    void close() {
        opened.forEach(Database::close);
    }

    @Test
    void aSeedGivesTheSameScriptAndTextComesBack() {
        List<Op> script = new OpGenerator(7).script(2_000);
        assertThat(new OpGenerator(7).script(2_000)).isEqualTo(script);
        assertThat(new OpGenerator(8).script(2_000)).isNotEqualTo(script);
        assertThat(OpText.read(OpText.write(script))).isEqualTo(script);
        assertThat(script.stream().map(Object::getClass).distinct())
                .as("every operation occurs")
                .hasSize(Op.class.getPermittedSubclasses().length);
    }

    @Test
    void shrinkingLeavesWhatIsNeeded() {
        List<Integer> numbers = IntStream.range(0, 200).boxed().toList();
        assertThat(Shrinker.shrink(numbers, list -> list.contains(17) && list.contains(123), 1_000))
                .containsExactly(17, 123);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"EMPTY_IS_ABSENT", "FORGETS_VERSIONS", "GET_IS_STALE"},
            mode = EnumSource.Mode.EXCLUDE)
    void scriptsFindPlantedFaults(Mutant mutant) {
        ScriptCheck check = new ScriptCheck(() -> open(mutant), this::reopen);
        for (long seed = 1; seed <= 20; seed++) {
            String report = check.report(new OpGenerator(seed).script(300));
            if (report != null) {
                assertThat(report).contains("shrunk to").contains("expected");
                assertThat(
                                Integer.parseInt(
                                        report.replaceFirst(
                                                "(?s).*shrunk to (\\d+) lines.*", "$1")))
                        .isLessThan(12);
                return;
            }
        }
        assertThat(mutant).as("found by no script").isNull();
    }

    private Database open(Mutant mutant) {
        UnaryOperator<StorageEngine> wrap = mutant::plant;
        options = Map.of("disk", new ModelDisk(), "wrap", wrap);
        return open();
    }

    private Database open() {
        Database db = Cairn.open(CairnConfig.of("model", options).with(Durability.BUFFERED));
        opened.add(db);
        return db;
    }

    private Database reopen(Database current) {
        current.close();
        return open();
    }
}
