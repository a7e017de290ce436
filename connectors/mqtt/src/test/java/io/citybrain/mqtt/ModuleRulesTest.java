package io.citybrain.mqtt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.citybrain.mqtt", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleRulesTest {
    @ArchTest
    static final ArchRule CLIENT_AND_SESSIONS_KNOW_NO_FLINK = noClasses()
            .that()
            .resideInAnyPackage("io.citybrain.mqtt.client..", "io.citybrain.mqtt.session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "io.citybrain.mqtt");

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_KNOWS_PAHO = noClasses()
            .that()
            .resideInAPackage("io.citybrain.mqtt")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.paho..");

    @ArchTest
    static final ArchRule GENERIC =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.citybrain.city..", "io.citybrain.wire..");
}
