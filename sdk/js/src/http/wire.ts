import { LatchkeyError } from "../errors.ts";

/** A JSON object of the service, of which nothing is known yet. */
export type Json = { readonly [name: string]: unknown };

/** Reads members of an answer as what they must be. What is not that is an answer that this version does not know. */
export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : unknown();
}

export function text(json: Json, name: string): string {
  const value = json[name];
  return typeof value === "string" ? value : unknown(name);
}

export function number(json: Json, name: string): number {
  const value = json[name];
  return typeof value === "number" ? value : unknown(name);
}

export function flag(json: Json, name: string): boolean {
  const value = json[name];
  return typeof value === "boolean" ? value : unknown(name);
}

/** Null where it is null or left out. */
export function textOrNull(json: Json, name: string): string | null {
  return json[name] === null || json[name] === undefined ? null : text(json, name);
}

export function numberOrNull(json: Json, name: string): number | null {
  return json[name] === null || json[name] === undefined ? null : number(json, name);
}

export function flagOrNull(json: Json, name: string): boolean | null {
  return json[name] === null || json[name] === undefined ? null : flag(json, name);
}

export function list<T>(json: Json, name: string, read: (element: Json) => T): readonly T[] {
  const value = json[name];
  return Array.isArray(value) ? value.map((element) => read(object(element))) : unknown(name);
}

export function texts(json: Json, name: string): readonly string[] {
  const value = json[name];
  return Array.isArray(value) && value.every((element) => typeof element === "string") ? value : unknown(name);
}

export function oneOf<T extends string>(json: Json, name: string, values: readonly T[]): T {
  const value = json[name];
  return values.find((known) => known === value) ?? unknown(name);
}

function unknown(name = "the answer"): never {
  throw new LatchkeyError("unexpected", `${name} is not what this version knows`, {});
}
