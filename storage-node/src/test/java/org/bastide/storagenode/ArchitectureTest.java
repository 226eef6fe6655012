package org.bastide.storagenode;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.bastide.storagenode");

    @Test
    void nativeCallsStayInTheirCorner() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..rbd..")
                .and()
                .haveNameNotMatching(".*\\.SparseFile.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "com.ceph..")
                .because("they block their thread and can end the process")
                .check(OURS);
    }

    @Test
    void theBlockStoreKnowsNothingOfTasks() {
        noClasses()
                .that()
                .resideInAPackage("..rbd..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..link..", "..task..", "..image..", "..disk..")
                .because("it is a port, which tasks are built on")
                .check(OURS);
    }
}
