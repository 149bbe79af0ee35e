package io.cairn.layer.search;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What is searched for. Immutable, thread-safe, never closed.
 *
 * @param terms the terms, in order and each once, however they were given; with none, nothing is
 *     found
 * @param combination whether all terms must be there
 * @param limit the most documents that are returned; 0 finds nothing. A search holds no more than
 *     that many in memory
 * @param ranking how documents are scored
 */
public record SearchQuery(List<String> terms, Combination combination, int limit, Ranking ranking) {

    /** The most terms of one query. */
    public static final int TERMS_MAX = 1_024;

    /**
     * Checks; puts the terms in order.
     *
     * @throws InvalidArgumentException when a term is empty or the limit is negative
     * @throws LimitException when there are too many different terms
     */
    public SearchQuery {
        TreeSet<String> distinct = new TreeSet<>(Objects.requireNonNull(terms, "terms"));
        distinct.forEach(TermCounts::checkTerm);
        if (distinct.size() > TERMS_MAX) {
            throw new LimitException(
                    "a query has too many terms", "terms", distinct.size(), "max", TERMS_MAX);
        }
        if (limit < 0) {
            throw new InvalidArgumentException(
                    "a query's limit must not be negative", "limit", limit);
        }
        terms = List.copyOf(distinct);
        Objects.requireNonNull(combination, "combination");
        Objects.requireNonNull(ranking, "ranking");
    }

    /**
     * Returns a query for documents with all of some terms, by counts.
     *
     * @param limit the most documents that are returned
     * @param terms the terms
     * @return the query
     * @throws InvalidArgumentException when a term is empty or the limit is negative
     */
    public static SearchQuery all(int limit, String... terms) {
        return new SearchQuery(List.of(terms), Combination.AND, limit, Ranking.counts());
    }

    /**
     * Returns a query for documents with any of some terms, by counts.
     *
     * @param limit the most documents that are returned
     * @param terms the terms
     * @return the query
     * @throws InvalidArgumentException when a term is empty or the limit is negative
     */
    public static SearchQuery any(int limit, String... terms) {
        return new SearchQuery(List.of(terms), Combination.OR, limit, Ranking.counts());
    }

    /**
     * Returns the same query with another ranking.
     *
     * @param other how documents are scored
     * @return a copy
     */
    public SearchQuery by(Ranking other) {
        return new SearchQuery(terms, combination, limit, other);
    }
}
