// Has the running service send webhooks, verifies them with npm's standardwebhooks, and leaves them for PyPI's in $MESSAGES.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const { URL: base, KEY, MESSAGES } = process.env;
const PATIENCE_MILLIS = 30_000;

const call = async (path, body) => {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': KEY },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
};

// What came and nobody waited for, and who waits for something to come, by path.
const came = {};
const waiting = {};
const receiver = createServer(async (request, response) => {
  const chunks = await request.toArray();
  response.writeHead(204).end();
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers;
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  (came[request.url] ??= []).push({ body: Buffer.concat(chunks).toString('utf8'), headers });
  waiting[request.url]?.();
});
await new Promise((listening) => receiver.listen(0, '127.0.0.1', listening));
const address = (path) => `http://127.0.0.1:${receiver.address().port}${path}`;
const next = async (path) => {
  const late = setTimeout(() => assert.fail(`nothing came to ${path}`), PATIENCE_MILLIS);
  while (!came[path]?.length) await new Promise((something) => { waiting[path] = something; });
  clearTimeout(late);
  return came[path].shift();
};

const webhook = await call('/api/v1/webhooks', { url: address('/endpoint'), types: ['peer.joined'] });
const another = await call('/api/v1/webhooks', { url: address('/another'), types: ['room.created'] });
const rooms = await call('/api/v1/webhooks/rooms/rotate-secret', {});
await call('/api/v1/room', { roomName: 'signed', meetingJoinWebhook: address('/room') });
const wrong = [another.secret, `whsec_${Buffer.alloc(32).toString('base64')}`];

const messages = [];
const join = (name) => call('/api/v1/join/dev/signed', { name });
const received = async (path, name, good, bad) => {
  const message = { ...(await next(path)), good, bad };
  assert.equal(JSON.parse(message.body).data.peer.name, name);
  messages.push(message);
};

await join('Zoë 🗝');
await received('/endpoint', 'Zoë 🗝', [webhook.secret], wrong);
await received('/room', 'Zoë 🗝', [rooms.secret], [...wrong, webhook.secret]);

// While a secret takes over from another, both verify; one that never was an endpoint's does not.
const rotated = await call(`/api/v1/webhooks/${webhook.webhookId}/rotate-secret`, {});
assert.notEqual(rotated.secret, webhook.secret);
await join('Ada');
await received('/endpoint', 'Ada', [webhook.secret, rotated.secret], [...wrong, rooms.secret]);
assert.equal(messages.at(-1).headers['webhook-signature'].split(' ').length, 2);
messages[0].bad = [...messages[0].bad, rotated.secret];
receiver.close();

const refuses = (secret, body, headers) =>
  assert.throws(() => new Webhook(secret).verify(body, headers), WebhookVerificationError);
for (const { body, headers, good, bad } of messages) {
  for (const secret of good) {
    assert.deepEqual(new Webhook(secret).verify(body, headers), JSON.parse(body));
    refuses(secret, body.replace('peer.joined', 'peer.left'), headers);
    refuses(secret, `${body} `, headers);
    refuses(secret, body, { ...headers, 'webhook-id': 'evt_another' });
    refuses(secret, body, { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) });
  }
  bad.forEach((secret) => refuses(secret, body, headers));
}
await writeFile(MESSAGES, JSON.stringify(messages));
console.log(`npm's standardwebhooks verified ${messages.length} webhooks, and refused what was not signed so`);
