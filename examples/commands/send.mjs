// Sends a command and waits for its answer. LATCHKEY_KEY=lk_dev_... node send.mjs '{"type": "create-room"}' [http://localhost:3000]
const [command = '{"type": "create-room"}', server = "http://localhost:3000"] = process.argv.slice(2);
const headers = { "x-api-key": process.env.LATCHKEY_KEY, "content-type": "application/json" };
const id = crypto.randomUUID(); // kept with what it is for, and sent again with it

const events = await fetch(`${server}/local/events`, { headers });
const sent = await fetch(`${server}/local/commands`, { method: "POST", headers, body: JSON.stringify({ id, ...JSON.parse(command) }) });
if (sent.status !== 202) throw new Error(`${sent.status} ${await sent.text()}`);

let rest = "";
for await (const chunk of events.body.pipeThrough(new TextDecoderStream())) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  for (const line of lines.filter((line) => line.startsWith("data: "))) {
    const { type, data } = JSON.parse(line.slice(6));
    if (!type.startsWith("command.") || data.commandId !== id) continue;
    console.log(type, JSON.stringify(data.result ?? data.problem));
    process.exit(type === "command.succeeded" ? 0 : 1);
  }
}
