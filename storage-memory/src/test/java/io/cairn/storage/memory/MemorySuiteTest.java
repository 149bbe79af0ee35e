package io.cairn.storage.memory;

import io.cairn.testing.contract.ContractSuite;
import io.cairn.testing.contract.DatabaseFixture;
import org.junit.platform.suite.api.ConfigurationParameter;

/** Runs the contract suite on the fixture {@code memory}. */
@ContractSuite
@ConfigurationParameter(key = DatabaseFixture.PARAMETER, value = "memory")
class MemorySuiteTest {}
