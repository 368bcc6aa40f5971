import { LatchkeyDesk } from "./desk-element.ts";
import { LatchkeyDoor } from "./door-element.ts";

/** Registers the elements. A tag that is taken is left alone. */
for (const [tag, element] of [
  ["latchkey-door", LatchkeyDoor],
  ["latchkey-desk", LatchkeyDesk],
] as const) {
  if (customElements.get(tag) === undefined) {
    customElements.define(tag, element);
  }
}
