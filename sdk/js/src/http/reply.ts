/** What came back, read to its end. */
export interface Reply {
  readonly status: number;
  /** How long the service asks us to stay away. */
  readonly retryAfterMs: number | undefined;
  /** The body; undefined where it is not JSON. */
  readonly json: unknown;
}

/** @throws whatever reading the body throws, when it does not arrive whole */
export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, retryAfterMs: retryAfter(response), json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfter(response: Response): number | undefined {
  const seconds = response.headers.get("retry-after");
  return seconds !== null && /^\d{1,9}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}
