package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener is told of a stage only grows. */
class StageTest {

    @Test
    void growsWhileSeveralThreadsAdvance() {
        List<Long> told = new ArrayList<>();
        Stage stage = new Stage((_, done, _) -> told.add(done));
        try (Workers workers = new Workers(4)) {
            stage.begin("some", 100_000);
            workers.run(100_000, 1, number -> number, (_, _, _) -> stage.advance(1));
        }
        assertThat(told).isSorted().startsWith(0L);
    }

    @Test
    void beginsAnewWithTheNextStage() {
        List<String> told = new ArrayList<>();
        Stage stage = new Stage((what, done, total) -> told.add(what + done + "/" + total));
        stage.begin("one", 3);
        stage.begin("two", 4);
        assertThat(told).containsExactly("one0/3", "two0/4");
    }
}
