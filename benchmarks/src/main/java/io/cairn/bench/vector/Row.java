package io.cairn.bench.vector;

import java.util.List;

/** One comparison, or several of the same two parties. */
interface Row {

    /** Returns what it is called on the command line. */
    String name();

    /** Tells whether its peer is here. */
    boolean isPossible();

    /** Measures; may take minutes. */
    List<Finding> run(Workshop workshop) throws Exception;
}
