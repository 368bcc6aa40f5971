/** Every view of the dashboard, by its address. */
export const routes = [
  ["/dashboard", "rooms"],
  ["/dashboard/rooms/:room", "room"],
  ["/dashboard/rooms/:room/sessions/:meeting", "meeting"],
  ["/dashboard/tokens", "tokens"],
  ["/dashboard/webhooks", "webhooks"],
  ["/dashboard/webhooks/:webhook", "webhook"],
  ["/dashboard/keys", "keys"],
  ["/dashboard/media", "media"],
  ["/dashboard/sessions", "sessions"],
] as const;

export type ViewName = (typeof routes)[number][1];

export interface Place {
  readonly view: ViewName;
  /** The values of the pattern's names. */
  readonly names: Readonly<Record<string, string>>;
}

/** Null for an address that has no view. */
export function placeOf(path: string): Place | null {
  for (const [pattern, view] of routes) {
    const names = match(pattern.split("/"), path.split("/"));
    if (names !== null) {
      return { view, names };
    }
  }
  return null;
}

function match(pattern: readonly string[], path: readonly string[]): Record<string, string> | null {
  if (pattern.length !== path.length) {
    return null;
  }
  const names: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = path[index] ?? "";
    if (part.startsWith(":") && value !== "") {
      names[part.slice(1)] = decoded(value);
    } else if (part !== value) {
      return null;
    }
  }
  return names;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/**
 * Follows links and the browser's way back without loading the page again. The listener is told of each new address, and whether
 * somebody went there or came back.
 */
export function followLinks(arrived: (how: "went" | "back", scrollY: number) => void): void {
  history.scrollRestoration = "manual";
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link === null || !plain || event.defaultPrevented || link.target !== "" || link.hasAttribute("download")) {
      return;
    }
    const address = new URL(link.href);
    if (address.origin === location.origin && placeOf(address.pathname) !== null && address.hash === "") {
      event.preventDefault();
      history.replaceState({ scrollY }, "");
      history.pushState(null, "", link.href);
      arrived("went", 0);
    }
  });
  addEventListener("popstate", ({ state }) => {
    arrived("back", typeof state?.scrollY === "number" ? state.scrollY : 0);
  });
}

/** What one looks for stands in the address, so that it can be linked and reloaded. */
export function sought(): string {
  return new URLSearchParams(location.search).get("q") ?? "";
}

export function seek(text: string): void {
  history.replaceState(history.state, "", `${location.pathname}${text === "" ? "" : `?q=${encodeURIComponent(text)}`}`);
}
