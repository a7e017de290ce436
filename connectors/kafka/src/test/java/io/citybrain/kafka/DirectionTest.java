package io.citybrain.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.citybrain.kafka", importOptions = DoNotIncludeTests.class)
final class DirectionTest {
    @ArchTest
    static final ArchRule THE_LOG_AND_ITS_BRIDGE_KNOW_NOTHING_OF_FLINK = noClasses()
            .that()
            .resideInAnyPackage("io.citybrain.kafka.log..", "io.citybrain.kafka.bridge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "io.citybrain.kafka", "io.citybrain.mqtt");

    @ArchTest
    static final ArchRule THE_LOG_KNOWS_NEITHER_MQTT_NOR_THE_CITY = noClasses()
            .that()
            .resideInAPackage("io.citybrain.kafka.log..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.citybrain.kafka.bridge..", "io.citybrain.mqtt..", "io.citybrain.wire..", "io.citybrain.city..");

    @ArchTest
    static final ArchRule FLINKS_ENDS_KNOW_ONLY_THE_LOG = noClasses()
            .that()
            .resideInAPackage("io.citybrain.kafka")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.citybrain.kafka.bridge..", "io.citybrain.mqtt..", "io.citybrain.wire..", "io.citybrain.city..");
}
