package io.citybrain.influxdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citybrain.influxdb.client.StoreAddress.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreAddressTest {
    @TempDir
    Path folder;

    @Test
    void everyMistakeIsToldWithItsRemedy() {
        assertThatThrownBy(() -> StoreAddress.influxDb1("localhost:8086", "city"))
                .hasMessageContaining("http");
        assertThatThrownBy(() -> StoreAddress.influxDb1("", "city")).hasMessageContaining("url is missing");
        assertThatThrownBy(() -> StoreAddress.influxDb1("http://h:1", "")).hasMessageContaining("needs a database");
        assertThatThrownBy(() -> StoreAddress.influxDb2("http://h:1", "o", "b", ""))
                .hasMessageContaining("tokenFile");
        assertThatThrownBy(() -> new StoreAddress("http://h:1", Flavour.INFLUXDB_1, "d", "", "user", "", ""))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> StoreAddress.influxDb1("http://h:1?u=me", "d")).hasMessageContaining("?");
    }

    @Test
    void aPasswordInTheUrlIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> StoreAddress.influxDb1("http://me:secret@h:1", "city"))
                .hasMessageContaining("take it out")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> StoreAddress.influxDb1("http://me:secret pass@h:1", "city"))
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSecretIsReadFromItsFileAndNeverPrinted() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "secret\n");
        StoreAddress address =
                new StoreAddress("http://h:1/", Flavour.INFLUXDB_1, "city", "", "me", file.toString(), "");

        assertThat(address.readPassword()).isEqualTo("secret");
        assertThat(address.toString()).isEqualTo("INFLUXDB_1 http://h:1 city, password");
    }

    @Test
    void aMissingOrEmptySecretFileIsNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> StoreAddress.influxDb2("http://h:1", "o", "b", folder + "/none")
                        .readToken())
                .hasMessageContaining("tokenFile " + folder + "/none can't be read");
        assertThatThrownBy(() -> StoreAddress.influxDb2("http://h:1", "o", "b", empty.toString())
                        .readToken())
                .hasMessageContaining("is empty");
    }
}
