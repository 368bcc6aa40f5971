package dev.latchkey.functions.token;

import dev.latchkey.functions.body.Body;
import dev.latchkey.permission.GrantRequest;
import dev.latchkey.permission.PermissionOverlay;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code role}, {@code permissions} and {@code isAdmin} from a request. */
public final class GrantBody {
    private GrantBody() {}

    public static GrantRequest read(Body body) {
        Optional<Role> role = body.parsed("role", Role::parse, Role.EXPECTED);
        PermissionOverlay overlay =
                body.object("permissions").map(GrantBody::overlay).orElse(null);
        Boolean isAdmin = body.has("isAdmin") ? body.bool("isAdmin", false) : null;
        GrantRequest request = new GrantRequest(role.orElse(null), overlay, isAdmin);
        request.conflict().ifPresent(body::refuse);
        return request;
    }

    /** Reads {@code permissions}. */
    public static PermissionOverlay overlay(Body permissions) {
        Map<Right, Boolean> named = new EnumMap<>(Right.class);
        Optional<Body> sources = permissions.object("canProduceSources");
        for (Right right : Right.values()) {
            Optional<Body> place = right.isSource() ? sources : Optional.of(permissions);
            place.filter(part -> part.has(right.wireName()))
                    .ifPresent(part -> named.put(right, part.bool(right.wireName(), false)));
        }
        Boolean canProduce = permissions.has("canProduce") ? permissions.bool("canProduce", true) : null;
        return new PermissionOverlay(named, canProduce);
    }
}
