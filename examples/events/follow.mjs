// Follows what happens and prints who is inside. LATCHKEY_KEY=lk_dev_... node follow.mjs [http://localhost:3000]
const server = process.argv[2] ?? "http://localhost:3000";
const answer = await fetch(`${server}/local/events`, { headers: { "x-api-key": process.env.LATCHKEY_KEY } });
if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);

const seen = new Set(); // ids: an event may come twice
const latest = new Map(); // by peer: the sequence of what was heard of it last
const inside = new Map(); // by peer: a name

function take(event) {
  if (seen.has(event.id)) return;
  seen.add(event.id);
  const peer = event.data.peer;
  if (!peer || (latest.get(peer.peerId) ?? "") >= event.sequence) return;
  latest.set(peer.peerId, event.sequence);
  if (event.type === "peer.left") inside.delete(peer.peerId);
  else inside.set(peer.peerId, peer.name ?? "somebody");
  console.log(`${event.type} in ${event.roomName}; inside: ${[...inside.values()].join(", ") || "nobody"}`);
}

let rest = "";
for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    if (line.startsWith("data: ")) take(JSON.parse(line.slice(6)));
  }
}
