package io.cairn.mode;

/** A kind of call that takes mode flags. */
public enum Operation {
    /** Sets one value or several. */
    PUT("put, putAll"),
    /** Reads one value or several. */
    GET("get, getAll, getInto, getAllInto, getPacked"),
    /** Asks whether keys are present. */
    EXISTS("exists, existsAll"),
    /** Asks for the lengths of values. */
    LENGTH("length, lengthAll"),
    /** Removes keys. */
    DELETE("delete, deleteAll"),
    /** Returns a page of keys or entries. */
    LIST("listKeys, list, listPacked, listInto"),
    /** Walks a range with a cursor. */
    SCAN("scan"),
    /** Waits for keys and reads them. */
    AWAIT("await, awaitAll");

    private final String calls;

    Operation(String calls) {
        this.calls = calls;
    }

    /**
     * Returns which calls of the API are of this kind.
     *
     * @return method names, separated by commas
     */
    public String calls() {
        return calls;
    }
}
