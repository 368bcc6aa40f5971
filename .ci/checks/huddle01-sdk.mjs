// Every method of Huddle01's server SDK, in the versions named, against the running service.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import * as jose from 'jose';

const { URL: base, KEY, OPERATOR } = process.env;
const THEIRS = 'https://infra-api.huddle01.workers.dev';
// The SDK reports each error that it throws.
console.error = () => {};

const ours = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = String(input.url ?? input);
  assert.ok(url.startsWith(THEIRS), url);
  return ours(base + url.slice(THEIRS.length), init);
};

const get = async (path, key = KEY) => {
  const answer = await ours(base + path, { headers: { 'x-api-key': key } });
  return { status: answer.status, json: await answer.json() };
};
const post = async (path, body, key = KEY) => {
  const answer = await ours(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: await answer.json() };
};

const PATIENCE_MILLIS = 30_000;
let came;
const receiver = createServer(async (request, response) => {
  const chunks = await request.toArray();
  response.writeHead(204).end();
  came?.({ body: Buffer.concat(chunks).toString('utf8'), signature: request.headers['huddle01-signature'] });
});
await new Promise((listening) => receiver.listen(0, '127.0.0.1', listening));

const [port, secret] = (await readFile(OPERATOR, 'utf8')).trim().split(' ');
const operator = async (action) => {
  const headers = { authorization: secret, 'content-type': 'application/json' };
  const answer = await ours(`http://127.0.0.1:${port}/apps`, { method: 'POST', headers, body: JSON.stringify(action) });
  const done = await answer.json();
  assert.ok(done.success, JSON.stringify(done));
  return done.apiKey;
};
const appThatSignsWith = async (app, accessAlgorithm) => {
  const key = await operator({ action: 'create-app', app });
  await operator({ action: 'update-app', app, accessAlgorithm });
  return key;
};
const READ_ONLY_KEY = await operator({ action: 'create-key', app: 'dev', scopes: ['rooms', 'tokens', 'people', 'read-only'] });
const RS256_KEY = await appThatSignsWith('rsa', 'RS256');
const ES256_KEY = await appThatSignsWith('ec', 'ES256');

