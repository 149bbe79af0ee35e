package io.cairn.layer.versioned;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Database;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random work on several changes at once, compared with {@link Model} at every step. */
class ModelTest {

    private static final int COLUMNS = 3;
    private static final long SEED = 20_250_801;
    private static final @Nullable Object[] ELEMENTS = {null, "a", "a\0b", 1L};

    @TempDir Path directory;

    private record Both(Change real, Model.Pending model) {}

    /** One run: the store, the model, and the changes that are in both. */
    private static final class Run {
        final Database db;
        final VersionedTuples tuples;
        final Random random = new Random(SEED);
        final Model model = new Model();
        final List<Version> versions = new ArrayList<>(List.of(Version.START));
        final List<Both> open = new ArrayList<>();
        int conflicts;

        Run(Opened opened) {
            this.db = opened.db();
            this.tuples = opened.tuples();
        }

        @Nullable Object element() {
            return ELEMENTS[random.nextInt(ELEMENTS.length)];
        }

        Tuple tuple() {
            return Tuple.of(element(), element(), element());
        }

        Pattern pattern(int mask) {
            @Nullable Object[] columns = new Object[COLUMNS];
            for (int i = 0; i < COLUMNS; i++) {
                columns[i] = (mask & 1 << i) != 0 ? element() : Variable.any();
            }
            return Pattern.of(columns);
        }

        Both any() {
            if (open.isEmpty() || (open.size() < 5 && random.nextInt(4) == 0)) {
                open.add(new Both(tuples.begin(db, ""), model.begin()));
            }
            return open.get(random.nextInt(open.size()));
        }

        void step() {
            Both change = any();
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> add(change);
                case 3, 4 -> remove(change);
                case 5 -> {
                    Tuple tuple = tuple();
                    assertThat(change.real().ask(db, tuple))
                            .isEqualTo(model.ask(change.model(), tuple));
                }
                case 6 -> {
                    /* Rarely few columns: nearly every change would conflict. */
                    Pattern pattern =
                            pattern(random.nextInt(1 << COLUMNS) | 1 << random.nextInt(3));
                    assertThat(change.real().select(db, pattern))
                            .containsExactlyInAnyOrderElementsOf(
                                    model.seen(change.model(), pattern::matches));
                }
                case 7 -> apply(change);
                case 8 -> compareVersions();
                default -> compareLive();
            }
        }

        void add(Both change) {
            Tuple tuple = tuple();
            change.real().add(db, tuple);
            change.model().edits.put(tuple, true);
        }

        void remove(Both change) {
            Tuple tuple = tuple();
            assertThat(change.real().remove(db, tuple))
                    .isEqualTo(model.remove(change.model(), tuple));
        }

        void apply(Both change) {
            var expected = model.conflicts(change.model());
            ApplyResult result = change.real().apply(db);
            if (!expected.isEmpty()) {
                conflicts++;
                assertThat(result)
                        .isInstanceOfSatisfying(
                                ApplyResult.Conflicts.class,
                                found ->
                                        assertThat(found.tuples())
                                                .containsExactlyInAnyOrderElementsOf(expected));
                if (random.nextInt(3) > 0) {
                    change.real().discard(db);
                    open.remove(change);
                    return;
                }
                result = change.real().apply(db, Policy.LAST_WRITER_WINS);
            }
            model.apply(change.model());
            versions.add(result.orThrow());
            open.remove(change);
        }

        void compareLive() {
            Pattern pattern = pattern(random.nextInt(1 << COLUMNS));
            assertThat(tuples.select(db, pattern))
                    .containsExactlyInAnyOrderElementsOf(
                            matching(model.newest(), pattern::matches));
            Tuple tuple = tuple();
            assertThat(tuples.ask(db, tuple)).isEqualTo(model.versions.getLast().contains(tuple));
            assertThat(tuples.newest(db)).isEqualTo(versions.getLast());
        }

        List<Tuple> matching(int version, Predicate<Tuple> pattern) {
            return model.versions.get(version).stream().filter(pattern).toList();
        }

        void compareVersions() {
            int from = random.nextInt(versions.size());
            int to = random.nextInt(versions.size());
            AsOf then = tuples.asOf(versions.get(from));
            Pattern pattern = pattern(random.nextInt(1 << COLUMNS));
            Tuple tuple = tuple();
            assertThat(then.select(db, pattern))
                    .containsExactlyInAnyOrderElementsOf(matching(from, pattern::matches));
            boolean alive = model.versions.get(from).contains(tuple);
            assertThat(then.ask(db, tuple)).isEqualTo(alive);
            assertThat(then.get(db, tuple).isPresent()).isEqualTo(alive);
            assertThat(
                            tuples.diff(db, versions.get(from), versions.get(to)).stream()
                                    .collect(Collectors.toMap(Edit::tuple, Edit::added)))
                    .isEqualTo(model.diff(from, to));
            compareHistory(tuple);
        }

        void compareHistory(Tuple tuple) {
            List<Version> turns = new ArrayList<>();
            for (int version = 1; version < versions.size(); version++) {
                if (model.diff(version - 1, version).containsKey(tuple)) {
                    turns.add(versions.get(version));
                }
            }
            List<HistoryEntry> history = tuples.history(db, tuple);
            assertThat(history).extracting(HistoryEntry::version).isEqualTo(turns);
            for (int i = 0; i < history.size(); i++) {
                assertThat(history.get(i).added()).isEqualTo(i % 2 == 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesAsTheModel(Store store) {
        try (Opened opened = Opened.of(store, directory, COLUMNS)) {
            Run run = new Run(opened);
            int steps = store == Store.MEMORY ? 2000 : 400;
            for (int i = 0; i < steps; i++) {
                run.step();
            }
            assertThat(run.versions).hasSizeGreaterThan(20).isSorted();
            assertThat(run.conflicts).isGreaterThan(5);
        }
    }
}
