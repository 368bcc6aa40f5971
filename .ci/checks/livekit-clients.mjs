// LiveKit's own JavaScript, unmodified: its client asks for a token by itself, and its server SDK takes it. By livekit.sh.
import assert from 'node:assert/strict';
import { TokenSource } from 'livekit-client';
import { TokenVerifier } from 'livekit-server-sdk';

const { SERVICE, KEY, NGINX, LIVEKIT_KEY, LIVEKIT_SECRET } = process.env;

const post = async (path, body) => {
  const headers = { 'x-api-key': KEY, 'content-type': 'application/json' };
  const answer = await fetch(SERVICE + path, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
};

await post('/api/v1/room', { roomName: 'by-its-client' });
const { token } = await post('/api/v1/token', { roomName: 'by-its-client', name: 'Ada', role: 'speaker' });
const headers = { authorization: `Bearer ${token}` };
const source = TokenSource.endpoint(`${SERVICE}/api/v1/livekit/dev/token`, { headers });

const first = await source.fetch({ roomName: 'by-its-client' });
assert.equal(first.serverUrl, `ws://${NGINX}`);
const claims = await new TokenVerifier(LIVEKIT_KEY, LIVEKIT_SECRET).verify(first.participantToken);
assert.equal(claims.name, 'Ada');
assert.equal(claims.video.roomJoin, true);
assert.equal(claims.video.roomAdmin, false);
assert.deepEqual(claims.video.canPublishSources, ['microphone']);

const again = await source.fetch({ roomName: 'by-its-client' }, true);
const later = await new TokenVerifier(LIVEKIT_KEY, LIVEKIT_SECRET).verify(again.participantToken);
assert.equal(later.sub, claims.sub, 'asked again, it is the same peer');
const { peers } = await (await fetch(`${SERVICE}/api/v1/room/by-its-client/peers`, { headers: { 'x-api-key': KEY } })).json();
assert.deepEqual(peers.map((peer) => peer.peerId), [claims.sub], 'with one place');

await assert.rejects(source.fetch({ roomName: 'by-its-client', participantIdentity: 'somebody-else' }, true));
const forged = TokenSource.endpoint(`${SERVICE}/api/v1/livekit/dev/token`, { headers: { authorization: 'Bearer no.such.token' } });
await assert.rejects(forged.fetch({ roomName: 'by-its-client' }));
console.log("LiveKit's client gets in by TokenSource.endpoint, twice as one peer; its TokenVerifier accepts the token");
