package io.citybrain.influxdb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.citybrain.influxdb", importOptions = DoNotIncludeTests.class)
final class DirectionTest {
    @ArchTest
    static final ArchRule THE_CLIENT_KNOWS_NOTHING_OF_FLINK = noClasses()
            .that()
            .resideInAPackage("..client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "io.citybrain.influxdb");

    @ArchTest
    static final ArchRule NOTHING_HERE_KNOWS_THE_CITY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.citybrain.city..", "io.citybrain.wire..", "io.citybrain.mqtt..");

    @ArchTest
    static final ArchRule THE_WRITE_API_THAT_DROPS_IS_NOT_USED =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("com.influxdb.client.WriteApi");
}
