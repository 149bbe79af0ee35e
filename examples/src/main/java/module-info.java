/** Programs that show how Cairn is used; the build runs each of them. */
module io.cairn.examples {
    requires io.cairn.core;
    requires static org.jspecify;
    requires tools.jackson.databind;
}
