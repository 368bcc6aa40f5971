// The example's page in two Chromium windows with fake cameras: a guest knocks, is let in, both see each other, and he is put out. By livekit.sh.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const client = createRequire(import.meta.url).resolve('livekit-client');
const { SERVICE, KEY, PAGE, SCREENSHOT } = process.env;
const room = 'by-its-page';

const post = async (path, body) => {
  const headers = { 'x-api-key': KEY, 'content-type': 'application/json' };
  const answer = await fetch(SERVICE + path, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
};

await post('/api/v1/room', { roomName: room, privacy: 'private', enableRequestToJoin: true });
const { token } = await post('/api/v1/token', { roomName: room, name: 'Ada', role: 'host' });
const address = `${PAGE}/?room=${encodeURIComponent(`${SERVICE}/dev/${room}`)}`;

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
  ],
});
const open = async (url) => {
  const context = await browser.newContext({ viewport: { width: 860, height: 460 } });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(url);
  return page;
};

/** How many frames the videos of a page have shown, once it has two. */
const frames = async (page) => {
  await page.locator('video').nth(1).waitFor();
  return page.$$eval('video', (videos) => videos.map((video) => video.getVideoPlaybackQuality().totalVideoFrames));
};
const advance = async (page, who) => {
  const before = await frames(page);
  for (let tries = 0; ; tries++) {
    const now = await frames(page);
    if (now.every((count, video) => count > before[video] + 5)) return;
    assert.ok(tries < 300, `${who} sees no video: ${before} ${now}`);
    await page.waitForTimeout(100);
  }
};

try {
  const host = await open(`${address}#t=${token}`);
  assert.equal(new URL(host.url()).hash, '', 'the token stays in the address');
  await host.getByRole('button', { name: 'Come in' }).click();
  await host.getByText('You are inside as host.').waitFor();

  const guest = await open(address);
  await guest.getByLabel('Your name').fill('Grace');
  await guest.getByRole('button', { name: 'Come in' }).click();
  await guest.getByText('You have knocked.').waitFor();
  assert.equal(await guest.locator('video').count(), 0);

  await host.getByRole('button', { name: 'Let Grace in' }).click();
  await guest.getByText('You are inside as guest.').waitFor();
  await Promise.all([advance(host, 'the host'), advance(guest, 'the guest')]);
  if (SCREENSHOT) await host.screenshot({ path: SCREENSHOT });

  await host.getByRole('button', { name: 'Put Grace out' }).click();
  await guest.getByText('You are out: ejected.').waitFor();
  await host.locator('video').nth(1).waitFor({ state: 'detached' });
  assert.equal(await guest.locator('video').count(), 0);
  const peers = await fetch(`${SERVICE}/api/v1/room/${room}/peers`, { headers: { 'x-api-key': KEY } });
  assert.deepEqual((await peers.json()).peers.map((peer) => peer.name), ['Ada']);

  // LiveKit's client as it is, with nothing but the address of the endpoint and a token of Latchkey's.
  const { token: another } = await post('/api/v1/token', { roomName: room, name: 'Bob' });
  const own = await open(address);
  await own.addScriptTag({ path: client });
  const others = await own.evaluate(
    async ([endpoint, accessToken, roomName]) => {
      const source = LivekitClient.TokenSource.endpoint(endpoint, { headers: { authorization: `Bearer ${accessToken}` } });
      const { serverUrl, participantToken } = await source.fetch({ roomName });
      const connected = new LivekitClient.Room();
      await connected.connect(serverUrl, participantToken);
      return [...connected.remoteParticipants.values()].map(({ name }) => name);
    },
    [`${SERVICE}/api/v1/livekit/dev/token`, another, room],
  );
  assert.deepEqual(others, ['Ada']);
  console.log("LiveKit's own client gets in by TokenSource.endpoint, in Chromium");
  console.log('a guest knocks, is let in, both pages show both videos, he is put out: in two Chromium windows with the example\'s page');
} finally {
  await browser.close();
}
