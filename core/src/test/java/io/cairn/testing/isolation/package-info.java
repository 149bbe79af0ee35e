/**
 * Judges whether committed transactions were strictly serializable, knowing only what their clients
 * saw.
 *
 * <p>Small programs are run in every interleaving and compared with all serial orders ({@link
 * io.cairn.testing.isolation.SerialOrders}); long histories of real threads append to lists, which
 * makes the order of writes visible, and are searched for cycles ({@link
 * io.cairn.testing.isolation.CycleChecker}, after Kingsbury and Alvaro, "Elle: Inferring Isolation
 * Anomalies from Experimental Observations", VLDB 2020). The named anomalies are those of Adya's
 * thesis and of the Hermitage tests.
 *
 * <p>Depends on {@code io.cairn.api}. Read {@link io.cairn.testing.isolation.Anomalies} first.
 */
@NullMarked
package io.cairn.testing.isolation;

import org.jspecify.annotations.NullMarked;
