/** Where a room is, as its address says it. */
export interface RoomAddress {
  /** Of the service: `https://meet.example.com`, with the path that comes before app and room. */
  readonly origin: string;
  readonly app: string;
  readonly room: string;
}

/**
 * Reads `meet.example.com/dev/team-sync`: the last two parts of the path are app and room. Without a scheme it is https, and http for
 * a loopback address. A query and a fragment are left out.
 *
 * @throws TypeError for what is no such address
 */
export function parseRoomUrl(roomURL: string): RoomAddress {
  const url = parse(withScheme(roomURL));
  const parts = url?.pathname.split("/").filter((part) => part !== "") ?? [];
  const [app, room] = parts.slice(-2);
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== "" ||
    app === undefined ||
    room === undefined
  ) {
    throw new TypeError("roomURL must be an address such as meet.example.com/my-app/my-room");
  }
  const base = parts.slice(0, -2).join("/");
  return {
    origin: url.origin + (base === "" ? "" : `/${base}`),
    app: decodeURIComponent(app),
    room: decodeURIComponent(room),
  };
}

function withScheme(roomURL: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(roomURL)) {
    return roomURL;
  }
  return `${/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/.test(roomURL) ? "http" : "https"}://${roomURL}`;
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
