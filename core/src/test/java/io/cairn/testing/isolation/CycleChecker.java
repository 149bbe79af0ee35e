package io.cairn.testing.isolation;

import io.cairn.testing.isolation.Observed.Append;
import io.cairn.testing.isolation.Observed.ReadList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a list-append history for strict serializability. The longest read of each list gives the
 * order of its writes; from it follow the edges write to write, write to read and read to write, to
 * which real time adds its own. A cycle, an element from nowhere, a lost element or two reads that
 * disagree is reported. Method: Elle (Kingsbury and Alvaro, VLDB 2020).
 */
public final class CycleChecker {

    private final List<Observed> history;
    private final Map<Long, Observed> writerOf = new HashMap<>();
    private final Map<Integer, List<Long>> orders = new HashMap<>();
    private final Map<Observed, Set<Observed>> after = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private CycleChecker(List<Observed> history) {
        this.history = history;
    }

    /**
     * Checks a history.
     *
     * @param history all transactions, committed or not
     * @param finalLists the lists after all transactions have ended
     * @return what is wrong, empty when the history is strictly serializable
     */
    public static List<String> check(List<Observed> history, Map<Integer, List<Long>> finalLists) {
        CycleChecker checker = new CycleChecker(history);
        checker.orders.putAll(finalLists);
        checker.findWriters();
        checker.checkReads();
        checker.addDependencies();
        checker.addRealTime();
        checker.findCycle();
        return checker.faults;
    }

    private void findWriters() {
        for (Observed tx : history) {
            for (Observed.Operation operation : tx.operations()) {
                if (operation instanceof Append append
                        && writerOf.put(append.element(), tx) != null) {
                    throw new IllegalArgumentException(
                            "element appended twice: " + append.element());
                }
            }
        }
        orders.forEach((key, order) -> {
            Set<Long> present = new HashSet<>();
            for (Long element : order) {
                Observed writer = writerOf.get(element);
                if (!present.add(element)) {
                    faults.add("duplicate element " + element + " in list " + key);
                }
                if (writer == null || !writer.committed()) {
                    faults.add(
                            "element "
                                    + element
                                    + " of list "
                                    + key
                                    + " was written by no committed transaction");
                }
            }
        });
        for (Observed tx : history) {
            for (Observed.Operation operation : tx.operations()) {
                if (tx.committed()
                        && operation instanceof Append append
                        && !orders.getOrDefault(append.key(), List.of())
                                .contains(append.element())) {
                    faults.add("lost append " + append + " of transaction " + tx.id());
                }
            }
        }
    }

    private void checkReads() {
        for (Observed tx : history) {
            Map<Integer, List<Long>> own = new HashMap<>();
            for (Observed.Operation operation : tx.operations()) {
                switch (operation) {
                    case Append append ->
                            own.computeIfAbsent(append.key(), key -> new ArrayList<>())
                                    .add(append.element());
                    case ReadList read -> {
                        List<Long> mine = own.getOrDefault(read.key(), List.of());
                        int shared = read.elements().size() - mine.size();
                        List<Long> order = orders.getOrDefault(read.key(), List.of());
                        if (shared < 0
                                || !read.elements()
                                        .subList(Math.max(shared, 0), read.elements().size())
                                        .equals(mine)) {
                            faults.add(
                                    "transaction "
                                            + tx.id()
                                            + " does not see its own appends in "
                                            + read);
                        } else if (shared > order.size()
                                || !order.subList(0, shared)
                                        .equals(read.elements().subList(0, shared))) {
                            faults.add(
                                    "transaction "
                                            + tx.id()
                                            + " read "
                                            + read
                                            + ", which is no prefix of "
                                            + order);
                        }
                    }
                }
            }
        }
    }

    private void addDependencies() {
        orders.forEach((key, order) -> {
            for (int i = 1; i < order.size(); i++) {
                edge(writerOf.get(order.get(i - 1)), writerOf.get(order.get(i)));
            }
        });
        for (Observed tx : history) {
            Set<Long> own = new HashSet<>();
            for (Observed.Operation operation : tx.operations()) {
                if (operation instanceof Append append) {
                    own.add(append.element());
                } else if (operation instanceof ReadList read && tx.committed()) {
                    List<Long> order = orders.getOrDefault(read.key(), List.of());
                    int shared =
                            (int) read.elements().stream().filter(e -> !own.contains(e)).count();
                    if (shared > 0 && shared <= order.size()) {
                        edge(writerOf.get(order.get(shared - 1)), tx);
                    }
                    if (shared < order.size()) {
                        edge(tx, writerOf.get(order.get(shared)));
                    }
                }
            }
        }
    }

    /**
     * Adds an edge from each transaction to those that began after it ended; only the
     * earliest-ending of those need one.
     */
    private void addRealTime() {
        List<Observed> byStart =
                history.stream()
                        .filter(Observed::committed)
                        .sorted(Comparator.comparingLong(Observed::invoked))
                        .toList();
        for (Observed tx : byStart) {
            int from = firstStartedAfter(byStart, tx.completed());
            long horizon = Long.MAX_VALUE;
            for (int i = from; i < byStart.size() && byStart.get(i).invoked() <= horizon; i++) {
                edge(tx, byStart.get(i));
                horizon = Math.min(horizon, byStart.get(i).completed());
            }
        }
    }

    private static int firstStartedAfter(List<Observed> byStart, long time) {
        int low = 0;
        int high = byStart.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byStart.get(middle).invoked() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void edge(@Nullable Observed from, @Nullable Observed to) {
        if (from != null && to != null && from != to) {
            after.computeIfAbsent(from, tx -> new HashSet<>()).add(to);
        }
    }

    /**
     * Removes transactions that nothing precedes until none is left (Kahn, 1962); what stays is on
     * or behind a cycle.
     */
    private void findCycle() {
        Map<Observed, Integer> before = new HashMap<>();
        after.values()
                .forEach(targets ->
                        targets.forEach(target -> before.merge(target, 1, Integer::sum)));
        List<Observed> free = new ArrayList<>();
        for (Observed tx : history) {
            if (!before.containsKey(tx)) {
                free.add(tx);
            }
        }
        int removed = 0;
        while (!free.isEmpty()) {
            Observed tx = free.removeLast();
            removed++;
            for (Observed target : after.getOrDefault(tx, Set.of())) {
                if (before.merge(target, -1, Integer::sum) == 0) {
                    free.add(target);
                }
            }
        }
        if (removed < history.size()) {
            faults.add(
                    "cycle among "
                            + (history.size() - removed)
                            + " transactions, for instance "
                            + before.entrySet().stream()
                                    .filter(entry -> entry.getValue() > 0)
                                    .map(entry -> entry.getKey().toString())
                                    .limit(4)
                                    .toList());
        }
    }
}
