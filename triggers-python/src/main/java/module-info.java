/** Triggers whose handlers are Python source text. */
module io.cairn.triggers.python {
    requires transitive io.cairn.layers;
    requires org.graalvm.polyglot;
    requires static org.jspecify;

    exports io.cairn.trigger.python;
}
