package io.cairn.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.PathChild;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyPath;
import io.cairn.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Children of a path: skip scanning against a walk over everything. A child prints as {@code name},
 * {@code name=} with value, {@code name/} with more below.
 */
final class ChildScanTest {

    private static final KeyPath PARENT = KeyPath.of("p");

    @Test
    void listsSegmentsOnceWhateverIsBelow() {
        Scene scene =
                Scene.of("o=", "p=", "p/a=", "p/a/x=", "p/a/y/z=", "p/b=", "p/c/d/e=", "p0=", "q=");

        assertThat(children(scene, null, 9)).containsExactly("a=/", "b=", "c/");
        assertThat(children(scene, "a", 9)).containsExactly("b=", "c/");
        assertThat(children(scene, "aa", 1)).containsExactly("b=");
        assertThat(children(scene, null, 2)).containsExactly("a=/", "b=");
        assertThat(children(scene, "c", 9)).isEmpty();
        assertThat(children(scene, null, 0)).isEmpty();
        assertThatThrownBy(() -> children(scene, null, -1))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void ordersBySegmentWhenDescendantsSortBehindANeighbour() {
        Scene scene = Scene.of("p/a.txt=", "p/a/x=", "p/a-b=", "p/ab=");

        assertThat(children(scene, null, 9)).containsExactly("a/", "a-b=", "a.txt=", "ab=");
        assertThat(children(scene, "a", 9)).containsExactly("a-b=", "a.txt=", "ab=");
        assertThat(children(scene, "a-b", 9)).containsExactly("a.txt=", "ab=");
    }

    @Test
    void seesValuesWhoseDescendantsSortBehindANeighbour() {
        assertThat(children(Scene.of("p/a=", "p/a.txt=", "p/a/x="), null, 9))
                .containsExactly("a=/", "a.txt=");
        assertThat(children(Scene.of("p/a=", "p/a.txt="), null, 9)).containsExactly("a=", "a.txt=");
    }

    @Test
    void showsKeysThatAreNotPaths() {
        assertThat(children(Scene.of("p/=", "p//x=", "p/a="), null, 9)).containsExactly("=/", "a=");
        assertThat(children(Scene.of("p/!=", "p//x="), null, 9)).containsExactly("/", "!=");
    }

    @Test
    void walksLeavesWithOneCursor() {
        Scene scene = new Scene();
        for (int i = 0; i < 100; i++) {
            scene.stored.map.put(Bytes.utf8("p/\u00fc" + (100 + i)), Bytes.EMPTY);
        }

        assertThat(children(scene, null, 1000)).hasSize(100);
        assertThat(scene.stored.cursors).isEqualTo(1);
    }

    @Test
    void skipsWhatIsBelowAChild() {
        Scene scene = Scene.of("p/z=");
        for (int i = 0; i < 1000; i++) {
            scene.stored.map.put(Bytes.utf8("p/deep/" + i), Bytes.EMPTY);
        }

        assertThat(children(scene, null, 9)).containsExactly("deep/", "z=");
        assertThat(scene.stored.steps).isLessThan(10);
    }

    @Test
    void agreesWithAWalkOverRandomTrees() {
        Random random = new Random(7);
        char[] alphabet = {'a', 'b', '/', '-', '0', '\u00e9'};
        for (int round = 0; round < 2000; round++) {
            Scene scene = new Scene();
            for (int i = random.nextInt(8); i > 0; i--) {
                StringBuilder key = new StringBuilder("p/");
                for (int n = random.nextInt(5); n > 0; n--) {
                    key.append(alphabet[random.nextInt(alphabet.length)]);
                }
                scene.stored.map.put(Bytes.utf8(key.toString()), Bytes.EMPTY);
            }
            List<String> expected = walked(scene);
            assertThat(children(scene, null, 99))
                    .as("%s", scene.stored.map.keySet().stream().map(Bytes::text).toList())
                    .isEqualTo(expected);
            assertThat(paged(scene)).isEqualTo(expected);
        }
    }

    private static List<String> children(Scene scene, String after, int limit) {
        return ReadOperations.children(scene.tx, Scene.KEYSPACE, PARENT, after, limit).stream()
                .map(ChildScanTest::shown)
                .toList();
    }

    private static List<String> paged(Scene scene) {
        List<String> seen = new ArrayList<>();
        String after = null;
        while (true) {
            List<PathChild> page =
                    ReadOperations.children(scene.tx, Scene.KEYSPACE, PARENT, after, 1);
            if (page.isEmpty()) {
                return seen;
            }
            seen.add(shown(page.getFirst()));
            after = page.getFirst().name();
        }
    }

    private static List<String> walked(Scene scene) {
        TreeMap<byte[], PathChild> children = new TreeMap<>(Bytes::compare);
        for (byte[] key : scene.stored.map.keySet()) {
            int end = 2;
            while (end < key.length && key[end] != '/') {
                end++;
            }
            byte[] segment = Arrays.copyOfRange(key, 2, end);
            PathChild child = new PathChild(segment, end == key.length, end < key.length);
            children.merge(
                    segment,
                    child,
                    (a, b) ->
                            new PathChild(
                                    segment,
                                    a.hasValue() || b.hasValue(),
                                    a.hasDescendants() || b.hasDescendants()));
        }
        return children.values().stream().map(ChildScanTest::shown).toList();
    }

    private static String shown(PathChild child) {
        return child.name() + (child.hasValue() ? "=" : "") + (child.hasDescendants() ? "/" : "");
    }
}
