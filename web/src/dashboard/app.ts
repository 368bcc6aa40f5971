import { isLatchkeyError } from "latchkey";
import { spokenLanguage } from "latchkey/elements";
import { ApiClient } from "latchkey/server";
import { curlOf } from "./curl.ts";
import { codeOf, Http, sessionFetch } from "./http.ts";
import { de } from "./messages/de.ts";
import { en, type Words } from "./messages/en.ts";
import { type DashboardSession, mayChange, maySee, type Scope, Sessions } from "./session.ts";
import { createStore } from "./store.ts";

/** What is asked once before it is done. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** Names what is done, and to whom. */
  readonly button: string;
  /** What may be said with it; none where nothing may. */
  readonly field?: string;
  readonly run: (said: string) => unknown;
}

/** What is known beyond one view. */
interface State {
  /** Undefined until the service has been asked. */
  readonly session: DashboardSession | null | undefined;
  readonly question: Question | null;
  /** What was done last, in words. */
  readonly said: string;
  /** The same for a shell. */
  readonly curl: string;
  readonly fault: string;
}

export const language = spokenLanguage(navigator.languages);
export const words: Words = language === "de" ? de : en;

export const store = createStore<State>({ session: undefined, question: null, said: "", curl: "", fault: "" });

const ask = sessionFetch((asked) => {
  if (!new URL(asked.url).pathname.startsWith("/api/v1/dashboard/")) {
    store.update((state) => ({ ...state, curl: curlOf(asked) }));
  }
});

export const http = new Http(ask);
export const sessions = new Sessions(http);
/** Whoever it speaks for is known by the session's cookie. */
export const api = new ApiClient({ url: location.origin, apiKey: "none", fetch: ask });

export function may(scope: Scope): boolean {
  const { session } = store.get();
  return session !== null && session !== undefined && mayChange(session, scope);
}

export function see(scope: Scope): boolean {
  const { session } = store.get();
  return session !== null && session !== undefined && maySee(session, scope);
}

/** What a refusal is in words; that the session is over shows the form to sign in instead. */
export function faultOf(error: unknown): string {
  if (!isLatchkeyError(error)) {
    if (!(error instanceof DOMException)) {
      reportError(error);
    }
    return words.fault;
  }
  const code = codeOf(error);
  if (OVER.has(code)) {
    const ended = store.get().session ? words.signIn.ended : "";
    store.update((state) => ({ ...state, session: null, question: null, curl: "", said: "", fault: ended }));
    return ended;
  }
  if (error.code === "malformed_request") {
    return words.malformed(error.details.errors.map(({ field }) => field).join(", "));
  }
  const faults: Readonly<Record<string, string>> = words.faults;
  return faults[code] ?? words.fault;
}

const OVER: ReadonlySet<string> = new Set(["dashboard_session_over", "unauthenticated"]);
