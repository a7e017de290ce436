package io.citybrain.wire;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/**
 * "Did you mean": the word at the smallest edit distance (Levenshtein 1966) if it is near, or else the one that begins
 * with what was written.
 */
final class NearestWord {

    private static final int MAX_CHARACTERS = 64;

    private static final int MIN_BEGINNING = 3;

    private NearestWord() {}

    /** The nearest word at a distance of at most a third of its length, else one that it begins, or null. */
    static String find(String word, Collection<String> words) {
        if (word.length() > MAX_CHARACTERS) {
            return null;
        }
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : words) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least && distance <= Math.max(1, candidate.length() / 3)) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest != null || word.length() < MIN_BEGINNING ? nearest : findBegunBy(word, words);
    }

    private static String findBegunBy(String word, Collection<String> words) {
        return words.stream()
                .filter(candidate -> candidate.regionMatches(true, 0, word, 0, word.length()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
