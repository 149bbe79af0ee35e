package io.cairn.sql;

import java.util.List;

/** A statement about definitions. */
sealed interface Ddl {

    /**
     * CREATE TABLE.
     *
     * @param name the table
     * @param ifNotExists whether one that is there is no error
     * @param columns its columns
     * @param primaryKey the numbers of the primary key's columns
     * @param uniques the numbers of the columns of each UNIQUE
     */
    record CreateTable(
            Token name,
            boolean ifNotExists,
            List<Column> columns,
            List<Integer> primaryKey,
            List<List<Integer>> uniques)
            implements Ddl {}

    /**
     * ALTER TABLE ADD COLUMN.
     *
     * @param table the table
     * @param name the column's name
     * @param column the column
     */
    record AddColumn(Token table, Token name, Column column) implements Ddl {}

    /**
     * DROP TABLE.
     *
     * @param name the table
     * @param ifExists whether a missing one is no error
     */
    record DropTable(Token name, boolean ifExists) implements Ddl {}

    /**
     * CREATE INDEX.
     *
     * @param name the index
     * @param ifNotExists whether one that is there is no error
     * @param unique whether no two rows may have the same values
     * @param table its table
     * @param columns its columns
     */
    record CreateIndex(
            Token name, boolean ifNotExists, boolean unique, Token table, List<Token> columns)
            implements Ddl {}

    /**
     * DROP INDEX.
     *
     * @param name the index
     * @param ifExists whether a missing one is no error
     */
    record DropIndex(Token name, boolean ifExists) implements Ddl {}
}
