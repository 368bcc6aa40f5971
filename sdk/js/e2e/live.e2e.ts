import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { Meeting, type MeetingEvents } from "../src/index.ts";
import { AccessToken, Role } from "../src/server/index.ts";
import { api, apiKey, newRoomName, roomURL, url } from "./local-service.ts";

/** A meeting that is told over a live connection, counts its heartbeats, and writes down what it hears. */
class Told {
  readonly heard: string[] = [];
  readonly meeting: Meeting;
  heartbeats = 0;

  constructor() {
    this.meeting = new Meeting({
      // Node 20 has none of its own.
      WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      fetch: (input, init) => {
        this.heartbeats += String(input).endsWith("/heartbeat") ? 1 : 0;
        return fetch(input, init);
      },
    });
    this.#hear("placeChanged", ({ place }) => place);
    this.#hear("roleChanged", ({ role }) => role);
    this.#hear("participantJoined", ({ name }) => name);
    this.#hear("participantLeft", ({ name }) => name);
    this.#hear("ejected", ({ reason }) => reason);
    this.#hear("joinRequest", ({ name }) => name);
    this.#hear("joinRequestGone", () => "");
  }

  #hear<T extends keyof MeetingEvents>(type: T, say: (event: MeetingEvents[T]) => unknown): void {
    this.meeting.on(type, (event) => void this.heard.push(`${type} ${say(event)}`.trim()));
  }

  /** Waits until that is heard. */
  hears(what: string): Promise<void> {
    return expect.poll(() => this.heard).toContain(what);
  }
}

function token(roomId: string, role: string, name: string): Promise<string> {
  return new AccessToken({ url, apiKey, roomId, role, options: { name } }).toJwt();
}

test("over a live connection one is told of one's place, of admission, of others and of what changes", async () => {
  const roomName = newRoomName();
  await api.createRoom({ roomName, privacy: "private", enableRequestToJoin: true });
  const host = new Told();
  await host.meeting.join({ roomURL: roomURL(roomName), accessToken: await token(roomName, Role.HOST, "Ada") });

  const guest = new Told();
  const coming = guest.meeting.join({ roomURL: roomURL(roomName), name: "Grace" });
  await host.hears("joinRequest Grace");
  await guest.hears("placeChanged 1");
  const [request] = (await host.meeting.desk.joinRequests()).items;
  await host.meeting.admit(request?.requestId ?? "", { role: Role.SPEAKER });
  const { participantSessionId } = await coming;
  await host.hears("joinRequestGone");
  await host.hears("participantJoined Grace");

  await host.meeting.desk.update(participantSessionId, { role: Role.LISTENER });
  await guest.hears("roleChanged listener");
  expect(guest.meeting.state).toMatchObject({ phase: "inside", info: { role: "listener" } });

  const other = new Told();
  await other.meeting.join({ roomURL: roomURL(roomName), accessToken: await token(roomName, Role.GUEST, "Joan") });
  await guest.hears("participantJoined Joan");
  await other.meeting.leave();
  await guest.hears("participantLeft Joan");

  await host.meeting.desk.eject(participantSessionId);
  await guest.hears("ejected ejected");
  await host.hears("participantLeft Grace");
  await host.meeting.leave();
  expect([host.heartbeats, guest.heartbeats, other.heartbeats]).toEqual([0, 0, 0]);
});
