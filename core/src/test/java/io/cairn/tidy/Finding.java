package io.cairn.tidy;

/**
 * One breach of a rule.
 *
 * @param path the file, relative to the repository
 * @param line the line, from 1; 0 when the file as a whole is meant
 * @param message what is wrong and what to do
 */
record Finding(String path, long line, String message) {
    @Override
    public String toString() {
        return path + ":" + line + " " + message;
    }
}
