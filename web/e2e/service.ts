import { Meeting } from "latchkey";
import { AccessToken, ApiClient, Role } from "latchkey/server";
import { WebSocket } from "ws";

/** The service that `.ci/checks/pages.sh` has started, and the key of its app `dev`. */
export const url = required("LATCHKEY_URL");
export const apiKey = required("LATCHKEY_KEY");

export const api = new ApiClient({ url, apiKey });

/** Another name each time. */
export function newRoomName(): string {
  return `door-${crypto.randomUUID().slice(0, 8)}`;
}

/** A private room that lets people ask. */
export async function newPrivateRoom(): Promise<string> {
  const { roomName } = await api.createRoom({
    roomName: newRoomName(),
    privacy: "private",
    enableRequestToJoin: true,
  });
  return roomName;
}

export async function newToken(
  roomId: string,
  role: Role,
  options: ConstructorParameters<typeof AccessToken>[0]["options"] = {},
): Promise<string> {
  return new AccessToken({ url, apiKey, roomId, role, options }).toJwt();
}

/** A token that says what Huddle01's class has no word for. */
export async function newTokenOf(claims: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await fetch(`${url}/api/v1/token`, {
    method: "POST",
    headers: { "x-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify(claims),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** A host who is inside, by the SDK. */
export async function newHost(roomName: string): Promise<Meeting> {
  const host = new Meeting({ WebSocket: WebSocket as unknown as typeof globalThis.WebSocket, storage: null });
  await host.join({
    roomURL: `${url}/dev/${roomName}`,
    accessToken: await newToken(roomName, Role.HOST, { name: "Ada" }),
  });
  return host;
}

/** Once that many wait, who they are, the first first. */
export async function waiting(
  host: Meeting,
  count: number,
): Promise<readonly { requestId: string; name: string | null }[]> {
  for (;;) {
    const { items } = await host.desk.joinRequests();
    if (items.length === count) {
      return items;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is missing: run .ci/checks/pages.sh`);
  }
  return value;
}
