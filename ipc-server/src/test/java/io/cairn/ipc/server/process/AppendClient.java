package io.cairn.ipc.server.process;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.IsolationLevel;
import io.cairn.testing.isolation.ListAppendWorkload;
import io.cairn.testing.isolation.Observed;
import io.cairn.testing.isolation.Observed.Append;
import io.cairn.testing.isolation.Observed.ReadList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One client process of a common history: appends to lists and reads them, then prints what it saw,
 * a line for each transaction. Arguments: the database's URL, transactions, seed, first number.
 */
final class AppendClient {

    private AppendClient() {}

    public static void main(String[] arguments) {
        try (Database db = Cairn.open(arguments[0])) {
            System.out.println("begun");
            for (Observed tx :
                    ListAppendWorkload.client(
                            db,
                            IsolationLevel.SERIALIZABLE,
                            Integer.parseInt(arguments[1]),
                            Long.parseLong(arguments[2]),
                            Long.parseLong(arguments[3]))) {
                System.out.println(show(tx));
            }
        }
    }

    private static String show(Observed tx) {
        return tx.id()
                + " "
                + tx.invoked()
                + " "
                + tx.completed()
                + " "
                + tx.committed()
                + tx.operations().stream()
                        .map(operation ->
                                switch (operation) {
                                    case Append append ->
                                            " a" + append.key() + ":" + append.element();
                                    case ReadList read ->
                                            " r"
                                                    + read.key()
                                                    + ":"
                                                    + read.elements().stream()
                                                            .map(String::valueOf)
                                                            .collect(Collectors.joining(","));
                                })
                        .collect(Collectors.joining());
    }

    /** Reads what {@link #show} wrote. */
    static Observed parse(String line) {
        String[] words = line.split(" ", -1);
        List<Observed.Operation> operations = new ArrayList<>();
        for (String word : Arrays.asList(words).subList(4, words.length)) {
            int colon = word.indexOf(':');
            int list = Integer.parseInt(word.substring(1, colon));
            String rest = word.substring(colon + 1);
            operations.add(
                    word.charAt(0) == 'a'
                            ? new Append(list, Long.parseLong(rest))
                            : new ReadList(list, elements(rest)));
        }
        return new Observed(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                operations,
                Boolean.parseBoolean(words[3]));
    }

    private static List<Long> elements(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Long::valueOf).toList();
    }
}
