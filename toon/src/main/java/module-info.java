/** Tables of scalars as TOON text. */
module io.cairn.toon {
    requires transitive io.cairn.core;
    requires static jtoon;
    requires static org.jspecify;

    exports io.cairn.toon;
}
