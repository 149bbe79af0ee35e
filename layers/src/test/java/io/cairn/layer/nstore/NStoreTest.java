package io.cairn.layer.nstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stores are for: rows in, answers out. */
class NStoreTest {

    private static final Variable S = Variable.of("s");
    private static final Variable T = Variable.of("t");
    private static final Variable K = Variable.of("k");
    private static final Subspace FACTS = Subspace.of("facts");

    @TempDir Path directory;

    private interface Scenario {
        void run(Database db, Keyspace keyspace, NStore facts);
    }

    private void with(Store store, Scenario scenario) {
        try (OpenStore open = store.open(directory)) {
            Keyspace keyspace = open.db().keyspace("rows");
            scenario.run(open.db(), keyspace, new NStore(keyspace, FACTS, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsFoundByWhatIsKnownOfIt(Store store) {
        with(
                store,
                (db, _, facts) -> {
                    facts.add(db, Tuple.of(7, "title", "a.example"));
                    assertThat(Answers.to(facts, db, Pattern.of(S, "title", "a.example")))
                            .containsExactly(Binding.empty().with("s", 7));
                });
    }

    @ParameterizedTest
    @EnumSource
    void aRowHasAValueFromItsAdditionToItsRemoval(Store store) {
        with(
                store,
                (db, keyspace, facts) -> {
                    Tuple row = Tuple.of(7, "title", "a.example");
                    assertThat(facts.get(db, row)).isNull();
                    assertThat(facts.contains(db, row)).isFalse();
                    facts.add(db, row);
                    assertThat(facts.get(db, row)).isEmpty();
                    assertThat(facts.contains(db, row)).isTrue();
                    facts.add(db, row, Bytes.utf8("seen twice"));
                    assertThat(facts.get(db, row)).isEqualTo(Bytes.utf8("seen twice"));
                    assertThat(facts.count(db)).isEqualTo(1);
                    assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(3);
                    facts.add(db, Tuple.of(8, "title", "a.example"));
                    facts.remove(db, row);
                    facts.remove(db, row);
                    assertThat(facts.get(db, row)).isNull();
                    assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(3);
                    facts.remove(db, Tuple.of(8L, "title", "a.example"));
                    assertThat(Answers.rawKeys(db, keyspace)).isZero();
                });
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerIsAskedAboutFurther(Store store) {
        with(
                store,
                (db, _, facts) -> {
                    facts.add(db, Tuple.of(1, "title", "news.example"));
                    facts.add(db, Tuple.of(1, "keyword", "hacker"));
                    facts.add(db, Tuple.of(2, "title", "cats.example"));
                    facts.add(db, Tuple.of(2, "keyword", "cats"));
                    List<Binding> sites = Answers.to(facts, db, Pattern.of(S, "keyword", "hacker"));
                    assertThat(sites).hasSize(1);
                    assertThat(
                                    Answers.all(
                                            facts.where(
                                                    db,
                                                    sites.getFirst(),
                                                    Pattern.of(S, "title", T))))
                            .containsExactly(
                                    Binding.empty().with("s", 1).with("t", "news.example"));
                    assertThat(Answers.to(facts, db, Pattern.of(2, K, T)))
                            .containsExactly(
                                    Binding.empty().with("k", "keyword").with("t", "cats"),
                                    Binding.empty().with("k", "title").with("t", "cats.example"));
                });
    }

    @ParameterizedTest
    @EnumSource
    void patternsAreJoined(Store store) {
        with(
                store,
                (db, _, facts) -> {
                    facts.add(db, Tuple.of("blog1", "title", "on keys"));
                    facts.add(db, Tuple.of("post1", "blog", "blog1"));
                    facts.add(db, Tuple.of("post1", "title", "one"));
                    facts.add(db, Tuple.of("post2", "blog", "blog1"));
                    facts.add(db, Tuple.of("post2", "title", "two"));
                    facts.add(db, Tuple.of("post3", "blog", "blog2"));
                    facts.add(db, Tuple.of("post3", "title", "three"));
                    Variable blog = Variable.of("blog");
                    Variable post = Variable.of("post");
                    Pattern[] patterns = {
                        Pattern.of(blog, "title", "on keys"),
                        Pattern.of(post, "blog", blog),
                        Pattern.of(post, "title", T),
                    };
                    List<Binding> joined = Answers.to(facts, db, patterns);
                    assertThat(joined).extracting(b -> b.string("t")).containsExactly("one", "two");
                    assertThat(joined.getFirst().names()).containsExactly("blog", "post", "t");
                    assertThat(facts.list(db, 100, patterns)).isEqualTo(joined);
                    assertThat(facts.list(db, 1, patterns)).isEqualTo(joined.subList(0, 1));
                    assertThat(facts.list(db, 0, patterns)).isEmpty();
                    Binding known = Answers.to(facts, db, patterns[0]).getFirst();
                    assertThat(Answers.all(facts.where(db, known, patterns[1], patterns[2])))
                            .isEqualTo(joined);
                });
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedVariableIsOneElement(Store store) {
        with(
                store,
                (db, _, facts) -> {
                    facts.add(db, Tuple.of("a", "p", "a"));
                    facts.add(db, Tuple.of("a", "p", "b"));
                    facts.add(db, Tuple.of(1, "p", 1.0));
                    facts.add(db, Tuple.of("q", "q", "q"));
                    assertThat(Answers.to(facts, db, Pattern.of(S, "p", S)))
                            .containsExactly(Binding.empty().with("s", "a"));
                    assertThat(Answers.to(facts, db, Pattern.of(S, S, S)))
                            .containsExactly(Binding.empty().with("s", "q"));
                    assertThat(Answers.to(facts, db, Pattern.of(S, S, T)))
                            .containsExactly(Binding.empty().with("s", "q").with("t", "q"));
                });
    }

    @ParameterizedTest
    @EnumSource
    void aPrefixOfAnElementIsAnotherElement(Store store) {
        with(
                store,
                (db, _, facts) -> {
                    for (Object first : List.of("a", "a\0b", "a\0", "ab", new byte[] {'a'})) {
                        facts.add(db, Tuple.of(first, 1, "x"));
                        facts.add(db, Tuple.of("x", 1, first));
                    }
                    Binding found = Binding.empty().with("k", 1).with("t", "x");
                    assertThat(Answers.to(facts, db, Pattern.of("a", K, T))).containsExactly(found);
                    assertThat(Answers.to(facts, db, Pattern.of("a\0", K, T)))
                            .containsExactly(found);
                    assertThat(Answers.to(facts, db, Pattern.of(T, K, "a")))
                            .containsExactly(Binding.empty().with("t", "x").with("k", 1));
                    assertThat(Answers.to(facts, db, Pattern.of("a", T, T))).isEmpty();
                });
    }

    @ParameterizedTest
    @EnumSource
    void aPatternWithoutVariablesIsTrueOrNot(Store store) {
        with(
                store,
                (db, _, facts) -> {
                    facts.add(db, Tuple.of("a", null, 2));
                    Pattern present = Pattern.of("a", null, 2);
                    Pattern absent = Pattern.of("a", null, 3);
                    assertThat(Answers.to(facts, db, present)).containsExactly(Binding.empty());
                    assertThat(Answers.to(facts, db, absent)).isEmpty();
                    assertThat(Answers.to(facts, db, present, present))
                            .containsExactly(Binding.empty());
                    assertThat(Answers.to(facts, db, present, Pattern.of(S, K, 2))).hasSize(1);
                    assertThat(Answers.to(facts, db, absent, Pattern.of(S, K, 2))).isEmpty();
                    assertThat(Answers.to(facts, db, Pattern.of("a", K, 2)))
                            .containsExactly(Binding.empty().with("k", null));
                });
    }

    @ParameterizedTest
    @EnumSource
    void storesSideBySideDoNotMeet(Store store) {
        with(
                store,
                (db, keyspace, facts) -> {
                    NStore other = new NStore(keyspace, Subspace.of("facts\0"), 3);
                    NStore pairs = new NStore(keyspace, Subspace.of("pairs"), 2);
                    facts.add(db, Tuple.of(1, 2, 3));
                    other.add(db, Tuple.of(4, 5, 6), Bytes.utf8("kept"));
                    pairs.add(db, Tuple.of(7, 8));
                    Pattern everything = Pattern.of(S, K, T);
                    assertThat(Answers.to(facts, db, everything))
                            .extracting(Binding::values)
                            .containsExactly(Tuple.of(1, 2, 3));
                    facts.clear(db);
                    assertThat(facts.count(db)).isZero();
                    assertThat(other.get(db, Tuple.of(4, 5, 6))).isEqualTo(Bytes.utf8("kept"));
                    assertThat(Answers.to(pairs, db, Pattern.of(S, 8))).hasSize(1);
                    assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(3 + 2);
                });
    }

    @ParameterizedTest
    @EnumSource
    void keysAreAsTheLayoutSays(Store store) {
        with(
                store,
                (db, keyspace, facts) -> {
                    facts.add(db, Tuple.of("s", "p", "o"), Bytes.utf8("value"));
                    assertThat(db.in(keyspace).get(FACTS.key(3, 0, "s", "p", "o")))
                            .isEqualTo(Bytes.utf8("value"));
                    assertThat(db.in(keyspace).get(FACTS.key(3, 1, "p", "o", "s"))).isEmpty();
                    assertThat(db.in(keyspace).get(FACTS.key(3, 2, "o", "s", "p"))).isEmpty();
                    assertThat(Answers.rawKeys(db, keyspace)).isEqualTo(3);
                });
    }

    @ParameterizedTest
    @EnumSource
    void anyElementIsInNoAnswer(Store store) {
        with(
                store,
                (db, _, facts) -> {
                    facts.addAll(
                            db,
                            List.of(
                                    Tuple.of(1, "a", "x"),
                                    Tuple.of(1, "a", "y"),
                                    Tuple.of(2, "a", "a")),
                            Bytes.EMPTY);
                    Binding one = Binding.empty().with("s", 1);
                    Binding two = Binding.empty().with("s", 2);
                    Pattern any = Pattern.of(S, "a", Variable.any());
                    assertThat(Answers.to(facts, db, any)).containsExactlyInAnyOrder(one, one, two);
                    assertThat(Answers.to(facts, db, any, Pattern.of(S, Variable.any(), "y")))
                            .containsExactly(one, one);
                    assertThat(Answers.to(facts, db, Pattern.of(2, Variable.any(), Variable.any())))
                            .as("each is another")
                            .containsExactly(Binding.empty());
                });
    }

    @ParameterizedTest
    @EnumSource
    void manyRowsAtOnceAreAsOneByOne(Store store) {
        with(
                store,
                (db, keyspace, facts) -> {
                    List<Tuple> rows = List.of(Tuple.of(1, 2, 3), Tuple.of(4, 5, 6));
                    Tuple absent = Tuple.of(7, 8, 9);
                    facts.addAll(db, rows, Bytes.utf8("v"));
                    assertThat(facts.get(db, rows.get(1))).isEqualTo(Bytes.utf8("v"));
                    assertThat(facts.containsAll(db, List.of(absent, rows.get(0), rows.get(1))))
                            .hasToString("{1, 2}");
                    assertThatThrownBy(() ->
                                    facts.addAll(db, List.of(absent, Tuple.of(1)), Bytes.EMPTY))
                            .isInstanceOf(InvalidArgumentException.class);
                    assertThat(facts.contains(db, absent)).isFalse();
                    facts.removeAll(db, List.of(absent, rows.get(0), rows.get(1)));
                    assertThat(Answers.rawKeys(db, keyspace)).isZero();
                });
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreWalkedWhole(Store store) {
        with(
                store,
                (db, _, facts) -> {
                    Tuple row = Tuple.of(1, "a", "x");
                    facts.add(db, row);
                    facts.add(db, Tuple.of(2, "b", "x"));
                    for (Pattern pattern :
                            List.of(
                                    Pattern.of(S, "a", T),
                                    Pattern.of(S, T, "x"),
                                    Pattern.of(1, "a", "x"))) {
                        List<Tuple> found = new ArrayList<>();
                        db.read(view -> {
                            try (RowCursor rows = facts.rows(view).scan(pattern, 9)) {
                                while (rows.next()) {
                                    found.add(rows.row());
                                }
                            }
                            return null;
                        });
                        assertThat(found).contains(row).allMatch(pattern::matches);
                    }
                });
    }
}
