package dev.latchkey.aws;

/** Attribute names that expressions or more than one codec speak of, each spelled once. None is a DynamoDB reserved word. */
final class Attr {
    static final String PK = "pk";
    static final String SK = "sk";
    static final String INDEX_PK = "gsi1pk";
    static final String INDEX_SK = "gsi1sk";

    /** The index that lists an app's rooms and its live meetings. */
    static final String INDEX = "gsi1";

    /** When DynamoDB may delete the item, in Unix seconds. Nothing depends on when it does. */
    static final String TTL = "expiresAt";

    static final String ROOM_ID = "roomId";
    static final String SESSION_ID = "sessionId";
    static final String ENDED_AT = "endedAt";
    static final String USED = "seatsUsed";
    /** The version of its room since which a counter's cap has been what it is. */
    static final String CAP_SINCE = "capSince";

    static final String UNTIL = "insideUntil";
    static final String SEAT = "seat";
    static final String VERSION = "itemVersion";
    static final String ARCHIVED = "archived";
    /** Who revoked all tokens issued before some time. */
    static final String CUT_OFF_BY = "cutOffBy";

    static final String LAST_USED = "lastUsedDay";

    private Attr() {}
}
