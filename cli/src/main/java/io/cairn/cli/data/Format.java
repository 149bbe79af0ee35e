package io.cairn.cli.data;

import java.io.PrintStream;

/** How entries are printed, one line each. Stateless. */
enum Format {
    /**
     * Text where it is printable, 0x... where it is not; what is printed can be given back as an
     * argument.
     */
    TEXT {
        @Override
        void value(PrintStream out, byte[] key, byte[] value) {
            out.println(Cells.text(value));
        }

        @Override
        void key(PrintStream out, byte[] key) {
            out.println(Cells.text(key));
        }

        @Override
        void entry(PrintStream out, byte[] key, byte[] value) {
            out.println(Cells.text(key) + "\t" + Cells.text(value));
        }
    },
    /** Everything as 0x... */
    HEX {
        @Override
        void value(PrintStream out, byte[] key, byte[] value) {
            out.println(Cells.hex(value));
        }

        @Override
        void key(PrintStream out, byte[] key) {
            out.println(Cells.hex(key));
        }

        @Override
        void entry(PrintStream out, byte[] key, byte[] value) {
            out.println(Cells.hex(key) + "\t" + Cells.hex(value));
        }
    },
    /** JSON lines as export writes them. */
    JSON {
        @Override
        void value(PrintStream out, byte[] key, byte[] value) {
            entry(out, key, value);
        }

        @Override
        void key(PrintStream out, byte[] key) {
            out.println(JsonLine.of(key));
        }

        @Override
        void entry(PrintStream out, byte[] key, byte[] value) {
            out.println(JsonLine.of(key, value));
        }
    };

    /** Prints the value of a key that the user named. */
    abstract void value(PrintStream out, byte[] key, byte[] value);

    abstract void key(PrintStream out, byte[] key);

    abstract void entry(PrintStream out, byte[] key, byte[] value);
}
