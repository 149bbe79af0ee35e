/**
 * Settings as data, and the few objects (clock, randomness, threads) that tests replace.
 *
 * <p>Depends on {@code io.cairn.error} and Jackson. Read {@link io.cairn.config.CairnConfig} first.
 */
@NullMarked
package io.cairn.config;

import org.jspecify.annotations.NullMarked;
