package dev.latchkey.permission;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;

/** Short spellings for tables in tests: {@code consume mic} for rights, {@code cam=no admin=yes} for an overlay. */
final class PermissionShorthand {
    private static final Map<Right, String> WORDS = new EnumMap<>(Map.of(
            Right.ADMIN, "admin",
            Right.CONSUME, "consume",
            Right.PRODUCE_CAM, "cam",
            Right.PRODUCE_MIC, "mic",
            Right.PRODUCE_SCREEN, "screen",
            Right.SEND_DATA, "send",
            Right.RECV_DATA, "receive",
            Right.UPDATE_METADATA, "update"));

    private PermissionShorthand() {}

    /** {@code all}, {@code none}, or the words of the rights. */
    static Permissions of(String words) {
        if (words.equals("all")) {
            return Permissions.ALL;
        }
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        if (!words.equals("none")) {
            for (String word : words.split(" ")) {
                rights.add(right(word));
            }
        }
        return new Permissions(rights);
    }

    /** Words such as {@code cam=no}; {@code produce=no} is {@code canProduce:false}. Empty for none, or for {@code {}}. */
    static PermissionOverlay overlay(String words) {
        Map<Right, Boolean> named = new EnumMap<>(Right.class);
        Boolean canProduce = null;
        for (String word : words.isEmpty() || words.equals("{}") ? new String[0] : words.split(" ")) {
            String[] parts = word.split("=");
            if (parts[0].equals("produce")) {
                canProduce = parts[1].equals("yes");
            } else {
                named.put(right(parts[0]), parts[1].equals("yes"));
            }
        }
        return new PermissionOverlay(named, canProduce);
    }

    private static Right right(String word) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }
}
