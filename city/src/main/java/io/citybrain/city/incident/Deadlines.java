package io.citybrain.city.incident;

/** By when something must have happened, epoch milliseconds; 0 = no limit. */
public record Deadlines(long acknowledgeByMillis, long arriveByMillis, long resolveByMillis) {

    /** Of each the earlier one. */
    Deadlines orEarlier(Deadlines other) {
        return new Deadlines(
                earlier(acknowledgeByMillis, other.acknowledgeByMillis),
                earlier(arriveByMillis, other.arriveByMillis),
                earlier(resolveByMillis, other.resolveByMillis));
    }

    private static long earlier(long one, long other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    /** All of them later. */
    Deadlines later(long millis) {
        return new Deadlines(
                moved(acknowledgeByMillis, millis), moved(arriveByMillis, millis), moved(resolveByMillis, millis));
    }

    private static long moved(long deadline, long millis) {
        return deadline == 0 ? 0 : deadline + millis;
    }
}
