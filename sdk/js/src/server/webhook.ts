import { type Clock, systemClock } from "../clock.ts";
import { type Json, object, text, textOrNull } from "../http/wire.ts";

/** Something that has happened, as a webhook tells it. */
export interface WebhookEvent {
  /** The same each time that it is told: whoever keeps the ids notices a repetition. */
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly app: string;
  /** Null for what happened to the app. */
  readonly roomName: string | null;
  readonly data: Json;
}

/** How far the sender's clock and ours may be apart. */
const TOLERANCE_SEC = 300;

/**
 * Reads a webhook that is one of this secret's (Standard Webhooks): signature over the body as it came, not older or newer than five minutes.
 *
 * @param body the request's body as it came, not parsed and written again
 * @param headers the request's; their names in any letter case
 * @throws TypeError where it is not genuine
 */
export async function verifyWebhook(
  secret: string,
  body: string,
  headers: Readonly<Record<string, string | undefined>>,
  clock: Pick<Clock, "now"> = systemClock,
): Promise<WebhookEvent> {
  const header = (name: string) => Object.entries(headers).find(([known]) => known.toLowerCase() === name)?.[1] ?? "";
  const id = header("webhook-id");
  const timestamp = header("webhook-timestamp");
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(clock.now() / 1000 - Number(timestamp)) > TOLERANCE_SEC) {
    throw new TypeError("the webhook is too old, too new or bears no time");
  }
  const key = await crypto.subtle.importKey("raw", keyOf(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const signatures = header("webhook-signature")
    .split(" ")
    .filter((signature) => signature.startsWith("v1,"));
  const genuine = await Promise.all(
    signatures.map((signature) => crypto.subtle.verify("HMAC", key, bytes(signature.slice(3)), signed)),
  );
  if (id === "" || !genuine.includes(true)) {
    throw new TypeError("the webhook is not signed with this secret");
  }
  const json = object(JSON.parse(body));
  return {
    id,
    type: text(json, "type"),
    timestamp: text(json, "timestamp"),
    app: text(json, "app"),
    roomName: textOrNull(json, "roomName"),
    data: object(json["data"]),
  };
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  const key = bytes(secret.replace(/^whsec_/, ""));
  if (key.length === 0) {
    throw new TypeError("the secret is none of a webhook: it begins with whsec_");
  }
  return key;
}

/** Empty for what is not Base64: no signature is. */
function bytes(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
