import { type Json, object } from "../http/wire.ts";

/** As much of a `WebSocket` as is needed. */
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocket;

const PROTOCOL = "latchkey.v1";

/** One connection from its opening to its end. The token stands in the handshake, never in the address. */
export class LiveConnection {
  readonly #socket: WebSocket;
  /** Resolves when it has ended, or could not be opened; true if the first message had come. */
  readonly ended: Promise<boolean>;

  /**
   * @param told of each message that is a JSON object with a `type`
   * @param signal closes it
   */
  constructor(
    WebSocketClass: WebSocketClass,
    url: string,
    token: string,
    told: (type: string, message: Json) => void,
    signal: AbortSignal,
  ) {
    const socket = new WebSocketClass(url, [PROTOCOL, `latchkey.token.${token}`]);
    this.#socket = socket;
    let spoken = false;
    this.ended = new Promise((resolve) => {
      const close = () => socket.close();
      signal.addEventListener("abort", close, { once: true });
      socket.addEventListener("message", ({ data }) => {
        const message = parsed(data);
        const type = message["type"];
        if (typeof type === "string" && !signal.aborted) {
          spoken = true;
          told(type, message);
        }
      });
      socket.addEventListener("close", () => {
        signal.removeEventListener("abort", close);
        resolve(spoken);
      });
      // A "close" follows. Why a handshake was refused, no browser says.
      socket.addEventListener("error", () => {});
    });
  }

  /** Lost where the connection is not open: what matters is made good by the next `state`. */
  send(message: Json): void {
    if (this.#socket.readyState === OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  close(): void {
    this.#socket.close();
  }
}

/** `WebSocket.OPEN`, where there may be no global of that name. */
const OPEN = 1;

function parsed(data: unknown): Json {
  try {
    return object(JSON.parse(String(data)));
  } catch {
    return {};
  }
}
