import { LatchkeyError } from "latchkey";
import type { Asked } from "./curl.ts";

/** Tells the service that the dashboard asks, and no page of others: none can set it for a form, or for a call without CORS. */
const OURS = "latchkey-dashboard";

/** Calls go with the session's cookie; the key that the client of the SDK would send is none. */
export function sessionFetch(done: (asked: Asked) => void): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.delete("x-api-key");
    headers.set(OURS, "1");
    const response = await globalThis.fetch(input, { ...init, headers, credentials: "same-origin" });
    const method = init.method ?? "GET";
    if (response.ok && method !== "GET") {
      done({ method, url: String(input), body: typeof init.body === "string" ? init.body : "" });
    }
    return response;
  };
}

/** What the client of the SDK has no method for. */
export class Http {
  readonly #fetch: typeof globalThis.fetch;

  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch;
  }

  /** @throws LatchkeyError for a refusal, and when there was no answer */
  async call(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    options: { readonly body?: unknown; readonly signal?: AbortSignal; readonly key?: string } = {},
  ): Promise<unknown> {
    const { body, signal, key } = options;
    let response: Response;
    try {
      response = await this.#fetch(`${location.origin}${path}`, {
        method,
        cache: "no-store",
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch {
      signal?.throwIfAborted();
      throw new LatchkeyError("network", "the service could not be reached", {});
    }
    const json: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      throw refusal(response.status, json);
    }
    return json;
  }
}

function refusal(status: number, json: unknown): LatchkeyError<"unexpected" | "malformed_request"> {
  const body: { code?: unknown; errors?: unknown } = typeof json === "object" && json !== null ? json : {};
  const code = typeof body.code === "string" ? body.code : "";
  if (code === "malformed_request" && Array.isArray(body.errors)) {
    const errors = body.errors.map((error) => ({ field: String(error?.field ?? ""), message: "" }));
    return new LatchkeyError(code, "the service does not take that", { errors });
  }
  return new LatchkeyError("unexpected", `the service answered ${status}`, { status, serverCode: code });
}

/** The code of a refusal, whoever knows it. */
export function codeOf(error: LatchkeyError): string {
  if (error.code === "unexpected") {
    const { serverCode, status } = error.details as { serverCode?: string; status?: number };
    return serverCode || (status === 401 ? "unauthenticated" : "unexpected");
  }
  return error.code;
}
