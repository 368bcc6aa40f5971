// POST /api/v1/token as a Node.js function would do it, to compare starts with: the API key is looked up with its app and the
// room in one BatchGetItem, the body is checked, the signing keys are read from the secret, the token is signed. It leaves out
// what costs no start: idempotency keys, roles of one's own, the day of the key's last use.
import { createHash, randomUUID } from "node:crypto";
import { BatchGetItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import jwt from "jsonwebtoken";

const table = process.env.TABLE_NAME;
const dynamoDb = new DynamoDBClient({});
const secretsManager = new SecretsManagerClient({});
let signingKey;

const TEXTS = { roomName: 128, name: 100, email: 254, externalUserId: 128, meta: 1000 };
const NUMBERS = { expireUnixSec: 253402300799, notBeforeUnixSec: 253402300799, ejectAfterElapsedTimeInSec: 31622400 };

export async function handler(event) {
  const key = /^lk_([a-z0-9-]{1,40})_[0-9A-Za-z]{38}$/.exec(event.headers["x-api-key"] ?? "");
  if (!key) {
    return problem(401, "unauthenticated");
  }
  const body = JSON.parse(event.body ?? "{}");
  const errors = check(body);
  if (errors.length > 0) {
    return problem(400, "malformed_request", errors);
  }
  const [app, apiKey, room] = await facts(key[1], createHash("sha256").update(key[0]).digest("hex"), body.roomName);
  if (!app || !apiKey || app.disabled?.BOOL || !apiKey.keyScopes.S.includes("tokens")) {
    return problem(401, "unauthenticated");
  }
  if (!room || room.archived) {
    return problem(404, "room_not_found");
  }
  const token = sign(await signing(), app.app.S, room, body);
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) };
}

function check(body) {
  const errors = [];
  for (const [field, value] of Object.entries(body)) {
    if (field in TEXTS) {
      if (typeof value !== "string" || value.length > TEXTS[field]) errors.push(field);
    } else if (field in NUMBERS) {
      if (!Number.isSafeInteger(value) || value < 0 || value > NUMBERS[field]) errors.push(field);
    } else {
      errors.push(field);
    }
  }
  if (body.expireUnixSec !== undefined && body.expireUnixSec * 1000 <= Date.now()) errors.push("expireUnixSec");
  return errors;
}

async function facts(app, keyDigest, room) {
  const keys = [["APP#" + app, "APP"], ["KEY#" + keyDigest, "KEY"], [`ROOM#${app}#${room}`, "ROOM"]];
  const answer = await dynamoDb.send(new BatchGetItemCommand({
    RequestItems: { [table]: { ConsistentRead: true, Keys: keys.map(([pk, sk]) => ({ pk: { S: pk }, sk: { S: sk } })) } },
  }));
  const items = answer.Responses[table];
  return keys.map(([pk, sk]) => items.find((item) => item.pk.S === pk && item.sk.S === sk));
}

async function signing() {
  if (!signingKey) {
    const secret = await secretsManager.send(
      new GetSecretValueCommand({ SecretId: process.env.SIGNING_KEYS_SECRET_ID, VersionStage: "AWSCURRENT" }));
    const { keys } = JSON.parse(secret.SecretString);
    signingKey = keys.find((key) => key.kind === "access" && key.alg === "HS256" && key.state === "signing");
  }
  return signingKey;
}

function sign(key, app, room, body) {
  const data = {
    appName: app, roomName: body.roomName, roomId: room.roomId.S, isAdmin: false, name: body.name, email: body.email,
    meta: body.meta, externalUserId: body.externalUserId, ejectAfterElapsedTimeInSec: body.ejectAfterElapsedTimeInSec,
    role: "guest",
    permissions: {
      admin: false, canConsume: true, canSendData: true, canRecvData: true, canUpdateMetadata: true, canProduce: true,
      canProduceSources: { cam: true, mic: true, screen: true },
    },
  };
  const claims = { iss: "latchkey", aud: app, sub: body.externalUserId, jti: randomUUID(), exp: body.expireUnixSec, data };
  return jwt.sign(claims, Buffer.from(key.k, "base64url"), {
    algorithm: "HS256", keyid: key.kid,
  });
}

function problem(status, code, errors) {
  return { statusCode: status, headers: { "content-type": "application/problem+json" }, body: JSON.stringify({ code, errors }) };
}
