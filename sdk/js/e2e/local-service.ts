import { afterAll } from "vitest";
import { ApiClient } from "../src/server/index.ts";

/** The service that `.ci/checks/sdk-js.sh` has started, and the key of its app `dev`. */
export const url = required("LATCHKEY_URL");
export const apiKey = required("LATCHKEY_KEY");

export const api = new ApiClient({ url, apiKey });

/** Another name each time. */
export function newRoomName(): string {
  return `sdk-${crypto.randomUUID().slice(0, 8)}`;
}

export function roomURL(roomName: string): string {
  return `${url}/dev/${roomName}`;
}

/** Ends with the tests what they have begun. */
export function whenDone(end: () => Promise<unknown>): void {
  afterAll(async () => {
    await end().catch(() => {});
  });
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is missing: run .ci/checks/sdk-js.sh`);
  }
  return value;
}