for (const version of process.argv.slice(2)) {
  const { API } = await import(`sdk-${version}/api`);
  const { AccessToken, DEFAULT_PERMISSIONS, ROLE_PERMISSIONS, Role, TokenVerifier } = await import(`sdk-${version}/auth`);
  const { Recorder } = await import(`sdk-${version}/recorder`);
  const api = new API({ apiKey: KEY });
  const stranger = new API({ apiKey: 'lk_dev_nobody' });
  const token = (of) => new AccessToken({ apiKey: KEY, ...of }).toJwt();
  const join = async (roomId, accessToken) => (await post(`/api/v1/join/dev/${roomId}`, { accessToken }, undefined));

  // Rooms.
  const began = Date.now();
  const { roomId, message } = await api.createRoom({ roomLocked: false, metadata: JSON.stringify({ title: 'Weekly' }) });
  assert.equal(message, 'Room Created Successfully');
  assert.match(roomId, /^[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
  const locked = await api.createRoom({ roomLocked: true });
  assert.deepEqual(await api.getRoomDetails({ roomId }), { roomId, roomLocked: false, metadata: { title: 'Weekly' } });
  assert.deepEqual(await api.getRoomDetails({ roomId: locked.roomId }), { roomId: locked.roomId, roomLocked: true, metadata: null });
  const another = (await api.createRoom()).roomId;

  const rooms = [];
  for (let cursor = 0; cursor !== null;) {
    const page = await api.getRooms({ limit: 2, cursor });
    assert.equal(page.pageSize, 2);
    assert.equal(page.current, cursor);
    assert.equal(page.count, page.rooms.length);
    assert.equal(page.prevCursor, null);
    rooms.push(...page.rooms);
    cursor = page.nextCursor;
    assert.ok(cursor === null || Number.isSafeInteger(cursor));
  }
  const ids = rooms.map((room) => room.roomId);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(new Set(ids.slice(0, 3)), new Set([another, locked.roomId, roomId]));
  const listed = rooms.find((room) => room.roomId === roomId);
  assert.deepEqual(listed, { roomId, createdAt: listed.createdAt, roomLocked: false, metadata: { title: 'Weekly' } });
  assert.ok(listed.createdAt >= began - 1000 && listed.createdAt <= Date.now() + 1000);
  assert.ok((await api.getRooms()).rooms.length >= 3);

  // Every role means what its table says. Ours has no say in it: the SDK sends each permission.
  const admissions = {};
  for (const role of Object.values(Role)) {
    const metadata = { displayName: role, walletAddress: `${role}.eth` };
    const admission = await join(roomId, await token({ roomId, role, options: { metadata } }));
    assert.equal(admission.status, 201, JSON.stringify(admission.json));
    assert.equal(admission.json.role, role);
    assert.deepEqual(admission.json.permissions, ROLE_PERMISSIONS[role]);
    assert.equal(admission.json.isAdmin, ROLE_PERMISSIONS[role].admin);
    admissions[role] = { ...admission.json, metadata };
  }

  // The seed's listing, with its braces closed.
  const seed = await join(roomId, await token({
    roomId,
    role: Role.HOST,
    permissions: {
      admin: true,
      canConsume: true,
      canProduce: true,
      canProduceSources: { cam: true, mic: true, screen: true },
      canRecvData: true,
      canSendData: true,
      canUpdateMetadata: true,
    },
    options: { metadata: { walletAddress: 'mizanxali.eth' } },
  }));
  assert.equal(seed.json.role, 'host');
  assert.deepEqual(seed.json.permissions, { ...DEFAULT_PERMISSIONS, admin: true });

  // Roles of one's own, permissions alone, and permissions over a role.
  const permissionsOf = async (of) => (await join(roomId, await token({ roomId, ...of }))).json;
  const only = (...sources) =>
    ({ cam: sources.includes('cam'), mic: sources.includes('mic'), screen: sources.includes('screen') });
  const moderator = await permissionsOf({ role: 'moderator', permissions: { admin: true, canProduceSources: { mic: true } } });
  assert.equal(moderator.role, 'moderator');
  assert.deepEqual(moderator.permissions, { ...DEFAULT_PERMISSIONS, admin: true, canProduceSources: only('mic') });
  const bare = await permissionsOf({ permissions: { canSendData: false } });
  assert.equal(bare.role, 'guest');
  assert.deepEqual(bare.permissions, { ...DEFAULT_PERMISSIONS, canSendData: false });
  const quiet = await permissionsOf({ role: Role.SPEAKER, permissions: { canProduce: false } });
  assert.deepEqual(quiet.permissions, { ...ROLE_PERMISSIONS.speaker, canProduce: false, canProduceSources: only() });
  const silent = await permissionsOf({ role: Role.GUEST, permissions: { canProduceSources: only() } });
  assert.deepEqual(silent.permissions, { ...DEFAULT_PERMISSIONS, canProduce: false, canProduceSources: only() });

  // What the SDK cannot be brought to send: a life of its own, an audio room, muted on entry.
  const made = await post('/api/v2/sdk/create-peer-token', { roomId, role: 'guest', ttl: 60, roomType: 'AUDIO', muteOnEntry: true });
  assert.equal(made.status, 200);
  const claims = jose.decodeJwt(made.json.token);
  assert.equal(claims.exp - claims.iat, 60);
  assert.deepEqual(claims.permissions.canProduceSources, only('mic'));
  assert.equal(claims.data.joinAudioOn, false);
  const usual = jose.decodeJwt(await token({ roomId, role: Role.GUEST }));
  assert.equal(usual.exp - usual.iat, 4 * 3600);

  // Two may be inside with it, and no third.
  const shared = await token({ roomId: another, role: Role.GUEST, options: { maxPeersAllowed: 2 } });
  assert.equal((await join(another, shared)).status, 201);
  assert.equal((await join(another, shared)).status, 201);
  assert.equal((await join(another, shared)).json.code, 'token_in_use');

  // A locked room lets admins in, and everybody else waits for them.
  const ofLocked = (role) => token({ roomId: locked.roomId, role });
  assert.equal((await join(locked.roomId, await ofLocked(Role.HOST))).status, 201);
  assert.equal((await join(locked.roomId, await ofLocked(Role.GUEST))).status, 202);
  assert.equal((await post(`/api/v1/join/dev/${roomId}`, { name: 'Nobody' }, undefined)).json.code, 'token_required');

  // What goes on.
  const live = await api.getLiveSessions();
  const session = live.find((one) => one.roomId === roomId);
  assert.deepEqual(session, { roomId, startTime: session.startTime, livestreamCount: 0, recordingCount: 0 });
  const one = await api.getLiveSessions({ roomId });
  assert.deepEqual(one, { ...session, currentPeerCount: one.currentPeerCount });
  const inside = await api.getLivePartipantsDetails({ roomId });
  assert.equal(inside.length, one.currentPeerCount);
  assert.equal(inside.length, Object.keys(Role).length + 5);
  for (const { participantSessionId: peerId, metadata } of Object.values(admissions)) {
    const peer = inside.find((other) => other.peerId === peerId);
    assert.deepEqual(peer, { peerId, joinTime: peer.joinTime, metadata });
  }

  // What was: one leaves.
  const { participantSessionId: gone, sessionToken } = admissions.bot;
  await ours(`${base}/api/v1/session/leave`, { method: 'POST', headers: { authorization: `Bearer ${sessionToken}` } });
  const [{ sessionId, ...times }, ...older] = await api.getRoomSessions({ roomId, limit: 5, cursor: 0 });
  assert.deepEqual(older, []);
  assert.deepEqual(times, { startTime: session.startTime, endTime: null });
  assert.deepEqual(await api.getRoomSessions({ roomId, cursor: session.startTime }), []);
  const participants = await api.getPartipantsDetails({ sessionId });
  assert.equal(participants.length, inside.length);
  const left = participants.find(({ peerId }) => peerId === gone);
  assert.ok(left.exitTime >= left.joinTime);
  assert.deepEqual(left.metadata, admissions.bot.metadata);
  assert.equal(participants.filter((participant) => 'exitTime' in participant).length, 1);

  const metrics = await api.getMetrics();
  assert.ok(metrics.totalSessions >= 3 && metrics.totalUsers >= inside.length + 3 && metrics.totalDuration >= 0);
  assert.deepEqual([metrics.recordingCount, metrics.livestreamCount], [0, 0]);
  assert.deepEqual(await api.getRecordings(), { data: { recordings: [], nextCursor: null } });
  assert.deepEqual(await new Recorder('project', KEY).getRecordings(), { data: { recordings: [], nextCursor: null } });

  // Calls that the SDK has types for and no methods.
  assert.deepEqual((await get(`/api/v2/sdk/validate-room?roomId=${roomId}`)).json, { ok: true, validated: true });
  const notValid = await get('/api/v2/sdk/validate-room?roomId=nowhere');
  assert.equal(notValid.status, 401);
  assert.deepEqual([notValid.json.ok, notValid.json.message, notValid.json.validated], [false, 'Room Not Found', false]);
  for (const where of [`/api/v2/sdk/rooms/metadata?roomId=${roomId}`, `/api/v2/sdk/rooms/metadata/${roomId}`]) {
    for (const [sent, kept] of [[{ title: where }, { title: where }], ['{"title":"text"}', { title: 'text' }], ['plain', 'plain']]) {
      assert.deepEqual(await post(where, { metadata: sent }), { status: 200, json: { roomId, metadata: kept } });
      assert.deepEqual((await get(where)).json, { roomId, metadata: kept });
    }
  }
  assert.deepEqual(await post(`/api/v2/sdk/rooms/metadata/${roomId}`, {}), { status: 200, json: { roomId, metadata: null } });

  // What is refused is an error with the SDK's own words.
  const unknown = 'Room not found to be associated with the given API key';
  await assert.rejects(token({ roomId: 'nowhere', role: Role.GUEST }), { message: unknown });
  await assert.rejects(token({ roomId: 'no room can be called so', role: Role.GUEST }), { message: unknown });
  const badKey = { message: 'API key missing or invalid' };
  await assert.rejects(token({ apiKey: 'lk_dev_nobody', roomId, role: Role.GUEST }), badKey);
  await assert.rejects(token({ apiKey: READ_ONLY_KEY, roomId, role: Role.GUEST }), badKey);
  await assert.rejects(token({ apiKey: RS256_KEY, roomId, role: Role.GUEST }), { message: unknown });
  await assert.rejects(stranger.createRoom(), { message: 'Error creating room' });
  await assert.rejects(stranger.getRooms(), { message: 'Error getting rooms' });
  await assert.rejects(stranger.getMetrics(), { message: 'Error getting metrics' });
  await assert.rejects(stranger.getLiveSessions(), { message: 'Error getting live sessions' });
  await assert.rejects(api.getRoomDetails({ roomId: 'nowhere' }), { message: 'Error getting room details' });
  await assert.rejects(api.getRoomSessions({ roomId: 'nowhere' }), { message: 'Error getting room sessions' });
  await assert.rejects(api.getLiveSessions({ roomId: 'nowhere' }), { message: 'Error getting live sessions' });
  const noneGoesOn = { message: 'No ongoing session found for the room and project' };
  await assert.rejects(api.getLivePartipantsDetails({ roomId: 'nowhere' }), noneGoesOn);
  await assert.rejects(api.getLivePartipantsDetails({ roomId: (await api.createRoom()).roomId }), noneGoesOn);
  await assert.rejects(api.getPartipantsDetails({ sessionId: `${sessionId.slice(0, -1)}!` }), noneGoesOn);
  await assert.rejects(api.getPartipantsDetails({ sessionId: sessionId.replace(roomId, another) }), noneGoesOn);
  const bad = await post('/api/v2/sdk/create-peer-token', { role: 'guest', ttls: 1, permissions: { admin: 1 } });
  assert.equal(bad.status, 400);
  assert.equal(bad.json.success, false);
  assert.deepEqual(bad.json.error.issues.map(({ path }) => path.join('.')).sort(), ['permissions.admin', 'roomId', 'ttls']);
  assert.ok(bad.json.error.issues.some((issue) => issue.message === 'RoomId must provided'));

  // Access tokens that anybody can verify, where an app chose so.
  for (const [apiKey, alg] of [[RS256_KEY, 'RS256'], [ES256_KEY, 'ES256']]) {
    const { roomId: own } = await new API({ apiKey }).createRoom();
    const jwt = await new AccessToken({ apiKey, roomId: own, role: Role.SPEAKER, options: { metadata: { seat: 7 } } }).toJwt();
    assert.equal(jose.decodeProtectedHeader(jwt).alg, alg);
    const verifier = new TokenVerifier();
    verifier.JWKS = jose.createRemoteJWKSet(new URL(`${base}/.well-known/access-jwks.json`));
    const verified = await verifier.verify(jwt);
    assert.deepEqual(
      [verified.roomId, verified.projectId, verified.role, verified.permissions, verified.metadata],
      [own, alg === 'RS256' ? 'rsa' : 'ec', 'speaker', ROLE_PERMISSIONS.speaker, { seat: 7 }]);
    const [head, , signature] = jwt.split('.');
    const forged = Buffer.from(JSON.stringify({ ...verified, role: 'host' })).toString('base64url');
    await assert.rejects(verifier.verify(`${head}.${forged}.${signature}`), jose.errors.JWSSignatureVerificationFailed);
  }

  // Webhooks with its signature, of bodies that JavaScript writes in another way than they come.
  const { WebhookReceiver } = await import(`sdk-${version}/webhooks`);
  const url = `http://127.0.0.1:${receiver.address().port}/`;
  const webhook = (await post('/api/v1/webhooks', { url, types: ['room.created'], signature: 'huddle01' })).json;
  assert.equal(webhook.signature, 'huddle01');
  const delivered = new Promise((resolve, reject) => {
    // A room that was made a moment before the webhook may be told of as well.
    came = (message) => JSON.parse(message.body).data.room.metadata?.title?.startsWith('Zoë') && resolve(message);
    setTimeout(() => reject(new Error('no webhook came')), PATIENCE_MILLIS).unref();
  });
  const odd = '{"title":"Zoë \\u2028\\u0001","10":1.0,"9":1e21,"a":[1E-7,12345678901234567890,-0.0,{}]}';
  await ours(`${base}/api/v2/sdk/rooms/create-room`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': KEY }, body: `{"metadata":${odd}}`,
  });
  const { body, signature } = await delivered;
  const event = JSON.parse(body);
  assert.notEqual(JSON.stringify(event), body);
  assert.deepEqual(event.data.room.metadata, JSON.parse(odd));
  const good = new WebhookReceiver({ apiKey: webhook.secret });
  assert.deepEqual(await good.receive(body, signature), event);
  assert.deepEqual(await good.receive(event, signature), event);
  const invalid = { message: 'Invalid signature' };
  await assert.rejects(good.receive(body.replace('room.created', 'room.updated'), signature), invalid);
  await assert.rejects(good.receive(body, signature.replace(/t=\d/, 't=9')), invalid);
  await assert.rejects(new WebhookReceiver({ apiKey: KEY }).receive(body, signature), invalid);
  await ours(`${base}/api/v1/webhooks/${webhook.webhookId}`, { method: 'DELETE', headers: { 'x-api-key': KEY } });
  console.log(`Huddle01's server SDK ${version}: every method`);
}
receiver.close();
