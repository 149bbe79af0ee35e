package io.cairn.mode;

import io.cairn.api.Entry;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.bytes.Bytes;
import io.cairn.config.Durability;
import io.cairn.engine.Engine;
import io.cairn.txn.BufferedTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored state and one transaction over it, with text for bytes. */
final class Scene {

    static final int KEYSPACE = Engine.DEFAULT_KEYSPACE;
    static final int VALUE_BYTES_MAX = 64;

    final MapTransaction stored = new MapTransaction();
    final BufferedTransaction tx = new BufferedTransaction(stored);

    /** Stores {@code key=value} pairs. */
    static Scene of(String... pairs) {
        Scene scene = new Scene();
        for (String pair : pairs) {
            int at = pair.indexOf('=');
            scene.stored.map.put(
                    Bytes.utf8(pair.substring(0, at)), Bytes.utf8(pair.substring(at + 1)));
        }
        return scene;
    }

    /** Stores the data set of the listing rows: eight keys with the values A to H. */
    static Scene listing() {
        return of("a1=A", "a2=B", "a3=C", "b1=D", "b2=E", "c1.txt=F", "c2.bin=G", "c3.txt=H");
    }

    /** Commits and returns what is stored then, as {@code key=value} pairs. */
    List<String> committed() {
        tx.commit(Durability.BUFFERED);
        List<String> pairs = new ArrayList<>();
        stored.map.forEach((key, value) -> pairs.add(Bytes.text(key) + "=" + Bytes.text(value)));
        return pairs;
    }

    static ListRequest page(String from, String filter, int count, Mode... modes) {
        return new ListRequest(Bytes.utf8(from), Bytes.utf8(filter), count, modes(modes));
    }

    static Modes modes(Mode... modes) {
        return Modes.fromBits(Arrays.stream(modes).mapToInt(Mode::bits).reduce(0, (a, b) -> a | b));
    }

    static Entry entry(String key, String value) {
        return new Entry(Bytes.utf8(key), Bytes.utf8(value));
    }

    static List<byte[]> keys(String... keys) {
        return Arrays.stream(keys).map(Bytes::utf8).toList();
    }

    static List<@Nullable String> texts(List<byte @Nullable []> values) {
        List<@Nullable String> texts = new ArrayList<>();
        for (byte[] value : values) {
            texts.add(value == null ? null : Bytes.text(value));
        }
        return texts;
    }
}
