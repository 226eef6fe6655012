package org.bastide.common;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

/** What the design and the conventions say of packages and names. */
class ArchitectureTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.bastide.common");

    @Test
    void theEventLoopIsKnownWhereBytesFlowOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..common.http..", "..common.link..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .because("all else is blocking code, which the event loop must not run")
                .check(OURS);
    }

    @Test
    void thereIsNoSqlHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .because("truth is in the controller's database, and nowhere else")
                .check(OURS);
    }

    @Test
    void theTimeIsGivenAndNotTaken() {
        noClasses()
                .should()
                .callMethodWhere(
                        describe(
                                "the time",
                                (JavaMethodCall call) ->
                                        (call.getTargetOwner().getPackageName().equals("java.time")
                                                        && call.getName().equals("now"))
                                                || (call.getTargetOwner()
                                                                .isEquivalentTo(System.class)
                                                        && call.getName()
                                                                .equals("currentTimeMillis"))))
                .because("an InstantSource comes in, so that a test can let time go by")
                .check(OURS);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
                .because("such a name says nothing, and so collects everything")
                .check(OURS);
    }
}
