package org.bastide.rack;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a class of tests that wants the machine which {@code scripts/test} lends. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = "BASTIDE_RACK_TESTS",
        matches = "yes",
        disabledReason = "run by scripts/test")
@interface RackTest {}
