import { describe, expect, test } from "vitest";
import { readPeer } from "../src/desk/desk.ts";
import { readEndedJoinRequest, readJoinRequest } from "../src/desk/waiting-room.ts";
import { readEntryAnswer } from "../src/door/admission.ts";
import { LatchkeyError } from "../src/errors.ts";
import type { Json } from "../src/http/wire.ts";
import { readPermissions } from "../src/permissions.ts";
import { readApiKey, readApiKeyWithText } from "../src/server/api-keys.ts";
import { readMediaServer } from "../src/server/media.ts";
import {
  readBan,
  readLiveSession,
  readParticipation,
  readRoom,
  readSession,
  readTokenPayload,
} from "../src/server/shapes.ts";
import {
  readDelivery,
  readReplayed,
  readWebhook,
  readWebhookCall,
  readWebhookWithSecret,
} from "../src/server/webhook-shapes.ts";
import { openApi } from "./fixtures/fake-service.ts";
import { type Schema, samples } from "./fixtures/schema-samples.ts";

/** What a list of the contract has on a page. */
function elementOf(path: string, list: string) {
  return openApi.paths[path].get.responses["200"].content["application/json"].schema.properties[list].items;
}

/** What a room has beside its names and its privacy is handed on as it is. */
const settings = Object.keys(samples("Room").whole).filter((name) => !["_id", "roomName", "privacy"].includes(name));

/** The last column: what an application has no use for, or has from elsewhere. */
type Row = readonly [name: string, read: (json: Json) => unknown, schema: Schema, passedOver?: readonly string[]];

const readers: readonly Row[] = [
  ["Admission", readEntryAnswer, "Admission", ["onlineCount"]],
  ["Waiting", readEntryAnswer, "Waiting"],
  ["Over", readEntryAnswer, "Over", ["requestId"]],
  ["Permissions", readPermissions, "Permissions"],
  ["Peer", readPeer, "Peer"],
  ["JoinRequest", readJoinRequest, elementOf("/api/v1/join/{appName}/{roomName}", "requests")],
  ["EndedJoinRequest", readEndedJoinRequest, "EndedJoinRequest"],
  ["Room", readRoom, "Room", settings],
  ["Session", readSession, "Session"],
  ["LiveSession", readLiveSession, "LiveSession"],
  ["Participation", readParticipation, "Participation"],
  ["Ban", readBan, elementOf("/api/v1/room/{roomName}/bans", "bans")],
  ["TokenPayload", readTokenPayload, "AccessTokenPayload", ["iss", "nbf"]],
  ["ApiKey", readApiKey, "ApiKeyEntry"],
  ["ApiKeyWithText", readApiKeyWithText, "ApiKeyWithText", ["success", "app", "previous"]],
  ["MediaServer", readMediaServer, "MediaServer"],
  ["Webhook", readWebhook, "Webhook", ["secret"]],
  ["WebhookWithSecret", readWebhookWithSecret, "WebhookWithSecret"],
  ["WebhookCall", readWebhookCall, "WebhookCall"],
  ["Delivery", readDelivery, openApi.components.schemas.Deliveries.properties.deliveries.items],
  ["Replayed", readReplayed, "Replayed"],
];

describe.each(readers.map(([name, read, schema, passedOver = []]) => ({ name, read, schema, passedOver })))(
  "$name is what openapi.yaml says",
  ({ read, schema, passedOver }) => {
    const { whole, others, broken } = samples(schema);

    test("every answer that the contract allows can be read", () => {
      read(whole);
      for (const [what, answer] of others) expect(() => read(answer), what).not.toThrow();
    });

    test("what is promised is read, and nothing else", () => {
      expect([...asked(read, whole)].sort()).toEqual(
        Object.keys(whole)
          .filter((member) => !passedOver.includes(member))
          .sort(),
      );
    });

    test("an answer without what is promised is noticed", () => {
      const promised = asked(read, whole);
      for (const [member, answer] of broken) {
        if (promised.has(member)) expect(() => read(answer), member).toThrow(LatchkeyError);
      }
    });
  },
);

/** Which members of an answer are looked at. */
function asked(read: (json: Json) => unknown, answer: Json): Set<string> {
  const names = new Set<string>();
  read(
    new Proxy(answer, {
      get: (target, name) => {
        names.add(String(name));
        return Reflect.get(target, name);
      },
    }),
  );
  return names;
}
