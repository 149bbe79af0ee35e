package io.cairn.layer.objects;

import io.cairn.error.CairnException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What became of an operation on an object, with the integers that Mooncake Store gives. The store
 * itself uses few of them; the rest are there so that every number has a name. Immutable.
 */
public enum ObjectStatus {
    /** It was done. */
    OK(0),
    /** Something failed that has no code of its own. */
    INTERNAL_ERROR(-1),
    /** A staging buffer is too small. */
    BUFFER_OVERFLOW(-10),
    /** A part of the directory does not exist. */
    SHARD_INDEX_OUT_OF_RANGE(-100),
    /** No segment of that name is mounted. */
    SEGMENT_NOT_FOUND(-101),
    /** A segment of that name is mounted already. */
    SEGMENT_ALREADY_EXISTS(-102),
    /** The client is not known. */
    CLIENT_NOT_FOUND(-103),
    /** There is no room, and nothing can be evicted to make some. */
    NO_AVAILABLE_HANDLE(-200),
    /** The version does not match. */
    INVALID_VERSION(-300),
    /** The key is not allowed. */
    INVALID_KEY(-400),
    /** Writing failed. */
    WRITE_FAIL(-500),
    /** An argument is wrong. */
    INVALID_PARAMS(-600),
    /** The client may not do that. */
    ILLEGAL_CLIENT(-601),
    /** The object cannot be written in its state. */
    INVALID_WRITE(-700),
    /** The object cannot be read in its state. */
    INVALID_READ(-701),
    /** The replica cannot be used. */
    INVALID_REPLICA(-702),
    /** The replica is not complete. */
    REPLICA_IS_NOT_READY(-703),
    /** There is no such object. */
    OBJECT_NOT_FOUND(-704),
    /** There is such an object already. */
    OBJECT_ALREADY_EXISTS(-705),
    /** The object is leased and stays until the lease ends. */
    OBJECT_HAS_LEASE(-706),
    /** The lease ended before the read did. */
    LEASE_EXPIRED(-707),
    /** The object is being replicated. */
    OBJECT_HAS_REPLICATION_TASK(-708),
    /** The object is not being replicated. */
    OBJECT_NO_REPLICATION_TASK(-709),
    /** There is no such replica. */
    REPLICA_NOT_FOUND(-710),
    /** There is such a replica already. */
    REPLICA_ALREADY_EXISTS(-711),
    /** The replica has gone. */
    REPLICA_IS_GONE(-712),
    /** The replica is not in this process's memory. */
    REPLICA_NOT_IN_LOCAL_MEMORY(-713),
    /** A replica is in use. */
    OBJECT_REPLICA_BUSY(-714),
    /** Copying the bytes failed. */
    TRANSFER_FAIL(-800),
    /** The bytes are not those that were stored. */
    CHECKSUM_MISMATCH(-801),
    /** A call to another process failed. */
    RPC_FAIL(-900),
    /** A call to another process took too long. */
    RPC_TIMEOUT(-901),
    /** A call to the coordinator failed. */
    ETCD_OPERATION_ERROR(-1000),
    /** The coordinator has no such key. */
    ETCD_KEY_NOT_EXIST(-1001),
    /** A transaction of the coordinator failed. */
    ETCD_TRANSACTION_FAIL(-1002),
    /** A call to the coordinator was cancelled. */
    ETCD_CTX_CANCELLED(-1003),
    /** The operation log has no such entry. */
    OPLOG_ENTRY_NOT_FOUND(-1004),
    /** A call about the leader's lease failed. */
    K8S_LEASE_OPERATION_ERROR(-1005),
    /** There is no lease of a leader. */
    K8S_LEASE_NOT_FOUND(-1006),
    /** The operation log was not read to its end. */
    INCOMPLETE_OPLOG_CATCH_UP(-1007),
    /** It cannot be done in the present state, such as before setup or after close. */
    UNAVAILABLE_IN_CURRENT_STATUS(-1010),
    /** It cannot be done in the present mode. */
    UNAVAILABLE_IN_CURRENT_MODE(-1011),
    /** This library does not do that. */
    NOT_SUPPORTED(-1012),
    /** There is no such file. */
    FILE_NOT_FOUND(-1100),
    /** The file cannot be opened. */
    FILE_OPEN_FAIL(-1101),
    /** The file cannot be read. */
    FILE_READ_FAIL(-1102),
    /** The file cannot be written. */
    FILE_WRITE_FAIL(-1103),
    /** The buffer of a file is wrong. */
    FILE_INVALID_BUFFER(-1104),
    /** The file cannot be locked. */
    FILE_LOCK_FAIL(-1105),
    /** The handle of a file is wrong. */
    FILE_INVALID_HANDLE(-1106),
    /** There is no such bucket. */
    BUCKET_NOT_FOUND(-1200),
    /** There is such a bucket already. */
    BUCKET_ALREADY_EXISTS(-1201),
    /** The bucket has no room for so many keys. */
    KEYS_EXCEED_BUCKET_LIMIT(-1202),
    /** There are too many keys. */
    KEYS_ULTRA_LIMIT(-1203),
    /** Offloading is not switched on. */
    UNABLE_OFFLOAD(-1300),
    /** Offloading does not work at present. */
    UNABLE_OFFLOADING(-1301),
    /** There is no such task. */
    TASK_NOT_FOUND(-1400),
    /** Too many tasks are waiting. */
    TASK_PENDING_LIMIT_EXCEEDED(-1401),
    /** There is no such job. */
    JOB_NOT_FOUND(-1402),
    /** That cannot be serialized. */
    SERIALIZE_UNSUPPORTED(-1500),
    /** Serializing failed. */
    SERIALIZE_FAIL(-1501),
    /** Reading serialized data failed. */
    DESERIALIZE_FAIL(-1502),
    /** Persisting failed. */
    PERSISTENT_FAIL(-1503),
    /** The distributed file system did not answer in time. */
    DFS_NETWORK_TIMEOUT(-1600),
    /** The distributed file system is not there. */
    DFS_SERVICE_UNAVAILABLE(-1601),
    /** The quota of the distributed file system is used up. */
    DFS_QUOTA_EXCEEDED(-1602),
    /** The distributed file system denies access. */
    DFS_PERMISSION_DENIED(-1603),
    /** A handle of the distributed file system is out of date. */
    DFS_STALE_HANDLE(-1604),
    /** The distributed file system wrote a part only. */
    DFS_PARTIAL_WRITE(-1605),
    /** The tenant's quota is used up. */
    TENANT_QUOTA_EXCEEDED(-1700),
    /** The tenant is not registered. */
    TENANT_NOT_REGISTERED(-1701),
    /** The tenant has objects. */
    TENANT_NOT_EMPTY(-1702);

