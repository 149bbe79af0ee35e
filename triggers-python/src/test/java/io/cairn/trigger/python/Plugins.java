package io.cairn.trigger.python;

import io.cairn.layer.trigger.TriggerEvent;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plugins for the events of one table, and what they do to a row. Stateless. */
final class Plugins {

    /** Not to fail on a machine that is busy. */
    static final PythonLimits PATIENT =
            PythonLimits.DEFAULT
                    .withCallTime(Duration.ofSeconds(30))
                    .withLoadTime(Duration.ofSeconds(90));

    static final String EMAIL_VALIDATOR =
            """
            def on_before_insert(row: dict) -> dict:
                \"""Validate and normalize email addresses.\"""
                if "email" in row:
                    email = row["email"].strip().lower()
                    if "@" not in email:
                        raise TriggerAbort("Invalid email format", code="INVALID_EMAIL")
                    row["email"] = email
                return row
            """;

    private Plugins() {}

    /** A plugin for rows that are inserted into t. */
    static PythonPlugin plugin(String name, String code) {
        return PythonPlugin.of(name, code).withTrigger("t", "BEFORE INSERT").withLimits(PATIENT);
    }

    /** A registry with one such plugin, p. */
    static PluginRegistry registry(String code) {
        return registry(plugin("p", code));
    }

    static PluginRegistry registry(PythonPlugin plugin) {
        PluginRegistry registry = new PluginRegistry();
        registry.register(plugin);
        return registry;
    }

    static Map<String, @Nullable Object> insert(
            PluginRegistry registry, Map<String, @Nullable Object> row) {
        return registry.fire("t", TriggerEvent.BEFORE_INSERT, row);
    }
}
