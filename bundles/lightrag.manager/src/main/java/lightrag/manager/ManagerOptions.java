package lightrag.manager;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param workingDirectory holds one folder a workspace with all its stores
 * @param inputDirectory holds one folder a workspace with its files
 * @param idleTime a workspace without calls and work is closed after it
 * @param maxOpen most workspaces open at once
 * @param openWait longest wait of a call for its workspace
 * @param drainTime for calls and work to end on an engine that is being replaced
 * @param longestCall on an engine that was replaced; then that engine is given up
 * @param shutdownTime for work to reach a safe point at shutdown
 * @param resume whether unfinished documents are taken up; else they wait for the next server
 */
record ManagerOptions(
        Path workingDirectory,
        Path inputDirectory,
        Duration idleTime,
        int maxOpen,
        Duration openWait,
        Duration drainTime,
        Duration longestCall,
        Duration shutdownTime,
        boolean resume) {}