    /** The name in the context of exceptions under which their status is found. */
    static final String CONTEXT = "status";

    private static final Map<Integer, ObjectStatus> BY_CODE =
            Arrays.stream(values())
                    .collect(Collectors.toMap(ObjectStatus::code, Function.identity()));

    private final int code;

    ObjectStatus(int code) {
        this.code = code;
    }

    /**
     * Returns the integer.
     *
     * @return 0 or a negative number
     */
    public int code() {
        return code;
    }

    /**
     * Tells whether it was done.
     *
     * @return true for {@link #OK} only
     */
    public boolean isOk() {
        return this == OK;
    }

    /**
     * Finds the status of an integer.
     *
     * @param code the integer
     * @return the status; empty when the integer has none, as one of a newer system may not
     */
    public static Optional<ObjectStatus> ofCode(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /**
     * Returns the status that says why an operation failed.
     *
     * @param failure what an {@link ObjectStore} has thrown
     * @return the status
     */
    public static ObjectStatus of(CairnException failure) {
        String named = failure.context().get(CONTEXT);
        for (ObjectStatus status : values()) {
            if (status.name().equals(named)) {
                return status;
            }
        }
        return switch (failure.code()) {
            case INVALID_ARGUMENT,
                    INVALID_CONFIG,
                    INVALID_FILTER,
                    INVALID_MODE,
                    BUFFER_TOO_SMALL,
                    LIMIT ->
                    INVALID_PARAMS;
            case UNSUPPORTED -> NOT_SUPPORTED;
            case CHECKSUM, FORMAT -> CHECKSUM_MISMATCH;
            case DISCONNECTED -> RPC_FAIL;
            case TIMEOUT -> RPC_TIMEOUT;
            case IO, PERMISSION, NO_SPACE -> TRANSFER_FAIL;
            case CLOSED, POISONED, LOCKED, BAD_STATE -> UNAVAILABLE_IN_CURRENT_STATUS;
            case CONFLICT, TOO_OLD, UNKNOWN_COMMIT, VETO -> WRITE_FAIL;
        };
    }
}
