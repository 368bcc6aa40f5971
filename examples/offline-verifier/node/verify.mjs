// Verifies session tokens, a line each, without asking Latchkey about any of them: signature, time, and the status list.
// node verify.mjs https://api.example.com acme closed|open
import { createInterface } from 'node:readline';
import { inflateSync } from 'node:zlib';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [service, app, failing] = process.argv.slice(2);
const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', service));
const lists = new Map();

/** The list of that address: not older than it says that it may be, or the last one there was. */
async function statusList(uri) {
  const held = lists.get(uri);
  if (held?.freshUntil > Date.now()) return held;
  try {
    // Whoever signs tokens does not send us anywhere else.
    if (!uri.startsWith(`${service}/.well-known/status/`)) throw new Error('the token names a foreign status list');
    const asked = Date.now();
    const answer = await fetch(uri, { headers: { accept: 'application/statuslist+jwt' }, signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(`the status list cannot be had: ${answer.status}`);
    const { payload } = await jwtVerify(await answer.text(), keys, {
      subject: uri, typ: 'statuslist+jwt', algorithms: ['ES256'], requiredClaims: ['iat', 'exp', 'ttl'],
    });
    const bits = inflateSync(Buffer.from(payload.status_list.lst, 'base64url'), { maxOutputLength: 1 << 24 });
    lists.set(uri, { bits, freshUntil: asked + payload.ttl * 1000 });
  } catch (error) {
    if (failing !== 'open') throw error;
  }
  return lists.get(uri);
}

async function verify(token) {
  const { payload } = await jwtVerify(token, keys, {
    issuer: 'latchkey', audience: `${app}:session`, typ: 'session+jwt', algorithms: ['ES256'], requiredClaims: ['sub', 'exp'],
  });
  const status = payload.status?.status_list;
  if (!status) return payload; // by an older Latchkey, which has no lists
  const list = await statusList(status.uri);
  if (list && (status.idx >= list.bits.length * 8 || (list.bits[status.idx >> 3] >> (status.idx & 7)) & 1)) {
    throw new Error('the holder is out');
  }
  return payload;
}

for await (const token of createInterface({ input: process.stdin })) {
  await verify(token).then(({ sub }) => console.log(`accepted ${sub}`), (error) => console.log(`refused: ${error.message}`));
}
