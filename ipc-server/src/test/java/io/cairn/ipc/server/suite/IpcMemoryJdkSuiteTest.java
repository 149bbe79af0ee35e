package io.cairn.ipc.server.suite;

import io.cairn.testing.contract.ContractSuite;
import io.cairn.testing.contract.DatabaseFixture;
import org.junit.platform.suite.api.ConfigurationParameter;

/** Runs the contract suite on the fixture {@code ipc-memory-jdk}. */
@ContractSuite
@ConfigurationParameter(key = DatabaseFixture.PARAMETER, value = "ipc-memory-jdk")
class IpcMemoryJdkSuiteTest {}
