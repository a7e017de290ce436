package io.citybrain.wire;

import java.time.Instant;

/**
 * Times on the wire: RFC 3339 text or epoch milliseconds. Read without building objects.
 *
 * <p>Accepted: {@code 2026-11-24T08:30:00.123Z}, any offset, {@code T} or a space, any number of fraction digits (what
 * is below a millisecond is cut off). A leap second (:60) is the first moment of the next minute, as in POSIX.
 */
final class Times {

    /** {@link #parse} found no RFC 3339 time. */
    static final long NOT_A_TIME = Long.MIN_VALUE;
    /** {@link #parse} found a time without Z or offset. */
    static final long NO_OFFSET = Long.MIN_VALUE + 1;

    /** 2000-01-01T00:00:00Z. Anything before it is a clock that was never set. */
    static final long EARLIEST_MILLIS = 946_684_800_000L;
    /** 2100-01-01T00:00:00Z. */
    static final long LATEST_MILLIS = 4_102_444_800_000L;

    static final String WANTED = "send RFC 3339 UTC such as 2026-11-24T08:30:00.000Z, or epoch milliseconds";

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final int DATE_AND_SECONDS = 19;

    private Times() {}

    static long parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /** Epoch milliseconds, or {@link #NOT_A_TIME} or {@link #NO_OFFSET}. */
    static long parse(char[] text, int start, int length) {
        if (length < DATE_AND_SECONDS || !hasSeparators(text, start)) {
            return NOT_A_TIME;
        }
        long days = days(text, start);
        int hour = digits(text, start + 11, 2);
        int minute = digits(text, start + 14, 2);
        int second = digits(text, start + 17, 2);
        if (days == NOT_A_TIME || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return NOT_A_TIME;
        }
        int at = start + DATE_AND_SECONDS;
        int end = start + length;
        long millis = days * MILLIS_PER_DAY + ((hour * 60L + minute) * 60 + second) * 1_000;
        if (at < end && text[at] == '.') {
            int digits = at + 1;
            while (digits < end && text[digits] >= '0' && text[digits] <= '9') {
                digits++;
            }
            if (digits == at + 1) {
                return NOT_A_TIME;
            }
            millis += fractionMillis(text, at + 1, digits);
            at = digits;
        }
        long offset = offsetMillis(text, at, end);
        return offset == NOT_A_TIME || offset == NO_OFFSET ? offset : millis - offset;
    }

    /** Why a text is no time: the reason for what {@link #parse} answered. */
    static String refusal(String name, String text, long answer) {
        return answer == NO_OFFSET
                ? name + " (" + Texts.quoted(text)
                        + ") has no time zone: end it with Z for UTC or an offset such as +08:00"
                : name + " (" + Texts.quoted(text) + ") is not a time: " + WANTED;
    }

    /** What is wrong with the moment, as in "is before the year 2000", or null. */
    static String findFault(long millis) {
        if (millis >= EARLIEST_MILLIS && millis <= LATEST_MILLIS) {
            return null;
        }
        if (isPlausible(millis, 1_000)) {
            return "looks like seconds: send milliseconds";
        }
        if (millis / 1_000 >= EARLIEST_MILLIS && millis / 1_000 <= LATEST_MILLIS) {
            return "looks like microseconds: send milliseconds";
        }
        if (millis / 1_000_000 >= EARLIEST_MILLIS && millis / 1_000_000 <= LATEST_MILLIS) {
            return "looks like nanoseconds: send milliseconds";
        }
        return millis < EARLIEST_MILLIS
                ? "is before the year 2000: set the device's clock"
                : "is after the year 2100: set the device's clock";
    }

    private static boolean isPlausible(long value, long factor) {
        return value >= EARLIEST_MILLIS / factor && value <= LATEST_MILLIS / factor;
    }

    /** RFC 3339 UTC with milliseconds, such as {@code 2026-11-24T08:30:00.000Z}. */
    static String format(long epochMillis) {
        long days = Math.floorDiv(epochMillis, MILLIS_PER_DAY);
        int ofDay = (int) Math.floorMod(epochMillis, MILLIS_PER_DAY);
        // civil date from days: Howard Hinnant, "chrono-compatible low-level date algorithms"
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        if (year < 0 || year > 9_999) {
            return Instant.ofEpochMilli(epochMillis).toString();
        }
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        put(text, 0, 4, (int) year);
        put(text, 5, 2, month);
        put(text, 8, 2, day);
        put(text, 11, 2, ofDay / 3_600_000);
        put(text, 14, 2, ofDay / 60_000 % 60);
        put(text, 17, 2, ofDay / 1_000 % 60);
        put(text, 20, 3, ofDay % 1_000);
        return new String(text);
    }

    private static void put(char[] text, int start, int length, int value) {
        int rest = value;
        for (int i = start + length - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static boolean hasSeparators(char[] text, int start) {
        char between = text[start + 10];
        return text[start + 4] == '-'
                && text[start + 7] == '-'
                && (between == 'T' || between == 't' || between == ' ')
                && text[start + 13] == ':'
                && text[start + 16] == ':';
    }

    /** Days since 1970-01-01 (Hinnant, as above), or {@link #NOT_A_TIME} if there is no such day. */
    private static long days(char[] text, int start) {
        int year = digits(text, start, 4);
        int month = digits(text, start + 5, 2);
        int day = digits(text, start + 8, 2);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return NOT_A_TIME;
        }
        int shiftedYear = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shiftedYear, 400);
        int yearOfEra = shiftedYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static int fractionMillis(char[] text, int start, int end) {
        int millis = 0;
        for (int i = 0; i < 3; i++) {
            millis = millis * 10 + (start + i < end ? text[start + i] - '0' : 0);
        }
        return millis;
    }

    private static long offsetMillis(char[] text, int at, int end) {
        if (at == end) {
            return NO_OFFSET;
        }
        char sign = text[at];
        if (sign == 'Z' || sign == 'z') {
            return at + 1 == end ? 0 : NOT_A_TIME;
        }
        if ((sign != '+' && sign != '-') || end - at != 6 || text[at + 3] != ':') {
            return NOT_A_TIME;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return NOT_A_TIME;
        }
        long millis = (hours * 60L + minutes) * 60_000;
        return sign == '-' ? -millis : millis;
    }

    /** The number in these digits, or -1 if one of them is none. */
    private static int digits(char[] text, int start, int count) {
        int number = 0;
        for (int i = start; i < start + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
