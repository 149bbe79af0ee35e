package io.cairn.storage.rocksdb;

import io.cairn.testing.contract.ContractSuite;
import io.cairn.testing.contract.DatabaseFixture;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;

/**
 * Runs the contract suite on the fixture {@code rocksdb-reopened}. Left out are the counters, which
 * start anew with every open, and the contracts in which something is open all the time, so that a
 * reopen could not happen and the run would be the same as without.
 */
@ContractSuite
@ExcludeClassNamePatterns(
        ".*\\.(Stats|Isolation|Conflict|Limits|Hook|Watch|Wait|Snapshot|Misuse|BadInput)Contract")
@ConfigurationParameter(key = DatabaseFixture.PARAMETER, value = "rocksdb-reopened")
class RocksDbReopenedSuiteTest {}
