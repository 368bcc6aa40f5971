package dev.latchkey.meeting;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.OptimisticUpdate;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.TokenScope;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes tokens back: one, or all of an app or a room that were issued before some time. Whoever is inside by them is taken out
 * once that is written down. Each refuses a caller whose API key is not for that.
 */
public final class RevocationService {
    private final AccessTokens tokens;
    private final TokenStatus status;
    private final RoomStore rooms;
    private final ApiKeyStore apps;
    private final PeerRemoval removal;
    private final Clock clock;
    private final AuditLog auditLog;

    public RevocationService(
            AccessTokens tokens,
            TokenStatus status,
            RoomStore rooms,
            ApiKeyStore apps,
            PeerRemoval removal,
            Clock clock,
            AuditLog auditLog) {
        this.tokens = tokens;
        this.status = status;
        this.rooms = rooms;
        this.apps = apps;
        this.removal = removal;
        this.clock = clock;
        this.auditLog = auditLog;
    }

    /**
     * Takes back the token of that text, expired or not. A token of another app and no token at all are refused alike, so that
     * nobody learns what another app's tokens are.
     */
    public void byText(Caller by, String text) {
        Optional<AccessClaims> own =
                read(text).filter(claims -> claims.app().equals(by.app().name()));
        by.require(Scope.TOKENS, true, own.map(RevocationService::resource).orElse(Resource.APP));
        AccessClaims token = own.orElseThrow(() ->
                RefusedException.malformed("token", "must be an access token of this app, exactly as it was issued"));
        status.revoke(token.app(), token.jti(), token.expires(), by.id());
        removal.byRevocation(token.app(), token.jti());
        auditLog.record(about(by).token(token).granted().rule("token"));
    }

    /** Takes back the app's token of that jti, whether or not there is one. */
    public void byJti(Caller by, String jti) {
        by.require(Scope.TOKENS, true, Resource.APP);
        status.revoke(by.app().name(), jti, Instant.MAX, by.id());
        removal.byRevocation(by.app().name(), jti);
        auditLog.record(about(by).jti(jti).granted().rule("jti"));
    }

    /** Takes back all tokens of the app that were issued before that moment. An earlier cut-off than the one that holds does nothing. */
    public void cutOffApp(Caller by, Instant before) {
        by.require(Scope.TOKENS, true, Resource.APP);
        App app = by.app();
        Supplier<App> again = () -> apps.findApp(app.name()).orElseThrow();
        App cut = OptimisticUpdate.make("the app", app, again, read -> {
            App changed = before.isAfter(read.tokensNotBefore()) ? read.withTokensNotBefore(before, by.id()) : read;
            return changed.equals(read) || apps.update(changed) ? Optional.of(changed) : Optional.empty();
        });
        removal.byCutOff(cut);
        auditLog.record(about(by).granted().rule("app_cut_off"));
    }

    /** The same for the tokens of the room that the call is about. */
    public void cutOffRoom(Caller by, RoomName name, Instant before) {
        by.require(Scope.TOKENS, true, Resource.room(name));
        Room room = by.requireRoom();
        Supplier<Room> again = () -> rooms.find(room.app(), room.name()).orElseThrow(Refusal.NO_SUCH_ROOM::toException);
        Room cut = OptimisticUpdate.make("the room", room, again, read -> {
            Room changed = before.isAfter(read.tokensNotBefore())
                    ? read.withTokensNotBefore(before, by.id(), clock.instant())
                    : read;
            return changed.equals(read) || rooms.update(read, changed) ? Optional.of(changed) : Optional.empty();
        });
        removal.byCutOff(cut);
        auditLog.record(about(by).room(room).granted().rule("room_cut_off"));
    }

    private Optional<AccessClaims> read(String token) {
        try {
            return Optional.of(tokens.read(token));
        } catch (RefusedException e) {
            if (e.reason() != Reason.TOKEN_INVALID) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Resource resource(AccessClaims claims) {
        return claims.scope() instanceof TokenScope.OneRoom one ? Resource.room(one.name()) : Resource.APP;
    }

    private static AuditEvent about(Caller by) {
        return AuditEvent.about(AuditEvent.What.REVOCATION).app(by.app().name()).by(by.id());
    }
}
