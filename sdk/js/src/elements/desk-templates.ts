import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { JoinRequest } from "../desk/waiting-room.ts";
import type { MeetingInfo, Participant } from "../door/admission.ts";
import type { DeskMessages } from "./messages/desk-en.ts";

/** What is asked once before it is done. */
export interface Question {
  readonly what: "turnAway" | "remove" | "ban";
  /** Of the join request or the peer. */
  readonly id: string;
  readonly name: string;
}

/** What there is to draw a desk from, and what its controls do. */
export interface DeskScene {
  /** Null for who may not decide. */
  readonly info: MeetingInfo | null;
  readonly inside: readonly Participant[];
  readonly waiting: readonly JoinRequest[];
  readonly chosen: ReadonlySet<string>;
  readonly busy: ReadonlySet<string>;
  readonly question: Question | null;
  readonly language: string;
  readonly words: DeskMessages;
  readonly spoken: string;
  readonly fault: string;
  /** Whether it can be heard that somebody knocks. */
  readonly sounds: boolean;
  readonly sound: (on: boolean) => void;
  readonly choose: (requestId: string, chosen: boolean) => void;
  readonly giveRole: (requestId: string, role: string) => void;
  readonly letIn: (requestIds: readonly string[]) => void;
  readonly changeRole: (peer: Participant, role: string) => void;
  readonly ask: (question: Question) => void;
  readonly answer: (confirmed: boolean, message: string) => void;
}

const ROLES = ["host", "coHost", "speaker", "listener", "guest", "bot"] as const;

/** One for all rows: a formatter is dear to make. */
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

export function deskTemplate(scene: DeskScene): TemplateResult {
  const { info, words } = scene;
  return html`
    <section part="card" aria-labelledby="heading" lang=${scene.language}>
      ${
        info === null
          ? html`<h1 id="heading" part="heading" class="quiet">${words.notInside}</h1>`
          : html`
              <h1 id="heading" part="heading">${words.heading(info.roomName)}</h1>
              ${waiting(scene)} ${inside(scene, info)}
            `
      }
      <slot name="footer"></slot>
    </section>
    ${dialog(scene)}
    <p class="unseen" role="status">${scene.spoken}</p>
  `;
}

function waiting(scene: DeskScene): TemplateResult {
  const { waiting: requests, chosen, words, letIn } = scene;
  const wanted = chosen.size > 0 ? requests.filter(({ requestId }) => chosen.has(requestId)) : requests;
  return html`
    <p class="fault" role="alert">${scene.fault}</p>
    <div class="head">
      <h2>${words.waitingHeading(requests.length)}</h2>
      <label class="sound">
        <input
          type="checkbox"
          .checked=${scene.sounds}
          @change=${(event: Event) => scene.sound((event.target as HTMLInputElement).checked)}
        />
        ${words.sound}
      </label>
    </div>
    ${
      requests.length === 0
        ? html`<p class="hint">${words.nobodyWaits}</p>`
        : html`
            <ul part="people" class="people">
              ${repeat(
                requests,
                ({ requestId }) => requestId,
                (request) =>
                  guard([request, chosen.has(request.requestId), scene.busy.has(request.requestId), words], () =>
                    knock(scene, request),
                  ),
              )}
            </ul>
          `
    }
    ${
      requests.length > 1
        ? html`
            <button
              part="button"
              class="primary"
              type="button"
              @click=${() => letIn(wanted.map(({ requestId }) => requestId))}
            >
              ${chosen.size > 0 ? words.letInChosen(wanted.length) : words.letInAll(wanted.length)}
            </button>
          `
        : nothing
    }
  `;
}

