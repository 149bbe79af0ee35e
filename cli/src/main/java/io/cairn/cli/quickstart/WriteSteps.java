package io.cairn.cli.quickstart;

import static io.cairn.bytes.Bytes.utf8;

import io.cairn.api.Database;
import io.cairn.api.Watch;
import io.cairn.bytes.Bytes;
import io.cairn.cli.quickstart.Step.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps about single writes and waiting. Their keys are below {@link Tour#KEYS}. Stateless. */
final class WriteSteps {

    private WriteSteps() {}

    static List<Step> all() {
        return List.of(
                new Step(
                        "a conditional put",
                        CONDITIONAL_PUT_CODE,
                        db -> {
                            boolean[] written = conditionalPut(db);
                            return new Outcome(
                                    "first " + written[0] + ", second " + written[1],
                                    () ->
                                            written[0]
                                                    && !written[1]
                                                    && shows(db, "quickstart/lock", "me"));
                        }),
                new Step(
                        "an append",
                        APPEND_CODE,
                        db -> {
                            append(db);
                            return new Outcome(
                                    "one,two,three",
                                    () -> shows(db, "quickstart/log", "one,two,three"));
                        }),
                new Step(
                        "a take: read and remove in one step",
                        TAKE_CODE,
                        db -> {
                            String taken = take(db);
                            return new Outcome(
                                    "took '" + taken + "', the key is gone",
                                    () ->
                                            taken.equals("job 1")
                                                    && db.get(utf8("quickstart/queue/1")) == null);
                        }),
                new Step(
                        "a watch that fires",
                        WATCH_CODE,
                        db -> {
                            boolean fired = watch(db);
                            return new Outcome(fired ? "fired" : "did not fire", () -> fired);
                        }));
    }

    static final String CONDITIONAL_PUT_CODE =
            """
            boolean first = db.putIfAbsent(utf8("quickstart/lock"), utf8("me"));
            boolean second = db.putIfAbsent(utf8("quickstart/lock"), utf8("you"));
            """;

    private static boolean[] conditionalPut(Database db) {
        // code: CONDITIONAL_PUT_CODE
        boolean first = db.putIfAbsent(utf8("quickstart/lock"), utf8("me"));
        boolean second = db.putIfAbsent(utf8("quickstart/lock"), utf8("you"));
        // end
        return new boolean[] {first, second};
    }

    static final String APPEND_CODE =
            """
            for (String part : List.of("one", ",two", ",three")) {
                db.append(utf8("quickstart/log"), utf8(part));
            }
            """;

    private static void append(Database db) {
        // code: APPEND_CODE
        for (String part : List.of("one", ",two", ",three")) {
            db.append(utf8("quickstart/log"), utf8(part));
        }
        // end
    }

    static final String TAKE_CODE =
            """
            db.put(utf8("quickstart/queue/1"), utf8("job 1"));
            String taken = text(db.take(utf8("quickstart/queue/1")));
            """;

    private static String take(Database db) {
        // code: TAKE_CODE
        db.put(utf8("quickstart/queue/1"), utf8("job 1"));
        String taken = text(db.take(utf8("quickstart/queue/1")));
        // end
        return taken;
    }

    static final String WATCH_CODE =
            """
            byte[] news = utf8("quickstart/news");
            boolean fired;
            try (Watch watch = db.watch(news)) {
                Thread.ofVirtual().start(() -> db.put(news, utf8("hello")));
                fired = watch.await(Duration.ofSeconds(10));
            }
            """;

    private static boolean watch(Database db) throws InterruptedException {
        // code: WATCH_CODE
        byte[] news = utf8("quickstart/news");
        boolean fired;
        try (Watch watch = db.watch(news)) {
            Thread.ofVirtual().start(() -> db.put(news, utf8("hello")));
            fired = watch.await(Duration.ofSeconds(10));
        }
        // end
        return fired;
    }

    private static boolean shows(Database db, String key, String expected) {
        byte[] value = db.get(utf8(key));
        return value != null && text(value).equals(expected);
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "nothing" : Bytes.text(value);
    }
}
