/** Something that was asked of the service. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  /** JSON; empty where nothing was sent. */
  readonly body: string;
}

/** Members of bodies that are nobody's to see. */
const SECRET = new Set(["apiSecret", "secret"]);

/** The same call for a shell. The key stands in it as a variable, and so does every secret. */
export function curlOf({ method, url, body }: Asked): string {
  const parts = [`curl -X ${method} ${quoted(url)}`, `-H "x-api-key: $LATCHKEY_KEY"`];
  if (body !== "") {
    parts.push(
      "-H 'content-type: application/json'",
      `-d ${quoted(withoutSecrets(body)).replaceAll(HOLE, `'"$SECRET"'`)}`,
    );
  }
  return parts.join(" ");
}

const HOLE = "\u0000";

function withoutSecrets(body: string): string {
  const hidden = JSON.parse(body, (name, value) => (SECRET.has(name) ? HOLE : value));
  return JSON.stringify(hidden).replaceAll("\\u0000", HOLE);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
