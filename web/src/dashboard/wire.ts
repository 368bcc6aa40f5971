/** Reads members of what came over the wire. What is missing, or is something else, reads as nothing. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

export function text(value: unknown, name: string): string {
  const found = member(value, name);
  return typeof found === "string" ? found : "";
}

export function number(value: unknown, name: string): number {
  const found = member(value, name);
  return typeof found === "number" ? found : 0;
}

export function flag(value: unknown, name: string): boolean {
  return member(value, name) === true;
}

export function texts(value: unknown, name: string): readonly string[] {
  const found = member(value, name);
  return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
}
