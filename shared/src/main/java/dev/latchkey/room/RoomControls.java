package dev.latchkey.room;

import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Right;
import java.util.EnumSet;
import java.util.Map;

/**
 * The settings of a room that limit what everybody but its admins may do: Metered's {@code ownerOnlyBroadcast} and
 * Huddle01's room controls. Admins always keep what they have.
 */
public final class RoomControls {
    public static final String OWNER_ONLY_BROADCAST = "ownerOnlyBroadcast";
    public static final String ALLOW_PRODUCE = "allowProduce";
    public static final String ALLOW_PRODUCE_SOURCES = "allowProduceSources";
    public static final String ALLOW_CONSUME = "allowConsume";
    public static final String ALLOW_SEND_DATA = "allowSendData";

    private static final EnumSet<Right> SOURCES =
            EnumSet.of(Right.PRODUCE_CAM, Right.PRODUCE_MIC, Right.PRODUCE_SCREEN);

    private RoomControls() {}

    /** What these settings withhold from non-admins. */
    public static Permissions withheld(Map<String, Object> settings) {
        EnumSet<Right> withheld = EnumSet.noneOf(Right.class);
        if (Boolean.TRUE.equals(settings.get(OWNER_ONLY_BROADCAST)) || denied(settings, ALLOW_PRODUCE)) {
            withheld.addAll(SOURCES);
        }
        if (settings.get(ALLOW_PRODUCE_SOURCES) instanceof Map<?, ?> sources) {
            for (Right source : SOURCES) {
                if (denied(sources, source.wireName())) {
                    withheld.add(source);
                }
            }
        }
        if (denied(settings, ALLOW_CONSUME)) {
            withheld.add(Right.CONSUME);
        }
        if (denied(settings, ALLOW_SEND_DATA)) {
            withheld.add(Right.SEND_DATA);
        }
        return new Permissions(withheld);
    }

    private static boolean denied(Map<?, ?> settings, String control) {
        return Boolean.FALSE.equals(settings.get(control));
    }
}
