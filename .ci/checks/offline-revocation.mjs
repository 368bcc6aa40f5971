// Two foreign verifiers, each told to fail closed and to fail open, while people are put out, keys rotate and the service is gone.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeJwt, decodeProtectedHeader } from 'jose';

const { URL: base, KEY, VERIFIER, STAGE } = process.env;
const TTL_AND_A_SECOND = 11_000;

const call = async (path, body, headers = {}) => {
  const answer = await fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
};
const asServer = (path, body = {}) => call(path, body, { 'x-api-key': KEY });
const join = async () => {
  const { token } = await asServer('/api/v1/token', { roomName: 'revoking' });
  return call('/api/v1/join/dev/revoking', { accessToken: token });
};
const heartbeat = ({ sessionToken }) => call('/api/v1/session/heartbeat', {}, { authorization: `Bearer ${sessionToken}` });
const eject = ({ participantSessionId }) => asServer(`/api/v1/room/revoking/peers/${participantSessionId}/eject`);

/** The shell does what this script cannot. */
const stage = async (reached, done) => {
  writeFileSync(`${STAGE}/${reached}`, '');
  while (!existsSync(`${STAGE}/${done}`)) await pause(100);
};

class Verifier {
  constructor(name, command, args, failing) {
    this.name = `${name}, failing ${failing}`;
    this.failing = failing;
    this.process = spawn(command, [...args, base, 'dev', failing], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async accepts({ sessionToken, participantSessionId }) {
    this.process.stdin.write(sessionToken + '\n');
    const answer = (await this.answers.next()).value;
    assert.match(answer, /^(accepted|refused)/);
    if (answer.startsWith('accepted')) assert.equal(answer, `accepted ${participantSessionId}`);
    return answer.startsWith('accepted');
  }
}
const verifiers = ['closed', 'open'].flatMap((failing) => [
  new Verifier('Node', 'node', [`${VERIFIER}/node/verify.mjs`], failing),
  new Verifier('Go', `${VERIFIER}/go`, [], failing),
]);
const all = async (person, expected, what) => {
  for (const verifier of verifiers) {
    const wanted = typeof expected === 'boolean' ? expected : verifier.failing === expected.acceptedBy;
    assert.equal(await verifier.accepts(person), wanted, `${verifier.name}: ${what}`);
  }
};

await asServer('/api/v1/room', { roomName: 'revoking' });
const [ada, grace] = [await join(), await join()];
await all(ada, true, 'Ada is inside');
await all(grace, true, 'Grace is inside');
assert.equal(await verifiers[0].accepts({ ...ada, sessionToken: ada.sessionToken.slice(0, -4) + 'AAAA' }), false);

await eject(ada);
await pause(TTL_AND_A_SECOND);
await all(ada, false, 'Ada was put out');
await all(grace, true, 'Grace stays');

await heartbeat(grace);
await stage('rotate', 'rotated');
// Her place is kept for 75 seconds, in which a service has to start.
await heartbeat(grace);
await stage('restart', 'restarted');
await heartbeat(grace);
const edsger = await join();
const kid = (person) => decodeProtectedHeader(person.sessionToken).kid;
assert.notEqual(kid(edsger), kid(grace), 'another key signs');
await pause(TTL_AND_A_SECOND);
await all(edsger, true, 'Edsger came in after the rotation');
await all(grace, true, "Grace's token is of the key before");
await all(ada, false, 'Ada stays out');
const { uri } = decodeJwt(edsger.sessionToken).status.status_list;
assert.equal(decodeProtectedHeader(await (await fetch(uri)).text()).kid, kid(edsger), 'the list has the new key too');

await eject(edsger);
await pause(TTL_AND_A_SECOND);
await all(edsger, false, 'Edsger was put out');
await all(grace, true, 'Grace stays');

await stage('unreachable', 'stopped');
await pause(TTL_AND_A_SECOND);
await all(grace, { acceptedBy: 'open' }, 'the list is not to be had');
await all(edsger, false, 'whoever was out when there was a list is out');
verifiers.forEach((verifier) => verifier.process.kill());
console.log('Node and Go refused whoever was put out within ttl + 1 s, across a rotation, and failed as they were told');
