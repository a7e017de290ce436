package io.citybrain.city.detection;

import static io.citybrain.city.detection.Street.cover;
import static org.assertj.core.api.Assertions.assertThat;

import io.citybrain.city.sensing.Kind;
import io.citybrain.city.sensing.Quantity;
import io.citybrain.city.sensing.Reading;
import org.junit.jupiter.api.Test;

class HearingTest {

    private final Street street = cover();
    private final Reading first = street.at(100).with(Quantity.OPEN, false).withSequence(7);

    @Test
    void theSameMessageAgainIsADuplicate() {
        street.hears(first);

        assertThat(street.watcher.classify(street.watch, first)).isEqualTo(Heard.DUPLICATE);
    }

    @Test
    void theSameSequenceByWayOfAnotherGatewayIsADuplicate() {
        street.hears(first);
        Reading other = street.at(101).with(Quantity.OPEN, false).withSequence(7);

        assertThat(street.watcher.classify(street.watch, other)).isEqualTo(Heard.DUPLICATE);
    }

    @Test
    void aCounterThatStandsStillDoesNotHideNewValues() {
        street.hears(first);
        Reading opened = street.at(101).with(Quantity.OPEN, true).withSequence(7);

        assertThat(street.watcher.classify(street.watch, opened)).isEqualTo(Heard.NEW);
    }

    @Test
    void anOlderReadingIsLateAndNotJudged() {
        street.hears(first);
        street.hears(street.at(50).with(Quantity.METHANE_PERCENT_LEL, 50));

        assertThat(street.watcher.classify(street.watch, street.at(50).with(Quantity.METHANE_PERCENT_LEL, 50)))
                .isEqualTo(Heard.LATE);
        assertThat(street.alerts).isEmpty();
    }

    @Test
    void otherValuesOfTheSameMomentAreJudged() {
        street.hears(first);
        street.hears(street.at(100).with(Quantity.METHANE_PERCENT_LEL, 30));

        assertThat(street.story()).containsExactly("methane-high active@100");
    }

    @Test
    void aSensorThatNobodyRegisteredIsUnregistered() {
        assertThat(street.watcher.classify(null, first)).isEqualTo(Heard.UNREGISTERED);
    }

    @Test
    void aReadingOfAnotherKindThanRegisteredIsRefused() {
        Reading noise = Reading.of("S-1", Kind.NOISE, 100_000).with(Quantity.LEVEL_DECIBELS, 60);

        assertThat(street.watcher.classify(street.watch, noise)).isEqualTo(Heard.WRONG_KIND);
    }
}