function knock(scene: DeskScene, { requestId, name: known, requestedAt }: JoinRequest): TemplateResult {
  const { words, chosen, busy } = scene;
  const name = known ?? words.unnamed;
  const time = CLOCK.format(requestedAt * 1000);
  return html`
    <li aria-busy=${busy.has(requestId) ? "true" : "false"}>
      <input
        type="checkbox"
        aria-label=${words.choose(name)}
        .checked=${chosen.has(requestId)}
        @change=${(event: Event) => scene.choose(requestId, (event.target as HTMLInputElement).checked)}
      />
      <span class="who"><bdi>${name}</bdi> <small>${words.since(time)}</small></span>
      <span class="acts">
        <select
          part="field"
          aria-label=${words.roleOf(name)}
          @change=${(event: Event) => scene.giveRole(requestId, (event.target as HTMLSelectElement).value)}
        >
          <option value="">${words.asInvited}</option>
          ${ROLES.map((role) => html`<option value=${role}>${role}</option>`)}
        </select>
        <button
          part="button"
          class="primary"
          type="button"
          aria-label=${words.letInName(name)}
          @click=${() => scene.letIn([requestId])}
        >
          ${words.letIn}
        </button>
        <button
          part="secondary"
          class="secondary"
          type="button"
          aria-label=${words.turnAwayName(name)}
          @click=${() => scene.ask({ what: "turnAway", id: requestId, name })}
        >
          ${words.turnAway}
        </button>
      </span>
    </li>
  `;
}

function inside(scene: DeskScene, info: MeetingInfo): TemplateResult {
  const { inside: people, words } = scene;
  return html`
    <h2>${words.insideHeading(people.length)}</h2>
    ${
      people.length === 0
        ? html`<p class="hint">${words.nobodyInside}</p>`
        : html`
            <ul part="people" class="people">
              ${repeat(
                people,
                ({ id }) => id,
                (peer) => person(scene, peer),
              )}
            </ul>
          `
    }
    ${info.moreOnline ? html`<p class="hint">${words.more}</p>` : nothing}
  `;
}

function person(scene: DeskScene, peer: Participant): TemplateResult {
  const { words, busy } = scene;
  const name = peer.name ?? words.unnamed;
  const roles = (ROLES as readonly string[]).includes(peer.role) ? ROLES : [peer.role, ...ROLES];
  return html`
    <li aria-busy=${busy.has(peer.id) ? "true" : "false"}>
      <span class="who"><bdi>${name}</bdi></span>
      <span class="acts">
        <select
          part="field"
          aria-label=${words.roleOf(name)}
          @change=${(event: Event) => scene.changeRole(peer, (event.target as HTMLSelectElement).value)}
        >
          ${roles.map((role) => html`<option value=${role} .selected=${role === peer.role}>${role}</option>`)}
        </select>
        ${(["remove", "ban"] as const).map(
          (what) => html`
            <button
              part="secondary"
              class="secondary"
              type="button"
              aria-label=${labelOf(words, what, name)}
              @click=${() => scene.ask({ what, id: peer.id, name })}
            >
              ${words[what]}
            </button>
          `,
        )}
      </span>
    </li>
  `;
}

/** Says what will be done to whom, and does it only then. */
function dialog({ question, words, answer }: DeskScene): TemplateResult | typeof nothing {
  if (question === null) {
    return nothing;
  }
  const label = labelOf(words, question.what, question.name);
  const close = (event: Event) => {
    const { returnValue } = event.target as HTMLDialogElement;
    const field = (event.target as HTMLElement).querySelector("textarea");
    answer(returnValue === "yes", field?.value ?? "");
  };
  return html`
    <dialog aria-labelledby="question" aria-describedby="consequence" @close=${close}>
      <form method="dialog">
        <h2 id="question">${label}</h2>
        <p id="consequence">${words[`${question.what}Text`]}</p>
        ${
          question.what === "turnAway"
            ? html`
                <label for="message">${words.reason}</label>
                <textarea id="message" part="field" rows="2" maxlength="500"></textarea>
              `
            : nothing
        }
        <button part="danger" class="danger" value="yes">${label}</button>
        <button part="secondary" class="secondary" value="no">${words.cancel}</button>
      </form>
    </dialog>
  `;
}

function labelOf(words: DeskMessages, what: Question["what"], name: string): string {
  return words[`${what}Name`](name);
}
