package io.cairn.testing.contract;

import static io.cairn.testing.contract.Data.b;
import static io.cairn.testing.contract.Data.hex;
import static io.cairn.testing.contract.Data.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.PathChild;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyPath;
import io.cairn.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Paths are keys: their UTF-8 bytes, joined by slashes. */
class PathContract extends EverywhereContract {

    private static final KeyPath USERS = KeyPath.parse("users");
    private static final KeyPath ALICE_EMAIL = KeyPath.of("users", "alice", "email");

    private static final String[] TREE =
            given(
                    "users",
                    "root",
                    "users/alice",
                    "A",
                    "users/alice/email",
                    "a@x",
                    "users/alice/name",
                    "Alice",
                    "users/alice!",
                    "not below alice",
                    "users/bob/email",
                    "b@x",
                    "users/carol",
                    "C",
                    "users0",
                    "outside",
                    "user",
                    "outside");

    private static String children(ReadView view, String parent, String after, int limit) {
        List<String> shown = new ArrayList<>();
        for (PathChild child : view.children(KeyPath.parse(parent), after, limit)) {
            shown.add((child.hasValue() ? "=" : "") + child);
        }
        return String.join(" ", shown);
    }

    @Test
    @DisplayName("S05 path writes and byte reads see each other")
    void pathsAreKeys() {
        run(
                given(),
                view -> {
                    view.put(ALICE_EMAIL, b("a@x"));
                    assertThat(text(view.get(ALICE_EMAIL))).isEqualTo("a@x");
                    assertThat(text(view.get(b("users/alice/email")))).isEqualTo("a@x");
                    assertThat(view.exists(ALICE_EMAIL)).isTrue();
                    view.put(b("users/bob/email"), b("b@x"));
                    assertThat(text(view.get(KeyPath.parse("users/bob/email")))).isEqualTo("b@x");
                    view.delete(ALICE_EMAIL);
                    assertThat(view.get(b("users/alice/email"))).isNull();
                    assertThat(view.exists(ALICE_EMAIL)).isFalse();
                    return true;
                });
        assertThat(state()).isEqualTo("users/bob/email=b@x");
    }

    @Test
    @DisplayName("deleting a path leaves what is below it")
    void delete() {
        run(
                TREE,
                view -> {
                    view.delete(KeyPath.parse("users/alice"));
                    return true;
                });
        assertThat(view().exists(b("users/alice"))).isFalse();
        assertThat(view().exists(ALICE_EMAIL)).isTrue();
    }

    @Test
    @DisplayName("deleting a subtree removes the path and all below it, and nothing beside it")
    void deleteSubtree() {
        run(
                TREE,
                view -> {
                    view.deleteSubtree(KeyPath.parse("users/alice"));
                    return true;
                });
        assertThat(state())
                .isEqualTo(
                        "user=outside users=root users/alice!=not below alice users/bob/email=b@x"
                                + " users/carol=C users0=outside");
        run(
                TREE,
                view -> {
                    view.deleteSubtree(USERS);
                    view.deleteSubtree(KeyPath.parse("nothing/here"));
                    return true;
                });
        assertThat(state()).isEqualTo("user=outside users0=outside");
    }

    @Test
    @DisplayName("a scan of a path delivers what is strictly below it")
    void scan() {
        run(
                TREE,
                view -> {
                    try (var cursor = view.scan(KeyPath.parse("users/alice"), ScanOptions.all())) {
                        assertThat(Data.rest(cursor))
                                .isEqualTo("users/alice/email=a@x users/alice/name=Alice");
                    }
                    try (var cursor = view.scan(USERS, ScanOptions.all().reverse().limit(2))) {
                        assertThat(Data.rest(cursor))
                                .isEqualTo("users/carol=C users/bob/email=b@x");
                    }
                    return true;
                });
    }

    @Test
    @DisplayName("children are the segments directly below, with and without values")
    void children() {
        run(
                TREE,
                view -> {
                    assertThat(children(view, "users", null, 99))
                            .isEqualTo("=alice/ =alice! bob/ =carol");
                    assertThat(children(view, "users/alice", null, 99)).isEqualTo("=email =name");
                    assertThat(children(view, "users/carol", null, 99)).isEmpty();
                    assertThat(children(view, "nobody", null, 99)).isEmpty();
                    return true;
                });
    }

