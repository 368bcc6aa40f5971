import { flag, type Json, number, numberOrNull, object, oneOf, text, textOrNull, texts } from "../http/wire.ts";

/** An address that events are told to. */
export interface Webhook {
  readonly webhookId: string;
  /** Null for `rooms`, whose deliveries go where each room says. */
  readonly url: string | null;
  /** Of the events that are wanted; all when empty. */
  readonly types: readonly string[];
  /** Whose events are wanted; all when empty. */
  readonly rooms: readonly string[];
  readonly description: string;
  readonly signature: "standard" | "huddle01";
  readonly enabled: boolean;
  /** Why it was switched off: it answered 410, or every attempt of three days failed. */
  readonly switchedOff: "gone" | "failing" | null;
  readonly createdAt: number;
}

/** Where it is shown, its secret is new, and shown for the only time. */
export interface WebhookWithSecret extends Webhook {
  readonly secret: string;
}

/** What of a webhook is said; what is left out stays, or has its default. */
export interface WebhookSettings {
  readonly url?: string;
  readonly types?: readonly string[];
  readonly rooms?: readonly string[];
  readonly description?: string;
  readonly signature?: "standard" | "huddle01";
  readonly enabled?: boolean;
}

/** How a call of an address went. */
export interface Attempt {
  /** Null when there was no answer; then there is a fault. */
  readonly status: number | null;
  readonly fault: string | null;
  readonly millis: number;
}

export interface WebhookCall extends Attempt {
  readonly delivered: boolean;
}

/** An event on its way to an address. */
export interface Delivery {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly type: string;
  readonly happenedAt: number;
  readonly state: "pending" | "delivered" | "failed";
  readonly attempts: number;
  readonly lastAttempt: (Attempt & { readonly at: number }) | null;
}

/** Which deliveries are sent again: these, at most 100; or what was given up, of what happened from some time on. */
export type Replay = { readonly deliveryIds: readonly string[] } | { readonly sinceUnixSec?: number };

export interface Replayed {
  readonly replayed: number;
  /** Whether there is more to be sent again. */
  readonly more: boolean;
}

export function readWebhook(json: Json): Webhook {
  return {
    webhookId: text(json, "webhookId"),
    url: textOrNull(json, "url"),
    types: texts(json, "types"),
    rooms: texts(json, "rooms"),
    description: text(json, "description"),
    signature: oneOf(json, "signature", ["standard", "huddle01"]),
    enabled: flag(json, "enabled"),
    switchedOff:
      json["switchedOff"] === null ? null : oneOf<"gone" | "failing">(json, "switchedOff", ["gone", "failing"]),
    createdAt: number(json, "createdAt"),
  };
}

export function readWebhookWithSecret(json: Json): WebhookWithSecret {
  return { ...readWebhook(json), secret: text(json, "secret") };
}

export function readWebhookCall(json: Json): WebhookCall {
  return { ...readAttempt(json), delivered: flag(json, "delivered") };
}

export function readDelivery(json: Json): Delivery {
  const last = json["lastAttempt"] === null ? null : object(json["lastAttempt"]);
  return {
    deliveryId: text(json, "deliveryId"),
    eventId: text(json, "eventId"),
    type: text(json, "type"),
    happenedAt: number(json, "happenedAt"),
    state: oneOf(json, "state", ["pending", "delivered", "failed"]),
    attempts: number(json, "attempts"),
    lastAttempt: last === null ? null : { ...readAttempt(last), at: number(last, "at") },
  };
}

export function readReplayed(json: Json): Replayed {
  return { replayed: number(json, "replayed"), more: flag(json, "more") };
}

function readAttempt(json: Json): Attempt {
  return {
    status: numberOrNull(json, "status"),
    fault: textOrNull(json, "fault"),
    millis: number(json, "millis"),
  };
}
