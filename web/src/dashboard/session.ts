import type { Http } from "./http.ts";
import { flag, member, text, texts } from "./wire.ts";

/** Somebody who has signed in by an API key, and may do what that may. */
export interface DashboardSession {
  readonly id: string;
  readonly app: string;
  readonly keyLabel: string;
  /** None for a key that may do everything. */
  readonly scopes: readonly string[];
  /** The one room that the key is for. */
  readonly room: string | null;
  /** Unix seconds. */
  readonly created: number;
  readonly expires: number;
  /** Whether it is that of this browser. */
  readonly current: boolean;
}

/** `settings` are keys and media. */
export type Scope = "rooms" | "tokens" | "people" | "webhooks" | "settings";

const PATH = "/api/v1/dashboard/session";

/** Sessions of the dashboard. */
export class Sessions {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The key is needed this once. */
  async signIn(key: string): Promise<DashboardSession> {
    return readSession(member(await this.#http.call("POST", `${PATH}s`, { key }), "session"));
  }

  async current(): Promise<DashboardSession> {
    return readSession(member(await this.#http.call("GET", PATH), "session"));
  }

  async signOut(): Promise<void> {
    await this.#http.call("DELETE", PATH);
  }

  async list(signal: AbortSignal): Promise<readonly DashboardSession[]> {
    const sessions = member(await this.#http.call("GET", `${PATH}s?limit=100`, { signal }), "sessions");
    return Array.isArray(sessions) ? sessions.map(readSession) : [];
  }

  async end(id: string): Promise<void> {
    await this.#http.call("DELETE", `${PATH}s/${encodeURIComponent(id)}`);
  }
}

/** Whether a session may look at something. */
export function maySee(session: DashboardSession, scope: Scope): boolean {
  const named = session.scopes.filter((one) => one !== "read-only");
  return named.length === 0 || named.includes(scope);
}

/** Whether a session may change something. */
export function mayChange(session: DashboardSession, scope: Scope): boolean {
  return maySee(session, scope) && !session.scopes.includes("read-only");
}

function readSession(value: unknown): DashboardSession {
  return {
    id: text(value, "id"),
    app: text(value, "app"),
    keyLabel: text(value, "apiKeyLabel"),
    scopes: texts(value, "scopes"),
    room: text(value, "room") || null,
    created: Date.parse(text(value, "created")) / 1000,
    expires: Date.parse(text(value, "expires")) / 1000,
    current: flag(value, "current"),
  };
}
