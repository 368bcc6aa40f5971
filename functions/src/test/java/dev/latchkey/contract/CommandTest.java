package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.command.CommandAnswer;
import dev.latchkey.command.CommandKey;
import dev.latchkey.json.Json;
import dev.latchkey.room.RoomName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands do and how they are answered, and who may send them. */
class CommandTest {
    private static final AppName DEV = new AppName("dev");

    private final MemoryFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");
    private final Commands commands = Commands.of(service, "dev");

    /** PEER, REQUEST and JTI stand for those that there are. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'id':'c','type':'create-room','body':{'roomName':'monday','privacy':'private'}}            |
            {'id':'c','type':'create-room'}                                                             |
            {'id':'c','type':'create-room','body':{'roomName':'room-of-dev'}}                           | room_exists
            {'id':'c','type':'create-room','body':{'roomName':'no name'}}                               | malformed_request
            {'id':'c','type':'create-room','roomName':'monday','body':{}}                               | malformed_request
            {'id':'c','type':'create-room','body':[]}                                                   | malformed_request
            {'id':'c','type':'create-room','app':'other','body':{}}                                     | malformed_request
            {'id':'c','type':'create-token','body':{'roomName':'room-of-dev','name':'Ada'}}             |
            {'id':'c','type':'create-token','body':{'globalToken':true}}                                |
            {'id':'c','type':'create-token','body':{'roomName':'tuesday'}}                              | room_not_found
            {'id':'c','type':'create-token','body':{'roomName':'room-of-dev','globalToken':true}}       | malformed_request
            {'id':'c','type':'create-token','body':{'expireUnixSec':1}}                                 | malformed_request
            {'id':'c','type':'revoke','body':{'jti':'01KDW0K0000000000000000007'}}                      |
            {'id':'c','type':'revoke','body':{'issuedBeforeUnixSec':1}}                                 |
            {'id':'c','type':'revoke','body':{'issuedBeforeUnixSec':1,'roomName':'room-of-dev'}}        |
            {'id':'c','type':'revoke','body':{'issuedBeforeUnixSec':1,'roomName':'tuesday'}}            | room_not_found
            {'id':'c','type':'revoke','body':{'issuedBeforeUnixSec':1999999999}}                        | malformed_request
            {'id':'c','type':'revoke','body':{'jti':'ada'}}                                             | malformed_request
            {'id':'c','type':'revoke','body':{'token':'some text'}}                                     | malformed_request
            {'id':'c','type':'revoke','body':{}}                                                        | malformed_request
            {'id':'c','type':'eject','roomName':'room-of-dev','peerId':'PEER'}                          |
            {'id':'c','type':'eject','roomName':'room-of-dev','peerId':'PEER','body':{'ban':true}}      |
            {'id':'c','type':'eject','roomName':'room-of-dev','peerId':'PEER','body':{'ban':1}}         | malformed_request
            {'id':'c','type':'eject','roomName':'room-of-dev','peerId':'REQUEST'}                       | peer_not_found
            {'id':'c','type':'eject','roomName':'tuesday','peerId':'PEER'}                              | room_not_found
            {'id':'c','type':'eject','roomName':'no name','peerId':'PEER'}                              | room_not_found
            {'id':'c','type':'eject','roomName':'room-of-dev','peerId':''}                              | malformed_request
            {'id':'c','type':'eject','roomName':'room-of-dev'}                                          | malformed_request
            {'id':'c','type':'eject','peerId':'PEER'}                                                   | malformed_request
            {'id':'c','type':'eject','roomName':'room-of-dev','peerId':7}                               | malformed_request
            {'id':'c','type':'approve','roomName':'room-of-dev','requestId':'REQUEST'}                  |
            {'id':'c','type':'approve','roomName':'room-of-dev','requestId':'REQUEST','body':{'role':'host'}} |
            {'id':'c','type':'approve','roomName':'room-of-dev','requestId':'REQUEST','body':{'role':''}} | malformed_request
            {'id':'c','type':'approve','roomName':'room-of-dev','requestId':'PEER'}                     | join_request_not_found
            {'id':'c','type':'approve','roomName':'tuesday','requestId':'REQUEST'}                      | room_not_found
            {'id':'c','type':'deny','roomName':'room-of-dev','requestId':'REQUEST','body':{'message':'No'}} |
            {'id':'c','type':'deny','roomName':'room-of-dev','requestId':'REQUEST','body':{'role':'host'}} | malformed_request
            {'id':'c','type':'deny','roomName':'room-of-dev','requestId':'PEER'}                        | join_request_not_found
            {'id':'c','type':'promote','body':{}}                                                       | malformed_request
            {'id':'c','body':{}}                                                                        | malformed_request
            """)
    void commandEndsAsItWouldByHttp(String text, String code) {
        String command = text.replace("PEER", tenant.peerId).replace("REQUEST", tenant.requestId);

        CommandAnswer answer = commands.ask("dev", command);

        assertThat(answer.says().get("code")).isEqualTo(code);
        assertThat(answer.succeeded()).isEqualTo(code == null);
        assertThat(answer.id()).isEqualTo("c");
        assertThat(answer.by()).matches("command:[0-9a-f]{26}");
        if (code != null) {
            assertThat(answer.says()).containsKeys("type", "title", "status", "detail", "instance");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{}",
                "{\"type\":\"create-room\"}",
                "{\"id\":\"\",\"type\":\"create-room\"}",
                "{\"id\":\"a b\",\"type\":\"create-room\"}",
                "{\"id\":7,\"type\":\"create-room\"}",
                "{\"id\":\"a.b\",\"type\":\"create-room\"}"
            })
    void commandWithoutANameIsAnsweredToo(String text) {
        assertThat(commands.sendAs(Commands.SESSION, text)).isTrue();

        CommandAnswer answer = commands.answer(CommandKey.nameless(DEV, text));
        assertThat(answer.id()).isNull();
        assertThat(answer.says()).containsEntry("code", "malformed_request").containsKey("errors");
    }

    @Test
    void everyBadMemberIsNamed() {
        CommandAnswer answer = commands.ask("dev", "{'id':'c','type':'eject','peer':1,'body':'x'}");
        assertThat(fields(answer)).containsExactly("roomName", "peerId", "body", "peer");
        CommandAnswer ofBody = commands.ask(
                "dev", "{'id':'d','type':'create-room','body':{'roomName':'a b','privacy':1,'maxParticipants':-1}}");
        assertThat(fields(ofBody)).containsExactlyInAnyOrder("roomName", "privacy", "maxParticipants");
    }

    private static List<Object> fields(CommandAnswer answer) {
        return ((List<?>) answer.says().get("errors"))
                .stream().<Object>map(error -> ((Map<?, ?>) error).get("field")).toList();
    }

    @Test
    void longCommandIsRefusedAndOneWithAnApiKeyIsNotKept() {
        String large = "{'id':'c','type':'create-room','body':{'metadata':'" + "x".repeat(64 * 1024) + "'}}";
        commands.send(large);
        CommandAnswer tooLarge = commands.answer(CommandKey.nameless(DEV, large.replace('\'', '"')));
        assertThat(tooLarge.says()).containsEntry("code", "payload_too_large");

        String withKey = "{'id':'" + tenant.key + "','type':'create-room'}";
        commands.send(withKey);
        CommandAnswer answer = commands.answer(CommandKey.nameless(DEV, withKey.replace('\'', '"')));
        assertThat(answer.id()).isNull();
        assertThat(answer.says().toString()).contains("holds an API key").doesNotContain(tenant.key);
    }

    @Test
    void tokenGoesToTheReplyQueueAndNowhereElse() {
        String command = "{'id':'c','type':'create-token','body':{'roomName':'room-of-dev','name':'Ada'}}";
        CommandAnswer answer = commands.ask("dev", command);

        assertThat(service.replies).hasSize(1);
        assertThat(service.replies.get(0)).startsWith("latchkey-replies-dev {");
        Map<String, Object> reply = Json.readObject(service.replies.get(0).substring("latchkey-replies-dev ".length()));
        assertThat(reply)
                .containsEntry("commandId", "c")
                .containsEntry("command", "create-token")
                .containsEntry("app", "dev")
                .containsEntry("jti", answer.says().get("jti"));
        tenant.join("{'accessToken':'" + reply.get("token") + "'}", 201);
        assertThat(answer.says()).containsOnlyKeys("jti");

        assertThat(commands.send(command)).isTrue();
        assertThat(service.replies).hasSize(2);
        assertThat(service.replies.get(1)).isEqualTo(service.replies.get(0));
    }

    @Test
    void withoutAReplyQueueThereIsNoToken() {
        service.operator("{'action':'update-app','app':'dev','replyQueue':''}");
        CommandAnswer answer = commands.ask("dev", "{'id':'c','type':'create-token','body':{'globalToken':true}}");
        assertThat(answer.says())
                .containsEntry("code", "forbidden")
                .extractingByKey("detail")
                .asString()
                .contains("no reply queue");
        assertThat(service.replies).isEmpty();
    }

    @Test
    void commandComesAgainAndChangesNothing() {
        String command = "{'id':'c','type':'create-room','body':{'roomName':'monday'}}";
        CommandAnswer first = commands.ask("dev", command);
        service.call("DELETE /api/v1/room/{roomName}")
                .path("roomName", "monday")
                .key(tenant.key)
                .send(200);
        service.clock.now = service.clock.now.plusSeconds(3 * 24 * 3600);

        assertThat(commands.ask("dev", command)).isEqualTo(first);
        assertThat(service.stores().rooms().find(DEV, new RoomName("monday"))).isEmpty();
    }

    @Test
    void otherContentUnderTheSameNameIsRefusedWhateverBecameOfTheFirst() {
        CommandAnswer first = commands.ask("dev", "{'id':'c','type':'create-room','body':{'roomName':'monday'}}");
        CommandAnswer second = commands.ask("dev", "{'id':'c','type':'create-room','body':{'roomName':'tuesday'}}");

        assertThat(second.says()).containsEntry("code", "idempotency_conflict");
        assertThat(second.id()).isEqualTo("c");
        assertThat(service.stores().rooms().find(DEV, new RoomName("tuesday"))).isEmpty();
        assertThat(commands.answer("dev", "{'id':'c','type':'create-room','body':{'roomName':'monday'}}"))
                .isEqualTo(first);
    }

    @Test
    void spacesBetweenMembersAreNoOtherContent() {
        CommandAnswer first = commands.ask("dev", "{'id':'c','type':'create-room','body':{'roomName':'monday'}}");
        CommandAnswer again =
                commands.ask("dev", "{ 'id': 'c', 'type': 'create-room',\n'body': {'roomName':'monday'} }");
        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AROA2EXAMPLE3EXAMPLE4:another-session | true
            AROA2EXAMPLE3EXAMPLE4:                | true
            AROA2EXAMPLE3EXAMPLE4                 | false
            AROA2EXAMPLE3EXAMPLE5:api-server      | false
            AIDA2EXAMPLE3EXAMPLE4                 | false
            123456789012:AROA2EXAMPLE3EXAMPLE4    | false
            123456789012                          | false
            anonymous                             | false
            ''                                    | false
            """)
    void roleIsKnownInWhateverSessionAndNobodyElseIs(String senderId, boolean taken) {
        assertThat(commands.sendAs(senderId, "{'id':'c','type':'create-room','body':{'roomName':'monday'}}"))
                .isEqualTo(taken);
        assertThat(service.stores().rooms().find(DEV, new RoomName("monday")).isPresent())
                .isEqualTo(taken);
    }

    @Test
    void userIsKnownByItsIdAlone() {
        service.operator("{'action':'add-sender','app':'dev','sender':'AIDA2EXAMPLE3EXAMPLE7'}");
        String command = "{'id':'c','type':'create-room','body':{'roomName':'monday'}}";
        assertThat(commands.sendAs("AIDA2EXAMPLE3EXAMPLE7:ada", command)).isFalse();
        assertThat(commands.sendAs("AIDA2EXAMPLE3EXAMPLE7", command)).isTrue();
    }

    @Test
    void whoIsRemovedSpeaksForNobody() {
        service.operator("{'action':'remove-sender','app':'dev','sender':'" + Commands.ROLE + "'}");
        assertThat(commands.send("{'id':'c','type':'create-room'}")).isFalse();
        assertThat(lastAudit())
                .containsEntry("what", "command")
                .containsEntry("outcome", "refused")
                .containsEntry("rule", "unknown_sender")
                .containsEntry("by", "sender:" + Commands.ROLE)
                .doesNotContainKey("app");
        assertThat(service.auditLog.toString())
                .as("a session's name may be anything")
                .doesNotContain("api-server");
    }

    private Map<String, Object> lastAudit() {
        return Json.readObject(service.auditLog.get(service.auditLog.size() - 1));
    }

    @Test
    void senderSpeaksForOneAppAloneWhateverTheOperatorMixesUp() {
        service.app("other");
        Answer answer = service.operator("{'action':'add-sender','app':'other','sender':'" + Commands.ROLE + "'}");
        assertThat(answer.code()).isEqualTo("malformed_request");
        answer = service.operator("{'action':'remove-sender','app':'other','sender':'" + Commands.ROLE + "'}");
        assertThat(answer.code()).isEqualTo("malformed_request");
        assertThat(commands.send("{'id':'c','type':'create-room'}")).isTrue();
    }

    /** Nothing in a message says whose it is: not a member, not the looks of an event of the bus. */
    @Test
    void senderWhoClaimsAnothersAppIsRefusedAsItsOwn() {
        Tenant other = Tenant.settle(service, "other");
        String eject = "{'id':'c','type':'eject','roomName':'" + other.room + "','peerId':'" + other.peerId + "'";
        List<String> claims = List.of(
                eject + ",'app':'other'}",
                eject.replace("'c'", "'d'") + ",'source':'latchkey.commands.other'}",
                Commands.envelope("latchkey.commands.other", eject.replace("'c'", "'e'") + "}"));
        for (String claim : claims) {
            assertThat(commands.send(claim)).isTrue();
        }
        assertThat(commands.answer("dev", claims.get(0)).says()).containsEntry("code", "malformed_request");
        assertThat(commands.answer("dev", claims.get(1)).says()).containsEntry("code", "malformed_request");
        assertThat(commands.answer(CommandKey.nameless(DEV, claims.get(2))).says())
                .containsEntry("code", "malformed_request");
        // And without any claim, what it names is looked for in its own app.
        assertThat(commands.ask("dev", eject.replace("'c'", "'f'") + "}").says())
                .containsEntry("code", "room_not_found");
        assertThat(service.stores().meetings().find(new AppName("other"), new RoomName(other.room), other.peerId))
                .isPresent();
    }

