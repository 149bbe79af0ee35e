package io.cairn.storage.rocksdb;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Examines the log before RocksDB replays it, because no recovery mode of RocksDB's both accepts a
 * torn end and reports all damage before it: its point-in-time mode drops everything behind a
 * flipped byte without a word.
 *
 * <p>A crash in the middle of an append leaves an unfinished record at the very end. So a bad
 * record is damage when a sound one follows it in its file, or when a later file continues at a
 * sequence number that the sound records of this file do not reach. A power cut may also leave such
 * a gap, by writing the pages of an unsynced log out of order; that, too, is reported.
 */
final class WalCheck {

    private WalCheck() {}

    /**
     * Refuses a damaged log.
     *
     * @param files what is in the database's directory
     */
    static void run(RocksDbConfig config, Listing files) throws IOException {
        if (config.walRecovery() == RocksDbConfig.WalRecovery.POINT_IN_TIME) {
            return;
        }
        Path elsewhere = config.walDirectory();
        check(
                elsewhere == null ? files.logs() : LogDirectory.files(elsewhere),
                config.walRecovery() == RocksDbConfig.WalRecovery.ABSOLUTE);
    }

    private static void check(List<Path> files, boolean absolute) throws IOException {
        Path torn = null;
        LogFile.Findings tornFindings = null;
        for (Path file : files) {
            LogFile.Findings findings = LogFile.examine(file, LogDirectory.number(file));
            if (findings.badAt() != LogFile.NONE
                    && (absolute || findings.laterRecordAt() != LogFile.NONE)) {
                throw damaged(file, findings);
            }
            if (torn != null
                    && tornFindings != null
                    && findings.firstSequence() != LogFile.NONE
                    && findings.firstSequence() != tornFindings.nextSequence()) {
                throw damaged(torn, tornFindings);
            }
            if (findings.badAt() != LogFile.NONE) {
                torn = file;
                tornFindings = findings;
            } else if (findings.firstSequence() != LogFile.NONE) {
                torn = null;
            }
        }
    }

    private static CorruptionException damaged(Path file, LogFile.Findings findings) {
        return new CorruptionException(
                ErrorCode.CHECKSUM,
                "the log is damaged before its end, so that commits behind the damage would be lost;"
                        + " restore a backup, or set walRecovery to POINT_IN_TIME to do without them",
                null,
                "file",
                file,
                "offset",
                findings.badAt());
    }
}
