package org.bastide.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What the conventions say of tests. */
class TestsArchitectureTest {
    /** Named, so that this test does not seem to use it. */
    private static final String TEST_DATABASE = "org.bastide.controller.db.TestDatabase";

    private static final JavaClasses TESTS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                    .importPackages("org.bastide.controller");

    @Test
    void nothingIsMocked() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.easymock..", "org.powermock..")
                .because("a fake written by hand behaves; a mock repeats what the code says")
                .check(TESTS);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .because("a test waits for a condition, with a deadline, and no longer")
                .check(TESTS);
    }

    @Test
    void whatUsesADatabaseRunsOnBoth() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Test")
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should(
                        new ArchCondition<>("have the tag sql where they open a TestDatabase") {
                            @Override
                            public void check(JavaClass test, ConditionEvents events) {
                                if (opensDatabase(test) && !isTagged(test)) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    test, test.getName() + " lacks @Tag(\"sql\")"));
                                }
                            }
                        })
                .because("the tag is how a test is run on PostgreSQL too")
                .check(TESTS);
    }

    private static boolean isTagged(JavaClass test) {
        return test.isAnnotatedWith(Tag.class)
                && test.getAnnotationOfType(Tag.class).value().equals("sql");
    }

    /** Itself or by what stands for a cloud in tests. */
    private static boolean opensDatabase(JavaClass test) {
        Set<JavaClass> seen = new HashSet<>();
        Deque<JavaClass> left = new ArrayDeque<>(Set.of(test));
        while (!left.isEmpty()) {
            JavaClass next = left.pop();
            if (next.getName().equals(TEST_DATABASE)) {
                return true;
            }
            if (seen.add(next) && TESTS.contain(next.getName())) {
                next.getDirectDependenciesFromSelf()
                        .forEach(dependency -> left.push(dependency.getTargetClass()));
            }
        }
        return false;
    }
}
