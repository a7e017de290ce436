package io.citybrain.city.roads;

import java.util.List;

/** Names by index and indices by name: one array of each instead of a map with an object per entry. */
final class IdIndex {

    private final String[] ids;
    private final int[] slots;

    IdIndex(List<String> ids) {
        this.ids = ids.toArray(String[]::new);
        slots = new int[Integer.highestOneBit(Math.max(2, ids.size())) * 4];
        for (int i = 0; i < this.ids.length; i++) {
            slots[slotOf(this.ids[i])] = i + 1;
        }
    }

    int size() {
        return ids.length;
    }

    String get(int index) {
        return ids[index];
    }

    /** The index of a name, or -1. */
    int find(String id) {
        return slots[slotOf(id)] - 1;
    }

    /** Where the name is, or the empty slot where it would be. */
    private int slotOf(String id) {
        int hash = id.hashCode() * 0x9E3779B9;
        int slot = hash >>> Integer.numberOfLeadingZeros(slots.length - 1);
        while (slots[slot] != 0 && !ids[slots[slot] - 1].equals(id)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