    @Test
    void sourceOnTheBusSaysWhoseCommandItIs() {
        service.app("other");
        String command = "{'id':'c','type':'create-room','body':{'roomName':'monday'}}";
        assertThat(commands.sendByBus("latchkey.commands.other", command)).isTrue();
        assertThat(commands.answer("other", command).succeeded()).isTrue();
        assertThat(service.stores().rooms().find(new AppName("other"), new RoomName("monday")))
                .isPresent();
        assertThat(service.stores().rooms().find(DEV, new RoomName("monday"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"latchkey", "latchkey.commands.", "latchkey.commands.ghost", "latchkey.commands.dev.x", "dev"})
    void sourceThatIsNoAppsIsNobodys(String source) {
        assertThat(commands.sendByBus(source, "{'id':'c','type':'create-room'}"))
                .isFalse();
        assertThat(lastAudit()).containsEntry("rule", "unknown_source").doesNotContainKey("app");
    }

    @Test
    void senderIsNobodyInTheQueueOfTheBus() {
        assertThat(commands.sendByBus("latchkey.commands.ghost", "{'id':'c','type':'create-room'}"))
                .isFalse();
    }

    @Test
    void appThatIsSwitchedOffIsRefused() {
        service.operator("{'action':'update-app','app':'dev','enabled':false}");
        String command = "{'id':'c','type':'create-room','body':{'roomName':'monday'}}";
        CommandAnswer answer = commands.ask("dev", command);
        assertThat(answer.says()).containsEntry("code", "forbidden");
        assertThat(service.stores().rooms().find(DEV, new RoomName("monday"))).isEmpty();
        commands.sendByBus("latchkey.commands.dev", command.replace("'c'", "'d'"));
        assertThat(commands.answer("dev", command.replace("'c'", "'d'")).says()).containsEntry("code", "forbidden");

        service.operator("{'action':'update-app','app':'dev','enabled':true}");
        assertThat(commands.ask("dev", command)).as("an answer stays").isEqualTo(answer);
    }

    @Test
    void whatACommandDoesSaysWhichCommandDidIt() {
        CommandAnswer answer = commands.ask(
                "dev", "{'id':'c','type':'deny','roomName':'room-of-dev','requestId':'" + tenant.requestId + "'}");
        assertThat(service.auditLog.stream().map(Json::readObject))
                .anySatisfy(
                        line -> assertThat(line).containsEntry("what", "denial").containsEntry("by", answer.by()))
                .anySatisfy(line -> assertThat(line)
                        .containsEntry("what", "command")
                        .containsEntry("outcome", "granted")
                        .containsEntry("rule", "deny")
                        .containsEntry("by", answer.by()));
    }

    /** The app's commands act as its key would: nobody ranks above it. */
    @Test
    void commandPutsAHostOut() {
        String token = tenant.token("'roomName':'room-of-dev','role':'host','externalUserId':'boss'");
        String host = tenant.join("{'accessToken':'" + token + "'}", 201).text("participantSessionId");
        CommandAnswer answer = commands.ask(
                "dev",
                "{'id':'c','type':'eject','roomName':'room-of-dev','peerId':'" + host + "','body':{'ban':true}}");
        assertThat(answer.says()).isEqualTo(Map.of("peerId", host, "banned", true));
        tenant.join("{'accessToken':'" + token + "'}", 401);
    }
}
