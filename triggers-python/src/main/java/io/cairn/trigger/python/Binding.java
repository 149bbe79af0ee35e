package io.cairn.trigger.python;

import io.cairn.layer.trigger.TriggerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One event of one table that a plugin is for.
 *
 * @param table the table's name
 * @param event the event
 */
record Binding(String table, TriggerEvent event) {

    /** Called for events that have no function of their own. */
    static final String ANY = "handler";

    /** Reads what a plugin is for, in the order of its triggers. */
    static List<Binding> of(PythonPlugin plugin) {
        List<Binding> bindings = new ArrayList<>();
        plugin.triggers()
                .forEach((table, events) ->
                        events.forEach(event ->
                                bindings.add(new Binding(table, TriggerEvent.parse(event)))));
        return bindings;
    }

    /** The name of the Python function for an event. */
    static String function(TriggerEvent event) {
        String name = event.name().toLowerCase(Locale.ROOT);
        return event == TriggerEvent.ON_BATCH ? name : "on_" + name;
    }
}
