package io.cairn.testing.script;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.testing.script.OracleTransaction.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what each operation of a script must give: a second, much simpler implementation of the
 * whole database over copied sorted maps, which shares no code with the first. Where the database
 * has a choice (a transaction may conflict when it read a range of which a part was written), the
 * oracle accepts both answers and follows the one given. One thread at a time.
 */
public final class Oracle {

    private static final String CONFLICT = "! CONFLICT";

    private record Change(int time, Span span) {}

    private record Walk(String owner, String space, List<Map.Entry<String, String>> left) {}

    private Map<String, NavigableMap<String, String>> committed = new HashMap<>();
    private final List<Change> log = new ArrayList<>();
    private final Map<Integer, OracleTransaction> transactions = new HashMap<>();
    private final Map<Integer, Map<String, NavigableMap<String, String>>> snapshots =
            new HashMap<>();
    private final Map<Integer, Walk> cursors = new HashMap<>();
    private final Map<Integer, String> last = new HashMap<>();
    private int time;

    /** Creates the oracle of an empty database. */
    public Oracle() {}

    /**
     * Says what an operation must give, and does it.
     *
     * @param op the operation
     * @param actual what the database gave
     * @return what it should have given; {@code actual} itself where that is one of several right
     *     answers
     */
    public String expect(Op op, String actual) {
        return switch (op) {
            case Op.Begin begin -> begin(begin);
            case Op.Commit commit -> commit(commit.tx(), actual);
            case Op.Abort abort -> ended("t" + abort.tx(), transactions.remove(abort.tx()) != null);
            case Op.Freeze freeze ->
                    snapshots.putIfAbsent(freeze.number(), copy(committed)) == null ? "ok" : "-";
            case Op.Thaw thaw ->
                    ended("s" + thaw.number(), snapshots.remove(thaw.number()) != null);
            case Op.Put put ->
                    writing(
                            put.on(),
                            place ->
                                    put(
                                            place,
                                            put.key(),
                                            put.value(),
                                            Modes.fromBits(put.modes())));
            case Op.PutAll putAll -> writing(putAll.on(), place -> putAll(place, putAll));
            case Op.Get get ->
                    get.modes() == 0
                            ? reading(get.on(), place -> get(place, get))
                            : writing(get.on(), place -> get(place, get));
            case Op.Delete delete -> writing(delete.on(), place -> delete(place, delete));
            case Op.DeleteRange delete ->
                    writing(
                            delete.on(),
                            place -> {
                                place.removeRange(
                                        Span.range(place.space, delete.begin(), delete.end()));
                                return "ok";
                            });
            case Op.Page page -> reading(page.on(), place -> page(place, page));
            case Op.Scan scan -> reading(scan.on(), place -> scan(place, scan));
            case Op.Count count -> reading(count.on(), place -> count(place, count));
            case Op.Open open -> reading(open.on(), place -> open(place, open));
            case Op.Step step -> step(step);
            case Op.Close close -> cursors.remove(close.cursor()) != null ? "ok" : "-";
            case Op.Reopen unused -> reopen();
            case Op.Checkpoint unused -> "ok";
        };
    }

    private static String delete(Place place, Op.Delete delete) {
        delete.keys().forEach(place::remove);
        return "ok";
    }

    private String reopen() {
        transactions.clear();
        snapshots.clear();
        cursors.clear();
        return "ok";
    }

    private static String count(Place place, Op.Count count) {
        List<Map.Entry<String, String>> all = place.walk(count.begin(), count.end(), false);
        place.delivered(all);
        return "" + all.size();
    }

    private static Map<String, NavigableMap<String, String>> copy(
            Map<String, NavigableMap<String, String>> spaces) {
        Map<String, NavigableMap<String, String>> copy = new HashMap<>();
        spaces.forEach((name, space) -> copy.put(name, new TreeMap<>(space)));
        return copy;
    }

    private String begin(Op.Begin begin) {
        if (transactions.containsKey(begin.tx())) {
            return "-";
        }
        transactions.put(
                begin.tx(), new OracleTransaction(copy(committed), begin.snapshot(), time));
        return "ok";
    }

    private String commit(int number, String actual) {
        OracleTransaction tx = transactions.remove(number);
        if (tx == null) {
            return "-";
        }
        ended("t" + number, true);
        boolean must = false;
        boolean may = false;
        for (Change change : tx.writes.isEmpty() ? List.<Change>of() : log) {
            if (change.time() > tx.begun) {
                must |= tx.surelyConflicts(change.span());
                may |= tx.maybeConflicts(change.span());
            }
        }
        if (must || (may && actual.equals(CONFLICT))) {
            return CONFLICT;
        }
        replay(tx);
        return "ok";
    }

