package dev.latchkey.permission;

/** One thing that a peer may do, with its name on the wire (Huddle01's). */
public enum Right {
    ADMIN("admin"),
    CONSUME("canConsume"),
    PRODUCE_CAM("cam"),
    PRODUCE_MIC("mic"),
    PRODUCE_SCREEN("screen"),
    SEND_DATA("canSendData"),
    RECV_DATA("canRecvData"),
    UPDATE_METADATA("canUpdateMetadata");

    private final String wireName;

    Right(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether this right is a member of {@code canProduceSources} and not of {@code permissions} itself. */
    public boolean isSource() {
        return this == PRODUCE_CAM || this == PRODUCE_MIC || this == PRODUCE_SCREEN;
    }
}
