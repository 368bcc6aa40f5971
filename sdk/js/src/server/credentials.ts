import { HttpClient, type Network } from "../http/request.ts";

/** Which service, and which app. */
export interface Credentials extends Network {
  /** An API key of the app. */
  readonly apiKey: string;
  /** Where the service is; the environment's `LATCHKEY_URL` where it is left out. */
  readonly url?: string;
}

/**
 * A client that speaks for an app.
 *
 * @throws TypeError where the key or the address is missing
 */
export function clientOf(credentials: Credentials): HttpClient {
  const url = credentials.url ?? process.env["LATCHKEY_URL"];
  if (!credentials.apiKey) {
    throw new TypeError("apiKey is required");
  }
  if (!url) {
    throw new TypeError("url is required, or LATCHKEY_URL in the environment");
  }
  return new HttpClient(url, credentials);
}

/** As each call is authorised. */
export function keyHeader(credentials: Credentials): Readonly<Record<string, string>> {
  return { "x-api-key": credentials.apiKey };
}
