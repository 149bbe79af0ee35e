package io.cairn.layer.trigger;

import java.io.Serial;

/** A plugin's handler failed otherwise than by refusing; the cause is what it threw. Immutable. */
public final class PluginExecutionException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** Whose handler failed. */
    private final String plugin;

    PluginExecutionException(String plugin, Exception cause) {
        super("Plugin " + plugin + " failed: " + cause, cause);
        this.plugin = plugin;
    }

    /**
     * Returns whose handler failed.
     *
     * @return the plugin's name
     */
    public String plugin() {
        return plugin;
    }
}
