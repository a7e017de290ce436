package io.citybrain.jobs.sensing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of the house. This module stands on all others, so it is where they are all seen together. */
@AnalyzeClasses(
        packages = "io.citybrain",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.NoTestJars.class})
final class HouseRulesTest {
    @ArchTest
    static final ArchRule THE_CITY_KNOWS_THE_JDK_ONLY = classes()
            .that()
            .resideInAPackage("io.citybrain.city..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.citybrain.city..", "java..");

    @ArchTest
    static final ArchRule NOTHING_STANDS_ON_THE_JOBS = noClasses()
            .that()
            .resideOutsideOfPackages("io.citybrain.jobs..", "io.citybrain.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.citybrain.jobs..");

    @ArchTest
    static final ArchRule CLIENTS_WIRE_AND_DEVICES_KNOW_NO_FLINK = noClasses()
            .that()
            .resideInAnyPackage("io.citybrain..client..", "io.citybrain.wire..", "io.citybrain.devices..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule CONNECTORS_ARE_GENERIC = noClasses()
            .that()
            .resideInAnyPackage("io.citybrain.mqtt..", "io.citybrain.influxdb..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.citybrain.city..", "io.citybrain.wire..", "io.citybrain.devices..");

    @ArchTest
    static final ArchRule THE_JOBS_KNOW_NO_FOREIGN_CLIENT = noClasses()
            .that()
            .resideInAPackage("io.citybrain.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.paho..", "com.influxdb..", "okhttp3..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.citybrain.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule A_NAME_SAYS_WHAT_IT_IS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Base")
            .orShould()
            .haveSimpleNameEndingWith("Common");

    @ArchTest
    static final ArchRule ONLY_COMMANDS_USE_STANDARD_STREAMS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.citybrain.influxdb.client.SpoolReplay")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule NO_JAVA_UTIL_LOGGING = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** Other modules' servers for tests come in a jar of their own. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }
}
