package io.cairn.compat.sochdb.embedded;

import static io.cairn.bytes.Bytes.text;
import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.Entry;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random operations, alone and in transactions that commit or abort, beside a sorted map that gets
 * the same. Keys are few and ASCII, so that they meet and sort as their texts do.
 */
class ModelTest {

    private static final int ROUNDS = 400;

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyStateIsTheModels(Store store) {
        SplittableRandom random = new SplittableRandom(20261127);
        TreeMap<String, String> model = new TreeMap<>();
        try (Opened open = Opened.of(store, directory)) {
            Database db = open.db();
            for (int round = 0; round < ROUNDS; round++) {
                if (random.nextBoolean()) {
                    operation(random, db, model);
                    continue;
                }
                TreeMap<String, String> inside = new TreeMap<>(model);
                Transaction txn = db.transaction();
                for (int n = random.nextInt(10); n > 0; n--) {
                    operation(random, txn, inside);
                }
                if (random.nextBoolean()) {
                    txn.commit();
                    model = inside;
                } else {
                    txn.abort();
                }
            }
            assertThat(texts(db.scan())).isEqualTo(texts(model));
        }
    }

    private static void operation(
            SplittableRandom random, KeyValues values, SortedMap<String, String> model) {
        String key = key(random);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                String value = Integer.toString(random.nextInt(1_000));
                values.put(utf8(key), utf8(value));
                model.put(key, value);
            }
            case 3 -> {
                values.delete(utf8(key));
                model.remove(key);
            }
            case 4 -> assertThat(shown(values.get(utf8(key)))).isEqualTo(model.get(key));
            case 5 -> {
                String end = key(random);
                List<String> expected =
                        end.compareTo(key) < 0 ? List.of() : texts(model.subMap(key, end));
                int batch = random.nextInt(5);
                assertThat(texts(values.scan(utf8(key), utf8(end)))).isEqualTo(expected);
                assertThat(texts(values.scanBatched(utf8(key), utf8(end), batch)))
                        .isEqualTo(expected);
            }
            case 6 -> {
                String prefix = key.substring(0, 1);
                assertThat(texts(values.scanPrefix(utf8(prefix))))
                        .isEqualTo(texts(model.subMap(prefix, prefix + "\u007f")));
            }
            default -> {
                String path = "p/" + key;
                values.putPath(path, utf8(key));
                model.put(path, key);
                assertThat(shown(values.getPath(path))).isEqualTo(key);
                if (random.nextBoolean()) {
                    values.deletePath(path);
                    model.remove(path);
                }
            }
        }
    }

    private static String key(SplittableRandom random) {
        StringBuilder key = new StringBuilder();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            key.append((char) random.nextInt('a', 'd'));
        }
        return key.toString();
    }

    private static @Nullable String shown(byte @Nullable [] value) {
        return value == null ? null : text(value);
    }

    private static List<String> texts(Scan scan) {
        List<String> texts = new ArrayList<>();
        for (Entry entry : scan) {
            texts.add(text(entry.key()) + "=" + text(entry.value()));
        }
        return texts;
    }

    private static List<String> texts(SortedMap<String, String> model) {
        List<String> texts = new ArrayList<>();
        model.forEach((key, value) -> texts.add(key + "=" + value));
        return texts;
    }
}
