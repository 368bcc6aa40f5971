// Creates a room and a token, comes in, and verifies the session token as a media server would: with the published keys.
import assert from 'node:assert/strict';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';

const { URL: base, KEY } = process.env;
const call = async (path, body, headers = {}) => {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: await answer.json() };
};

await call('/api/v1/room', { roomName: 'offline', privacy: 'private' }, { 'x-api-key': KEY });
const { json: { token } } = await call('/api/v1/token', { roomName: 'offline', role: 'speaker' }, { 'x-api-key': KEY });
const admission = await call('/api/v1/join/dev/offline', { accessToken: token });
assert.equal(admission.status, 201);

const keys = createRemoteJWKSet(new URL(base + '/.well-known/jwks.json'));
const { payload, protectedHeader } = await jwtVerify(admission.json.sessionToken, keys, {
  issuer: 'latchkey', audience: 'dev:session', typ: 'session+jwt', algorithms: ['ES256'],
});
assert.equal(protectedHeader.kid, decodeProtectedHeader(admission.json.sessionToken).kid);
assert.equal(payload.data.roomName, 'offline');
assert.deepEqual(payload.data.permissions.canProduceSources, { cam: false, mic: true, screen: false });

// Each kind of token has its own address.
const { keys: session } = await (await fetch(base + '/.well-known/jwks.json')).json();
const { keys: access } = await (await fetch(base + '/.well-known/access-jwks.json')).json();
assert.ok(session.length > 0 && access.length > 0);
assert.deepEqual(session.filter(({ kid }) => access.some((other) => other.kid === kid)), []);

// An access token is not for media servers: its key is nowhere published.
await assert.rejects(jwtVerify(token, keys));
const [head, body, signature] = admission.json.sessionToken.split('.');
await assert.rejects(jwtVerify(`${head}.${body}.${signature.slice(0, -2)}AA`, keys));
console.log('jose verified a session token offline');