    /** Carries over what the transaction wrote: its view may be older than what is committed. */
    private void replay(OracleTransaction tx) {
        time++;
        for (Span write : tx.writes) {
            NavigableMap<String, String> to =
                    committed.computeIfAbsent(write.space(), name -> new TreeMap<>());
            if (!write.key()) {
                to.keySet().removeIf(key -> write.covers(write.space(), key));
            }
            log.add(new Change(time, write));
        }
        for (Span write : tx.writes) {
            NavigableMap<String, String> from =
                    tx.spaces.computeIfAbsent(write.space(), name -> new TreeMap<>());
            NavigableMap<String, String> to =
                    committed.computeIfAbsent(write.space(), name -> new TreeMap<>());
            if (write.key()) {
                String value = from.get(write.begin());
                if (value == null) {
                    to.remove(write.begin());
                } else {
                    to.put(write.begin(), value);
                }
            }
        }
    }

    private String ended(String owner, boolean was) {
        cursors.values().removeIf(walk -> was && walk.owner().equals(owner));
        return was ? "ok" : "-";
    }

    private interface At {
        String at(Place place);
    }

    private String reading(String on, At call) {
        Place place = place(on);
        return place == null ? "-" : call.at(place);
    }

    private String writing(String on, At call) {
        return on.startsWith("s") ? "-" : reading(on, call);
    }

    private @Nullable Place place(String on) {
        String place = on.contains(":") ? on.substring(0, on.indexOf(':')) : on;
        String space = place.equals(on) ? "" : on.substring(place.length() + 1);
        if (place.equals("db")) {
            time++;
            return new Place(place, space, committed, null);
        }
        int number = Integer.parseInt(place.substring(1));
        if (place.startsWith("s")) {
            var frozen = snapshots.get(number);
            return frozen == null ? null : new Place(place, space, frozen, null);
        }
        OracleTransaction tx = transactions.get(number);
        return tx == null ? null : new Place(place, space, tx.spaces, tx);
    }

    /** A keyspace as seen from somewhere. */
    private final class Place {

        private final String owner;
        private final String space;
        private final NavigableMap<String, String> map;
        private final @Nullable OracleTransaction tx;

        Place(
                String owner,
                String space,
                Map<String, NavigableMap<String, String>> spaces,
                @Nullable OracleTransaction tx) {
            this.owner = owner;
            this.space = space;
            this.map = spaces.computeIfAbsent(space, name -> new TreeMap<>());
            this.tx = tx;
        }

        @Nullable String read(String key) {
            if (tx != null) {
                tx.readKey(space, key);
            }
            return map.get(key);
        }

        void write(String key, String value) {
            wrote(Span.key(space, key));
            map.put(key, value);
        }

        void remove(String key) {
            wrote(Span.key(space, key));
            map.remove(key);
        }

        void removeRange(Span range) {
            if (!range.isEmpty()) {
                wrote(range);
                map.keySet().removeIf(key -> range.covers(space, key));
            }
        }

        private void wrote(Span span) {
            if (tx != null) {
                tx.writes.add(span);
            } else {
                log.add(new Change(time, span));
            }
        }

        /** Returns a range's entries, in order of the walk. */
        List<Map.Entry<String, String>> walk(String begin, String end, boolean reverse) {
            Span range = Span.range(space, begin, end);
            if (tx != null) {
                tx.readRange(range);
            }
            List<Map.Entry<String, String>> entries = new ArrayList<>();
            for (Map.Entry<String, String> entry :
                    (reverse ? map.descendingMap() : map).entrySet()) {
                if (range.covers(space, entry.getKey())) {
                    entries.add(Map.entry(entry.getKey(), entry.getValue()));
                }
            }
            return entries;
        }

        void delivered(List<Map.Entry<String, String>> entries) {
            if (tx != null && !entries.isEmpty()) {
                entries.forEach(entry -> tx.readKey(space, entry.getKey()));
                tx.walked(space, entries.getFirst().getKey(), entries.getLast().getKey());
            }
        }
    }

    private static String put(Place place, String key, String value, Modes modes) {
        if (refused(modes)) {
            return "! INVALID_MODE";
        }
        return putOne(place, key, value, modes);
    }

    private static boolean refused(Modes modes) {
        return modes.has(Mode.NEW_ONLY) && (modes.has(Mode.APPEND) || modes.has(Mode.EXIST_ONLY));
    }

