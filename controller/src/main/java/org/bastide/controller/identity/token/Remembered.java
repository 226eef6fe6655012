package org.bastide.controller.identity.token;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values last used, by key, in two generations: when the young one is full it becomes the old
 * one, and the old one is forgotten. What is used in the old one is young again.
 */
final class Remembered<T> {
    private final int most;
    private volatile Map<String, T> young = new ConcurrentHashMap<>();
    private volatile Map<String, T> old = Map.of();

    /** Remembers so many values at most, and at least half of that. */
    Remembered(int most) {
        this.most = most;
    }

    Optional<T> find(String key) {
        T value = young.get(key);
        if (value == null) {
            value = old.get(key);
            if (value != null) {
                keep(key, value);
            }
        }
        return Optional.ofNullable(value);
    }

    void keep(String key, T value) {
        young.put(key, value);
        if (young.size() >= most / 2) {
            turn();
        }
    }

    int size() {
        return young.size() + old.size();
    }

    private synchronized void turn() {
        if (young.size() >= most / 2) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
