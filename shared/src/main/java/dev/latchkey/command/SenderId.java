package dev.latchkey.command;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names who sends messages: a user or a role of IAM, by the unique id that AWS gave it. Unlike a name or an ARN it never comes
 * again once its bearer is deleted.
 */
public record SenderId(String value) {
    public static final String EXPECTED = "must be the unique id of an IAM user (AIDA...) or role (AROA...)";

    private static final Pattern SHAPE = Pattern.compile("A(IDA|ROA)[A-Z0-9]{12,124}");

    public SenderId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a sender " + EXPECTED);
        }
    }

    public static Optional<SenderId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new SenderId(text)) : Optional.empty();
    }

    /**
     * Reads what SQS says of who sent a message. Of a session of a role that is {@code AROA...:name}, where whoever began the
     * session chose the name: so it is the role that counts, and its name says nothing.
     */
    public static Optional<SenderId> ofMessage(String senderId) {
        int end = senderId.indexOf(':');
        Optional<SenderId> whole = parse(end < 0 ? senderId : senderId.substring(0, end));
        return whole.filter(id -> id.isRole() == (end >= 0));
    }

    private boolean isRole() {
        return value.startsWith("AROA");
    }

    @Override
    public String toString() {
        return value;
    }
}
