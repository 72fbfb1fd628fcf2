package lightrag.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * @param folder watched for jars
 * @param store jars of engines that were taken in
 * @param storageStore jars of storage bindings that were taken in
 * @param scratch for the stores of a self-test
 * @param digests SHA-256 of the jars that may be taken in, hexadecimal, lower case; empty: all
 * @param testTime for the start of a version, and for its self-test
 * @param watchTime an activated version is watched for this long
 * @param errorPercent calls of a watched version that may fail by its fault
 * @param silence calls of a watched version that run for longer hang
 * @param latencyFactor how much slower than the version before a watched one may be
 */
record DeployOptions(
        Path folder,
        Path store,
        Path storageStore,
        Path scratch,
        Set<String> digests,
        Duration testTime,
        Duration watchTime,
        Duration silence,
        int errorPercent,
        int latencyFactor) {}
