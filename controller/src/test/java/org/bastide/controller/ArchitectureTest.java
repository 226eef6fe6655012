package org.bastide.controller;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.bastide.controller.db.Tx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

/** What the design and the conventions say of packages and names. */
class ArchitectureTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.bastide.controller");

    @Test
    void theEventLoopIsKnownWhereSocketsAreOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        "org\\.bastide\\.controller\\.(ControllerServer|node\\.(LinkListener|Wire))(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .because(
                        "all else is blocking code on virtual threads, which common.http and common.link hop to")
                .check(OURS);
    }

    @Test
    void driversAndPoolsAreKnownToTheDatabaseOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..controller.db..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.jdbi..",
                        "com.zaxxer..",
                        "org.flywaydb..",
                        "org.h2..",
                        "org.postgresql..")
                .because("what a statement means on both databases is decided in one place")
                .check(OURS);
    }

    @Test
    void sqlIsWrittenInRepositoriesOnly() {
        DescribedPredicate<JavaMethodCall> statement =
                describe(
                        "a statement",
                        call ->
                                call.getTargetOwner().isEquivalentTo(Tx.class)
                                        && Set.of("update", "updateAll", "list", "first", "number")
                                                .contains(call.getName()));
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Repository")
                .and()
                .resideOutsideOfPackage("..controller.db..")
                .should()
                .callMethodWhere(statement)
                .because("who reads a table's Repository has read every statement about it")
                .check(OURS);
    }

    @Test
    void aRepositoryIsCalledByItsOwnPackageOnly() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should(
                        new ArchCondition<>("be used in their own package only") {
                            @Override
                            public void check(JavaClass repository, ConditionEvents events) {
                                repository.getDirectDependenciesToSelf().stream()
                                        .filter(
                                                use ->
                                                        !use.getOriginClass()
                                                                .getPackageName()
                                                                .equals(
                                                                        repository
                                                                                .getPackageName()))
                                        .forEach(
                                                use ->
                                                        events.add(
                                                                SimpleConditionEvent.violated(
                                                                        use,
                                                                        use.getDescription())));
                            }
                        })
                .because(
                        "rules about a table are the Service's of its package, which others may call")
                .check(OURS);
    }

    @Test
    void handlersDoNotTouchTheDatabase() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Api")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..controller.db..")
                .because("a handler parses, calls one service method and renders")
                .check(OURS);
    }

    @Test
    void theTimeIsGivenAndNotTaken() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethodWhere(
                        describe(
                                "the time",
                                (JavaMethodCall call) ->
                                        (call.getTargetOwner().getPackageName().equals("java.time")
                                                        && (call.getName().equals("now")
                                                                || call.getName()
                                                                        .startsWith("system")))
                                                || (call.getTargetOwner()
                                                                .isEquivalentTo(System.class)
                                                        && call.getName()
                                                                .equals("currentTimeMillis"))))
                .because("an InstantSource comes in, so that a test can let time go by")
                .check(OURS);
    }

    @Test
    void placementsDecisionIsPure() {
        classes()
                .that()
                .resideInAPackage("..placement.decision..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAPackage("java..").or(resideInAPackage("..placement.decision..")))
                .because("it is a function of the fleet, the demand and the policy, tested as one")
                .check(OURS);
    }

    @Test
    void statesAreTables() {
        classes()
                .that()
                .haveSimpleNameEndingWith("State")
                .should()
                .onlyDependOnClassesThat(
                        resideInAPackage("java..")
                                .or(
                                        describe(
                                                "states",
                                                one ->
                                                        one.getBaseComponentType()
                                                                .getSimpleName()
                                                                .endsWith("State"))))
                .because("which state follows which is looked up, not computed from the world")
                .check(OURS);
    }

    @ParameterizedTest
    @CsvSource({
        "identity, image",
        "identity, compute",
        "image, compute",
        "db, identity",
        "db, compute",
        "lease, identity",
        "lease, compute",
        "node, identity",
        "node, image",
        "node, compute",
        "task, image",
        "task, compute",
        "placement, compute",
        "placement, db"
    })
    void aLowerPackageDoesNotCallAHigherOne(String lower, String higher) {
        noClasses()
                .that()
                .resideInAPackage("org.bastide.controller." + lower + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bastide.controller." + higher + "..")
                .because(
                        "services are ordered identity, key, image, network, volume, compute, on what they share")
                .check(OURS);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such a name says nothing, and so collects everything")
                .check(OURS);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith(
                        describe(
                                "an injection",
                                (JavaAnnotation<?> annotation) ->
                                        Set.of("Inject", "Autowired", "Resource")
                                                .contains(annotation.getRawType().getSimpleName())))
                .because("plain constructors show what a class needs")
                .check(OURS);
    }
}
