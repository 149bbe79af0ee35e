package io.cairn.testing.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Marks a class that runs the whole contract suite and the seeded scripts on one fixture, named by
 * a configuration parameter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Suite
@SelectPackages("io.cairn.testing.contract")
@IncludeClassNamePatterns(".*Contract")
public @interface ContractSuite {}
