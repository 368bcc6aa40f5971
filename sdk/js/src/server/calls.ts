import type { Page } from "../desk/waiting-room.ts";
import type { HttpClient } from "../http/request.ts";
import { type Json, list, object, textOrNull } from "../http/wire.ts";

/** Options of a call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Options of a call that answers one page of a list. */
export interface ListOptions extends CallOptions {
  readonly cursor?: string;
}

/** The same where one may say how long a page is. */
export interface PageOptions extends ListOptions {
  readonly limit?: number;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The ways in which an app's server calls. */
export class ServerCalls {
  readonly #http: HttpClient;
  readonly #key: Readonly<Record<string, string>>;

  constructor(http: HttpClient, key: Readonly<Record<string, string>>) {
    this.#http = http;
    this.#key = key;
  }

  get(path: string, options: CallOptions): Promise<Json> {
    return this.call("GET", path, options);
  }

  /** Something that is the same when it is said twice. */
  repeat(method: "POST" | "PUT" | "DELETE", path: string, options: CallOptions, body?: unknown): Promise<Json> {
    return this.call(method, path, { repeatable: true, ...options }, body);
  }

  /** Something that is made once however often it has to be sent. */
  once(path: string, body: unknown, options: CallOptions): Promise<Json> {
    return this.call("POST", path, { repeatable: true, ...options }, body, { "idempotency-key": crypto.randomUUID() });
  }

  async page<T>(path: string, name: string, read: (json: Json) => T, options: PageOptions): Promise<Page<T>> {
    const { cursor, limit, ...rest } = options;
    const json = await this.call("GET", path, rest, undefined, {}, { cursor, limit });
    return { items: list(json, name, read), nextCursor: textOrNull(json, "nextCursor") };
  }

  async call(
    method: Method,
    path: string,
    options: CallOptions & { readonly repeatable?: boolean; readonly timeoutMs?: number },
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    query: Readonly<Record<string, string | number | undefined>> = {},
  ): Promise<Json> {
    const { json } = await this.#http.send({
      method,
      path,
      query,
      headers: { ...this.#key, ...headers },
      ...(body === undefined ? {} : { body }),
      ...options,
    });
    return object(json);
  }
}
