package io.citybrain.sim.signals;

import java.util.Arrays;

/**
 * The lamps of one signal and the only way to change them: each step moves them towards a wish as far as is safe.
 * A green that must end lasts its minimum, then turns yellow, then red; a green begins when every conflicting link has
 * been red for a second and its vehicles or pedestrians have had time to clear.
 */
final class Interlock {
    private final SignalLayout layout;
    private final LinkTimes times;
    private final char[] shown;
    private final long[] greenSince;
    private final long[] greenEndedAt;
    private final long[] redSince;

    Interlock(SignalLayout layout) {
        this.layout = layout;
        this.times = LinkTimes.of(layout);
        this.shown = new char[layout.links()];
        this.greenSince = new long[layout.links()];
        this.greenEndedAt = new long[layout.links()];
        this.redSince = new long[layout.links()];
    }

    String shown() {
        return new String(shown);
    }

    boolean shows(String state) {
        for (int link = 0; link < shown.length; link++) {
            if (shown[link] != state.charAt(link)) {
                return false;
            }
        }
        return true;
    }

    boolean isGreen(int link) {
        return Letters.isGreen(shown[link]);
    }

    /** The signal's own programme runs: whatever it shows is noted, not judged. */
    void follow(long nowMillis, String state) {
        for (int link = 0; link < shown.length; link++) {
            change(link, state.charAt(link), nowMillis);
        }
    }

    /** Moves towards a state. */
    void step(long nowMillis, String wish) {
        for (int link = 0; link < shown.length; link++) {
            end(link, wish, nowMillis);
        }
        for (int link = 0; link < shown.length; link++) {
            if (wish.charAt(link) != shown[link] && mayBegin(link, wish, nowMillis)) {
                change(link, wish.charAt(link), nowMillis);
            }
        }
    }

    private void end(int link, String wish, long now) {
        if (Letters.isYellow(shown[link])) {
            if (now - greenEndedAt[link] >= times.yellowMillis()[link]) {
                change(link, Letters.RED, now);
            }
        } else if (mustEnd(link, wish.charAt(link)) && now - greenSince[link] >= times.minGreenMillis()[link]) {
            change(link, layout.isCrossing(link) ? Letters.RED : Letters.YELLOW, now);
        }
    }

    /** From protected to permissive green goes through red as well: who is on the way believes that foes have red. */
    private boolean mustEnd(int link, char wish) {
        return isGreen(link) && wish != shown[link] && wish != Letters.GREEN;
    }

    private boolean mayBegin(int link, String wish, long now) {
        char letter = wish.charAt(link);
        if (Letters.isYellow(shown[link]) || Letters.isYellow(letter)) {
            return false; // yellow comes and goes by the clock alone
        }
        if (!Letters.isGreen(letter)) {
            return !isGreen(link);
        }
        if (isGreen(link) && letter != Letters.GREEN) {
            return false;
        }
        if (!isGreen(link) && now - redSince[link] < LinkTimes.ALL_RED_MILLIS) {
            return false;
        }
        for (int other = 0; other < shown.length; other++) {
            if (mustBeClear(link, other, wish) && !isClear(other, now)) {
                return false;
            }
        }
        return true;
    }

    private boolean mustBeClear(int link, int other, String wish) {
        if (layout.conflicts()[link].get(other)) {
            return true;
        }
        if (wish.charAt(link) != Letters.GREEN) {
            return false;
        }
        boolean staysRed = layout.yieldsTo()[link].get(other) && !Letters.isGreen(wish.charAt(other));
        boolean losesProtection = layout.yieldsTo()[other].get(link)
                && shown[other] == Letters.GREEN
                && wish.charAt(other) != Letters.GREEN;
        return staysRed || losesProtection;
    }

    private boolean isClear(int link, long now) {
        return !isGreen(link)
                && !Letters.isYellow(shown[link])
                && now - redSince[link] >= LinkTimes.ALL_RED_MILLIS
                && now - greenEndedAt[link] >= times.clearanceMillis()[link];
    }

    private void change(int link, char letter, long now) {
        char before = shown[link];
        if (letter == before) {
            return;
        }
        shown[link] = letter;
        if (Letters.isGreen(letter) && !Letters.isGreen(before)) {
            greenSince[link] = now;
        }
        if (Letters.isGreen(before) && !Letters.isGreen(letter)) {
            greenEndedAt[link] = now;
        }
        boolean wasRed = !Letters.isGreen(before) && !Letters.isYellow(before);
        if (!wasRed && !Letters.isGreen(letter) && !Letters.isYellow(letter)) {
            redSince[link] = now;
        }
    }

    /** The longest that it may take until every green of a new state has begun. */
    long longestChangeMillis(long nowMillis) {
        long longest = 0;
        for (int link = 0; link < shown.length; link++) {
            long rest = isGreen(link)
                    ? Math.max(0, greenSince[link] + times.minGreenMillis()[link] - nowMillis)
                    : Math.min(0, greenEndedAt[link] - nowMillis);
            longest = Math.max(longest, rest + times.clearanceMillis()[link]);
        }
        return longest + LinkTimes.ALL_RED_MILLIS;
    }

    /** True if the programme, from now on, keeps the minimum of every green and no yellow would be cut. */
    boolean canBeLeftTo(FixedProgramme programme, long nowMillis) {
        if (!shows(programme.stateAt(nowMillis))) {
            return false;
        }
        for (int link = 0; link < shown.length; link++) {
            if (Letters.isYellow(shown[link])) {
                return false;
            }
            if (isGreen(link)
                    && programme.greenEndsAt(link, nowMillis) - greenSince[link] < times.minGreenMillis()[link]) {
                return false;
            }
        }
        return isClearForNextPhases(programme, nowMillis);
    }

    /** The programme's next greens must find conflicting links clear: its own times are made for its own order. */
    private boolean isClearForNextPhases(FixedProgramme programme, long now) {
        long until = now + Arrays.stream(times.clearanceMillis()).max().orElse(0);
        for (long at = programme.phaseEndsAt(now); at < until; at = programme.phaseEndsAt(at)) {
            if (!isClearFor(programme.stateAt(at), at)) {
                return false;
            }
        }
        return true;
    }

    private boolean isClearFor(String state, long atMillis) {
        for (int link = 0; link < shown.length; link++) {
            if (Letters.isGreen(state.charAt(link)) && !isGreen(link)) {
                for (int other = 0; other < shown.length; other++) {
                    if (mustBeClear(link, other, state) && !isGreen(other) && !isClear(other, atMillis)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
