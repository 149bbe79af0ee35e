/**
 * The options that Cairn and RocksJava get alike wherever they are compared. Depends on Cairn's API
 * and on RocksJava. Read {@link io.cairn.bench.options.EqualOptions}.
 */
@NullMarked
package io.cairn.bench.options;

import org.jspecify.annotations.NullMarked;
