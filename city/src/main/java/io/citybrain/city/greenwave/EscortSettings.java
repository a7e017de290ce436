package io.citybrain.city.greenwave;

/**
 * What a city may set.
 *
 * @param missions who decides, and when a mission is lost
 * @param seizure how long a controller may be held
 * @param lead how early green is asked for
 */
public record EscortSettings(Missions missions, Seizure seizure, Lead lead) {
    public static final EscortSettings DEFAULTS =
            new EscortSettings(Missions.DEFAULTS, Seizure.DEFAULTS, Lead.DEFAULTS);

    /**
     * Who decides, and when a mission is lost.
     *
     * @param automaticUrgency requests up to this urgency are approved by policy; 0 = a person decides each
     * @param lostAfterSeconds positions silent for so long: everything is released
     * @param resumeWithinSeconds if they come back within this time, the mission goes on; after it, it is over
     * @param firstPositionWithinSeconds an approved mission whose ambulance was never seen is over after this time
     * @param rememberSeconds how long an ended mission's id is known, so that a late copy of its request starts nothing
     */
    public record Missions(
            int automaticUrgency,
            int lostAfterSeconds,
            int resumeWithinSeconds,
            int firstPositionWithinSeconds,
            int rememberSeconds) {
        public static final Missions DEFAULTS = new Missions(2, 10, 120, 600, 3600);
    }

    /**
     * In saturation naive pre-emption deadlocks the city, because "the ambulance has passed" never comes: a bound and a
     * real rest save it. Measured with SUMO: rests of 15 to 30 s gridlocked, 60 s did not.
     *
     * @param longestSeconds a controller is held at most so long without a rest
     * @param restSeconds then it runs its own programme for at least so long
     * @param leaseSeconds a hold that is not renewed ends by itself after this time
     * @param answerWithinSeconds a controller that says nothing for so long does not answer; command and answer may each
     *     be three seconds on the way, and some are lost
     * @param shunSeconds for so long it is then planned without priority
     */
    public record Seizure(
            int longestSeconds, int restSeconds, int leaseSeconds, int answerWithinSeconds, int shunSeconds) {
        public static final Seizure DEFAULTS = new Seizure(60, 60, 5, 10, 60);
    }

    /**
     * How early green is asked for.
     *
     * @param reachMetres green is asked for at this distance at the latest (the usual local pre-emption)
     * @param reachSeconds or at this time before the stop line, whichever comes first
     * @param longestSeconds green is asked for at most so long before the ambulance comes: starting early is not free,
     *     it costs others wherever queues are long
     * @param marginSeconds added to the time that the queue needs
     * @param startUpSeconds the first vehicle's loss at the start of green (HCM: about 2 s)
     * @param secondsPerVehicle saturation headway of a lane (HCM: 1,800 to 1,900 vehicles an hour)
     * @param speedFactor how much faster than the limit an ambulance drives
     */
    public record Lead(
            double reachMetres,
            double reachSeconds,
            double longestSeconds,
            double marginSeconds,
            double startUpSeconds,
            double secondsPerVehicle,
            double speedFactor) {
        public static final Lead DEFAULTS = new Lead(150, 12, 40, 2, 2, 2, 1.2);
    }
}
