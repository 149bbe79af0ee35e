package io.cairn.storage.rocksdb;

import io.cairn.testing.contract.ContractSuite;
import io.cairn.testing.contract.DatabaseFixture;
import org.junit.platform.suite.api.ConfigurationParameter;

/** Runs the contract suite on the fixture {@code rocksdb-jni}. */
@ContractSuite
@ConfigurationParameter(key = DatabaseFixture.PARAMETER, value = "rocksdb-jni")
class RocksDbJniSuiteTest {}
