@NullMarked
package io.cairn.sql;

import org.jspecify.annotations.NullMarked;
