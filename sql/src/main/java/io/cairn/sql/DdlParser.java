package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements about definitions, by recursive descent. Calcite has a parser of them too, which
 * knows neither constraints behind a column nor indexes. Used once.
 */
final class DdlParser {

    private static final SqlAbstractParserImpl.Metadata WORDS = SqlParser.create("").getMetadata();

    private final List<Token> tokens;
    private int at;

    private DdlParser(String sql) {
        this.tokens = Tokenizer.tokens(sql);
    }

    /** Tells whether a statement that begins with a word is one for this parser. */
    static boolean reads(Token first) {
        return first.is("CREATE") || first.is("DROP") || first.is("ALTER");
    }

    static Ddl parse(String sql) {
        DdlParser parser = new DdlParser(sql);
        Ddl ddl = parser.statement();
        parser.accept(";");
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.expected("the end of the statement");
        }
        return ddl;
    }

    private Ddl statement() {
        Token first = next();
        if (first.is("ALTER")) {
            return alter(first);
        }
        boolean create = first.is("CREATE");
        if (accept("TABLE")) {
            return create ? createTable() : new Ddl.DropTable(dropped(), lastWasIfExists);
        }
        boolean unique = create && accept("UNIQUE");
        if (accept("INDEX")) {
            return create ? createIndex(unique) : new Ddl.DropIndex(dropped(), lastWasIfExists);
        }
        throw unique
                ? expected("INDEX")
                : unsupported(first.text().toUpperCase(Locale.ROOT) + " " + peek().text(), first);
    }

    private Ddl alter(Token first) {
        if (!accept("TABLE")) {
            throw unsupported("ALTER " + peek().text(), first);
        }
        Token table = identifier();
        Token change = peek();
        if (!accept("ADD")) {
            throw unsupported("ALTER TABLE with " + change.text(), change);
        }
        accept("COLUMN");
        Token name = peek();
        TableDraft draft = new TableDraft();
        column(draft);
        Ddl.CreateTable made = draft.table(table, false);
        Column column = made.columns().getFirst();
        if (!made.primaryKey().isEmpty() || !made.uniques().isEmpty()) {
            throw unsupported("a key of a column that is added", name);
        }
        if (column.notNull() && column.preset() == null) {
            throw error(Kind.INVALID, "a column that is added NOT NULL needs a DEFAULT", name);
        }
        return new Ddl.AddColumn(table, name, column);
    }

    private boolean lastWasIfExists;

    private Token dropped() {
        lastWasIfExists = accept("IF");
        if (lastWasIfExists) {
            expect("EXISTS");
        }
        Token name = identifier();
        if (peek().is("CASCADE") || peek().is("RESTRICT")) {
            throw unsupported(peek().text(), peek());
        }
        return name;
    }

    private boolean ifNotExists() {
        if (!accept("IF")) {
            return false;
        }
        expect("NOT");
        expect("EXISTS");
        return true;
    }

    private Ddl createIndex(boolean unique) {
        boolean ifNotExists = ifNotExists();
        Token name = identifier();
        expect("ON");
        Token table = identifier();
        return new Ddl.CreateIndex(name, ifNotExists, unique, table, names());
    }

    private List<Token> names() {
        expect("(");
        List<Token> names = new ArrayList<>();
        do {
            names.add(identifier());
        } while (accept(","));
        expect(")");
        return names;
    }

    private Ddl createTable() {
        boolean ifNotExists = ifNotExists();
        Token name = identifier();
        TableDraft draft = new TableDraft();
        expect("(");
        do {
            element(draft);
        } while (accept(","));
        expect(")");
        return draft.table(name, ifNotExists);
    }

    private void element(TableDraft draft) {
        boolean named = accept("CONSTRAINT");
        if (named) {
            identifier();
        }
        if (peek().is("PRIMARY") || peek().is("UNIQUE")) {
            Token first = next();
            if (first.is("PRIMARY")) {
                expect("KEY");
                draft.primaryKey(names(), first);
            } else {
                draft.unique(names());
            }
        } else if (peek().is("CHECK") || peek().is("FOREIGN")) {
            throw unsupported(peek().text(), peek());
        } else if (named) {
            throw expected("PRIMARY KEY or UNIQUE");
        } else {
            column(draft);
        }
    }

    private void column(TableDraft draft) {
        Token name = identifier();
        Token word = next();
        ColumnType type = word.kind() == Token.Kind.WORD ? ColumnType.named(word.text()) : null;
        if (type == null) {
            throw unsupported("the type " + word.text(), word);
        }
        if (word.is("DOUBLE")) {
            accept("PRECISION");
        }
        int length = 0;
        if (peek().is("(")) {
            if (!word.is("VARCHAR")) {
                throw unsupported("a length of " + word.text(), peek());
            }
            next();
            length = length();
            expect(")");
        }
        draft.column(name, type, length);
        while (constraint(draft, type)) {}
        draft.endColumn();
    }

    private int length() {
        Token number = next();
        try {
            int length = Integer.parseInt(number.text());
            if (length > 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw error(Kind.SYNTAX, "a length is a positive integer", number);
    }

    private boolean constraint(TableDraft draft, ColumnType type) {
        Token first = peek();
        if (accept("PRIMARY")) {
            expect("KEY");
            draft.primaryKey(first);
        } else if (accept("UNIQUE")) {
            draft.unique();
        } else if (accept("NOT")) {
            expect("NULL");
            draft.notNull();
        } else if (accept("DEFAULT")) {
            draft.preset(preset(type), first);
        } else if (!accept("NULL")) {
            if (peek().is(",")
                    || peek().is(")")
                    || peek().is(";")
                    || peek().kind() == Token.Kind.END) {
                return false;
            }
            throw peek().kind() == Token.Kind.WORD
                    ? unsupported(peek().text(), peek())
                    : expected("a constraint");
        }
        return true;
    }

    private @Nullable Object preset(ColumnType type) {
        Token first = peek();
        boolean negative = accept("-");
        Object value = literal(next(), negative);
        if (value == null) {
            return null;
        }
        Object converted = type.converted(value);
        if (converted == null) {
            throw error(Kind.VALUE, Values.describe(value) + " is no value of type " + type, first);
        }
        return converted;
    }

    private @Nullable Object literal(Token token, boolean negative) {
        if (token.kind() == Token.Kind.NUMBER) {
            String text = (negative ? "-" : "") + token.text();
            try {
                return text.matches("-?\\d+")
                        ? (Object) Long.parseLong(text)
                        : Values.normal(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                throw error(Kind.SYNTAX, token.text() + " is no number", token);
            }
        }
        if (negative) {
            throw error(Kind.SYNTAX, "expected a number, found " + token.text(), token);
        }
        if (token.kind() == Token.Kind.STRING) {
            return token.text();
        }
        if (token.is("TRUE") || token.is("FALSE")) {
            return token.is("TRUE");
        }
        if (token.is("NULL")) {
            return null;
        }
        throw unsupported("a DEFAULT that is no number, text, TRUE, FALSE or NULL", token);
    }

    private Token identifier() {
        Token token = peek();
        if (token.kind() == Token.Kind.WORD) {
            if (WORDS.isReservedWord(token.text().toUpperCase(Locale.ROOT))) {
                throw error(
                        Kind.SYNTAX,
                        token.text() + " is a reserved word; write it in double quotes",
                        token);
            }
        } else if (token.kind() != Token.Kind.QUOTED || token.text().isEmpty()) {
            throw expected("a name");
        }
        next();
        if (peek().is(".")) {
            throw unsupported("a schema's name", peek());
        }
        return token;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    private boolean accept(String word) {
        if (peek().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw expected(word);
        }
    }

    private SqlException expected(String what) {
        return error(Kind.SYNTAX, "expected " + what + ", found " + peek().text(), peek());
    }

    private static SqlException unsupported(String what, Token at) {
        return error(Kind.UNSUPPORTED, what + " is not supported", at);
    }

    static SqlException error(Kind kind, String message, Token at) {
        return new SqlException(kind, message, at.line(), at.column(), null);
    }
}