    @Test
    @DisplayName("children in pages")
    void childrenPaged() {
        run(
                TREE,
                view -> {
                    assertThat(children(view, "users", null, 2)).isEqualTo("=alice/ =alice!");
                    assertThat(children(view, "users", "alice!", 1)).isEqualTo("bob/");
                    assertThat(children(view, "users", "bob", 9)).isEqualTo("=carol");
                    assertThat(children(view, "users", "carol", 9)).isEmpty();
                    assertThat(children(view, "users", "b", 1)).isEqualTo("bob/");
                    assertThat(children(view, "users", null, 0)).isEmpty();
                    return true;
                });
    }

    @Test
    @DisplayName(
            "children in pages of one: each is told once, also when a sibling's key lies between")
    void childrenOneByOne() {
        run(
                given(
                        "p/x!", "1", "p/x/d", "2", "p/x-", "3", "p/x", "4", "p/w/d", "5", "p/w!",
                        "6"),
                view -> {
                    List<String> seen = new ArrayList<>();
                    String after = null;
                    while (true) {
                        List<PathChild> page = view.children(KeyPath.parse("p"), after, 1);
                        if (page.isEmpty()) {
                            break;
                        }
                        seen.add(page.getFirst().toString());
                        assertThat(seen).as("children so far").hasSizeLessThan(9);
                        after = page.getFirst().name();
                    }
                    assertThat(seen).containsExactlyInAnyOrder("w/", "w!", "x/", "x!", "x-");
                    return true;
                });
    }

    @Test
    @DisplayName("children are told in the order of their keys and skipped whole")
    void childrenSkip() {
        run(
                given(),
                view -> {
                    for (int child = 0; child < 30; child++) {
                        for (int below = 0; below < 20; below++) {
                            view.put(KeyPath.of("p", "c" + child, "d" + below), b(""));
                        }
                    }
                    return true;
                });
        List<String> expected = new ArrayList<>();
        for (int child = 0; child < 30; child++) {
            expected.add("c" + child + "/");
        }
        expected.sort(null);
        assertThat(children(view(), "p", null, 99)).isEqualTo(String.join(" ", expected));
        assertThat(children(view(), "p", null, 3)).isEqualTo("c0/ c1/ c10/");
    }

    @Test
    @DisplayName("a key below a path that is not UTF-8 is shown as bytes, not dropped")
    void notUtf8() {
        byte[] key = Bytes.utf8("users/x");
        key[key.length - 1] = (byte) 0xFE;
        run(
                given(),
                view -> {
                    view.put(key, b("odd"));
                    return true;
                });
        List<PathChild> children = view().children(USERS, null, 9);
        assertThat(children).hasSize(1);
        assertThat(children.getFirst().segment()).isEqualTo(hex("fe"));
        try (var cursor = view().scan(USERS, ScanOptions.all())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.key()).isEqualTo(key);
        }
    }

    @Test
    @DisplayName("paths of any Unicode text")
    void unicode() {
        KeyPath path = KeyPath.of("schl\u00fcssel", "\u65e5\u672c", "\ud83d\ude00");
        run(
                given(),
                view -> {
                    view.put(path, b("1"));
                    return true;
                });
        assertThat(text(view().get(path))).isEqualTo("1");
        assertThat(view().children(KeyPath.of("schl\u00fcssel"), null, 9).getFirst().name())
                .isEqualTo("\u65e5\u672c");
    }

    @Test
    @DisplayName("bad paths are refused")
    void badPaths() {
        for (String text : List.of("", "/", "a//b", "/a", "a/", "\ud800")) {
            assertThatThrownBy(() -> KeyPath.parse(text))
                    .isInstanceOf(InvalidArgumentException.class);
        }
        for (String segment : List.of("", "a/b", "\udc00")) {
            assertThatThrownBy(() -> KeyPath.of("a", segment))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> USERS.resolve(segment))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @Test
    @DisplayName("a negative limit on children is refused")
    void negativeLimit() {
        assertThatThrownBy(() -> view().children(USERS, null, -1))
                .isInstanceOf(InvalidArgumentException.class);
    }
}
