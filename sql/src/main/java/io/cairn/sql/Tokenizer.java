package io.cairn.sql;

import io.cairn.layer.sql.SqlException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into words. Used once. */
final class Tokenizer {

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    /** Cuts a whole statement; the last word is the end. */
    static List<Token> tokens(String sql) {
        Tokenizer tokenizer = new Tokenizer(sql);
        while (tokenizer.next()) {}
        return tokenizer.tokens;
    }

    /** Returns the first word, which tells what kind of statement it is. */
    static Token first(String sql) {
        Tokenizer tokenizer = new Tokenizer(sql);
        tokenizer.next();
        return tokenizer.tokens.getFirst();
    }

    private boolean next() {
        skipBlanks();
        if (at == sql.length()) {
            add(Token.Kind.END, "the end", at);
            return false;
        }
        int start = at;
        char c = sql.charAt(at);
        if (Character.isLetter(c) || c == '_') {
            while (at < sql.length() && isWordPart(sql.charAt(at))) {
                at++;
            }
            add(Token.Kind.WORD, sql.substring(start, at), start);
        } else if (isDigit(c) || c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))) {
            number(start);
        } else if (c == '"' || c == '\'') {
            quoted(c, start);
        } else {
            at++;
            add(Token.Kind.SYMBOL, String.valueOf(c), start);
        }
        return true;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void number(int start) {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            char before = at > start ? sql.charAt(at - 1) : ' ';
            boolean sign = (c == '+' || c == '-') && (before == 'e' || before == 'E');
            if (!sign && !isWordPart(c) && c != '.') {
                break;
            }
            at++;
        }
        add(Token.Kind.NUMBER, sql.substring(start, at), start);
    }

    private void quoted(char quote, int start) {
        StringBuilder text = new StringBuilder();
        int startLine = line;
        int startColumn = start - lineStart + 1;
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '\n') {
                newLine();
            }
            if (c != quote) {
                text.append(c);
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                text.append(c);
                at++;
            } else {
                at++;
                Token.Kind kind = quote == '"' ? Token.Kind.QUOTED : Token.Kind.STRING;
                tokens.add(new Token(kind, text.toString(), startLine, startColumn));
                return;
            }
        }
        throw new SqlException(
                SqlException.Kind.SYNTAX, "a quote is not closed", startLine, startColumn, null);
    }

    private void skipBlanks() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\n') {
                newLine();
                at++;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
            throw new SqlException(
                    SqlException.Kind.SYNTAX,
                    "a comment is not closed",
                    line,
                    at - lineStart + 1,
                    null);
        }
        for (; at < end + 2; at++) {
            if (sql.charAt(at) == '\n') {
                newLine();
            }
        }
    }

    private void newLine() {
        line++;
        lineStart = at + 1;
    }

    private void add(Token.Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, line, start - lineStart + 1));
    }
}
