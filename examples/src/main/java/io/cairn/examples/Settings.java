package io.cairn.examples;

import io.cairn.Cairn;
import io.cairn.api.Database;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps records as JSON in two maps of one database, and moves an entry between them in one
 * transaction. Stateless.
 */
public final class Settings {

    private Settings() {}

    /**
     * A window's place on the screen.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     */
    public record Window(int x, int y) {}

    /**
     * Runs the example on the database with the given URL.
     *
     * @param args the URL; {@code memory:} when left out
     */
    public static void main(String[] args) {
        run(args.length == 0 ? "memory:" : args[0], System.out);
    }

    static void run(String url, PrintStream out) {
        try (Database db = Cairn.open(url)) {
            // @start region=map
            CairnMap<Window> open = new CairnMap<>(db, "open/", Codec.json(Window.class));
            CairnMap<Window> closed = new CairnMap<>(db, "closed/", Codec.json(Window.class));

            open.put("editor", new Window(10, 20));
            open.putAll(Map.of("terminal", new Window(300, 20), "mail", new Window(0, 0)));
            out.println("the editor is at " + open.get("editor"));
            out.println("removing a missing key gives " + open.remove("browser"));
            // @end

            // @start region=map-move
            boolean moved =
                    db.transact(tx -> {
                        CairnMap<Window> from =
                                new CairnMap<>(tx, "open/", Codec.json(Window.class));
                        CairnMap<Window> to =
                                new CairnMap<>(tx, "closed/", Codec.json(Window.class));
                        Window mail = from.remove("mail");
                        if (mail != null) {
                            to.put("mail", mail);
                        }
                        return mail != null;
                    });
            // @end
            out.println("moved: " + moved);

            List<String> left =
                    open.entries(entries ->
                            entries.filter(entry -> entry.getValue().x() > 5)
                                    .map(Map.Entry::getKey)
                                    .toList());
            out.println("open, not at the left edge: " + left);
            open.clear();
            out.println("open: " + open.size() + ", closed: " + names(closed));
        }
    }

    private static String names(CairnMap<Window> map) {
        return map.entries(
                entries -> entries.map(Map.Entry::getKey).collect(Collectors.joining(" ")));
    }
}