    private static String putOne(Place place, String key, String value, Modes modes) {
        String before = modes.isEmpty() ? "" : place.read(key);
        if (modes.has(Mode.NEW_ONLY) && before != null) {
            return "ALREADY_PRESENT";
        }
        if (modes.has(Mode.EXIST_ONLY) && before == null) {
            return "ABSENT";
        }
        place.write(key, modes.has(Mode.APPEND) && before != null ? before + value : value);
        return "WRITTEN";
    }

    private static String putAll(Place place, Op.PutAll putAll) {
        Modes modes = Modes.fromBits(putAll.modes());
        if (refused(modes)) {
            return "! INVALID_MODE";
        }
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < putAll.keysAndValues().size(); i += 2) {
            outcomes.add(
                    putOne(
                            place,
                            putAll.keysAndValues().get(i),
                            putAll.keysAndValues().get(i + 1),
                            modes));
        }
        return outcomes.toString();
    }

    private static String get(Place place, Op.Get get) {
        List<String> values = new ArrayList<>();
        Map<String, Boolean> taken = new LinkedHashMap<>();
        for (String key : get.keys()) {
            String value = place.read(key);
            values.add(value == null ? "-" : OpText.escape(value));
            if (value != null && get.modes() != 0) {
                taken.put(key, true);
            }
        }
        taken.keySet().forEach(place::remove);
        return String.join(" ", values);
    }

    private static String page(Place place, Op.Page page) {
        Modes modes = Modes.fromBits(page.modes());
        boolean suffix = modes.has(Mode.SUFFIX);
        List<Map.Entry<String, String>> chosen = new ArrayList<>();
        for (Map.Entry<String, String> entry : place.walk(page.from(), "", false)) {
            String key = entry.getKey();
            boolean fits = suffix ? key.endsWith(page.filter()) : key.startsWith(page.filter());
            boolean started = modes.has(Mode.INCLUSIVE) || !key.equals(page.from());
            if (fits && started && chosen.size() < page.count()) {
                chosen.add(entry);
            }
        }
        place.delivered(chosen);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chosen.size(); i++) {
            String key = chosen.get(i).getKey();
            boolean shown =
                    !modes.has(Mode.IGNORE_KEYS)
                            || (modes.has(Mode.KEEP_LAST) && i == chosen.size() - 1);
            if (modes.has(Mode.NO_PREFIX)) {
                int cut = page.filter().length();
                key = suffix ? key.substring(0, key.length() - cut) : key.substring(cut);
            }
            text.append(OpText.escape(shown ? key : ""))
                    .append('=')
                    .append(OpText.escape(chosen.get(i).getValue()))
                    .append(' ');
        }
        if (modes.has(Mode.CONSUME)) {
            chosen.forEach(entry -> place.remove(entry.getKey()));
        }
        return text.append("resume ")
                .append(chosen.isEmpty() ? "-" : OpText.escape(chosen.getLast().getKey()))
                .toString();
    }

    private static String scan(Place place, Op.Scan scan) {
        List<Map.Entry<String, String>> all = place.walk(scan.begin(), scan.end(), scan.reverse());
        List<Map.Entry<String, String>> some = all.subList(0, Math.min(scan.limit(), all.size()));
        place.delivered(some);
        return (text(some) + " end").trim();
    }

    private String open(Place place, Op.Open open) {
        if (cursors.containsKey(open.cursor())) {
            return "-";
        }
        List<Map.Entry<String, String>> all = place.walk(open.begin(), open.end(), open.reverse());
        cursors.put(open.cursor(), new Walk(place.owner, place.space, all));
        last.remove(open.cursor());
        return "ok";
    }

    private String step(Op.Step step) {
        Walk walk = cursors.get(step.cursor());
        if (walk == null) {
            return "-";
        }
        int steps = Math.min(step.steps(), walk.left().size());
        List<Map.Entry<String, String>> some = List.copyOf(walk.left().subList(0, steps));
        walk.left().subList(0, steps).clear();
        if (walk.owner().startsWith("t") && !some.isEmpty()) {
            OracleTransaction tx = transactions.get(Integer.parseInt(walk.owner().substring(1)));
            some.forEach(entry -> tx.readKey(walk.space(), entry.getKey()));
            tx.walked(
                    walk.space(),
                    last.getOrDefault(step.cursor(), some.getFirst().getKey()),
                    some.getLast().getKey());
            last.put(step.cursor(), some.getLast().getKey());
        }
        return (text(some) + (steps < step.steps() ? " end" : "")).trim();
    }

    private static String text(List<Map.Entry<String, String>> entries) {
        return String.join(
                " ",
                entries.stream()
                        .map(entry ->
                                OpText.escape(entry.getKey())
                                        + "="
                                        + OpText.escape(entry.getValue()))
                        .toList());
    }
}
