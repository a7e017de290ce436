package io.citybrain.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void eachCauseIsToldOnceFromTheOutermostToTheInnermost() {
        Exception inner = new IOException("disk is full");
        Exception outer = new IllegalStateException("can not write", new IllegalStateException("disk is full", inner));
        assertThat(Causes.describe(outer)).isEqualTo("can not write ← disk is full");
    }

    @Test
    void oneWithoutAMessageIsToldByItsName() {
        assertThat(Causes.describe(new IOException())).isEqualTo("IOException");
    }
}
