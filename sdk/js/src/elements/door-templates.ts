import { html, nothing, type TemplateResult } from "lit";
import type { MeetingInfo } from "../door/admission.ts";
import type { EndReason } from "../meeting/state.ts";
import type { Permissions } from "../permissions.ts";
import { doorDrawing } from "./door-drawing.ts";
import { countdown, type DoorView, ENDS_SOON_MS, mayTryAgain } from "./door-view.ts";
import type { DoorMessages } from "./messages/en.ts";

/** What there is to draw a door from, and what its buttons do. */
export interface DoorScene {
  readonly view: DoorView;
  readonly room: string;
  readonly name: string;
  readonly language: string;
  readonly words: DoorMessages;
  /** Told politely, and told at once. */
  readonly spoken: string;
  readonly alarm: string;
  readonly nowMs: number;
  readonly join: (name: string) => void;
  readonly again: () => void;
  readonly leave: () => void;
}

type View<N extends DoorView["name"]> = Extract<DoorView, { readonly name: N }>;

export function doorTemplate(scene: DoorScene): TemplateResult {
  return html`
    <section part="card" aria-labelledby="heading" lang=${scene.language}>
      ${doorDrawing(scene.view.name)}
      <h1 id="heading" part="heading" tabindex="-1">${heading(scene)}</h1>
      ${body(scene)}
      <slot name="footer"></slot>
    </section>
    <p class="unseen" role="status">${scene.spoken}</p>
    <p class="unseen" role="alert">${scene.alarm}</p>
  `;
}

/** What a reason is in words. */
export function reasonText(
  reason: EndReason,
  words: DoorMessages,
): { readonly heading: string; readonly text: string } {
  const reasons: Partial<Record<EndReason, { readonly heading: string; readonly text: string }>> = words.reasons;
  return reasons[reason] ?? { heading: words.otherHeading, text: words.otherText };
}

function heading({ view, words, room }: DoorScene): string {
  switch (view.name) {
    case "form":
      return words.heading(room);
    case "joining":
      return words.joining;
    case "waiting":
      return words.waitingHeading;
    case "inside":
      return words.insideHeading(room);
    case "not-open":
      return words.notOpenHeading;
    case "over":
      return reasonText(view.reason, words).heading;
  }
}

function body(scene: DoorScene): TemplateResult | typeof nothing {
  const { view } = scene;
  switch (view.name) {
    case "form":
      return form(scene, view);
    case "joining":
      return nothing;
    case "waiting":
      return waiting(scene, view);
    case "inside":
      return inside(scene, view);
    case "not-open":
      return notOpen(scene, view);
    case "over":
      return over(scene, view);
  }
}

function form({ words, name, join }: DoorScene, { fault }: View<"form">): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem("name");
    join((field as HTMLInputElement).value);
  };
  return html`
    <form novalidate @submit=${submit}>
      <label for="name">${words.name}</label>
      <input
        id="name"
        name="name"
        part="field"
        autocomplete="name"
        maxlength="200"
        .value=${name}
        aria-invalid=${fault === "none" ? "false" : "true"}
        aria-describedby="hint fault"
        required
      />
      <p id="fault" class="fault">
        ${fault === "missing" ? words.nameMissing : fault === "refused" ? words.nameRefused : nothing}
      </p>
      <p id="hint" class="hint">${words.nameHint}</p>
      <slot name="rules"></slot>
      <button part="button" class="primary">${words.join}</button>
    </form>
  `;
}

function waiting({ words, leave }: DoorScene, { place, message }: View<"waiting">): TemplateResult {
  return html`
    <p class="place">${place === null ? nothing : words.place(place)}</p>
    <p part="text">${words.waitingText}</p>
    ${message === null ? nothing : quote(words, message)}
    <button part="secondary" class="secondary" type="button" @click=${leave}>${words.stopWaiting}</button>
  `;
}

function notOpen({ words, nowMs, leave, again }: DoorScene, { opensAtMs }: View<"not-open">): TemplateResult {
  return opensAtMs === null
    ? html`<button part="button" class="primary" type="button" @click=${again}>${words.tryAgain}</button>`
    : html`
        <p class="clock"><span>${words.opensIn}</span> <b>${countdown(opensAtMs - nowMs)}</b></p>
        <p part="text">${words.notOpenText}</p>
        <button part="secondary" class="secondary" type="button" @click=${leave}>${words.stopWaiting}</button>
      `;
}

function over({ words, again }: DoorScene, { reason, message }: View<"over">): TemplateResult {
  return html`
    <p part="text">${reasonText(reason, words).text}</p>
    ${message === null ? nothing : quote(words, message)}
    ${
      mayTryAgain(reason)
        ? html`<button part="button" class="primary" type="button" @click=${again}>${words.tryAgain}</button>`
        : nothing
    }
  `;
}

function quote(words: DoorMessages, message: string): TemplateResult {
  return html`<figure><figcaption>${words.hostSays}</figcaption><blockquote dir="auto">${message}</blockquote></figure>`;
}

function inside({ words, nowMs, leave }: DoorScene, { info, connected }: View<"inside">): TemplateResult {
  const leftMs = info.ejectAt === null ? Number.POSITIVE_INFINITY : info.ejectAt * 1000 - nowMs;
  return html`
    ${connected ? nothing : html`<p part="notice" class="notice">${words.connectionLost}</p>`}
    ${leftMs > ENDS_SOON_MS ? nothing : html`<p part="notice" class="notice">${words.endsIn(countdown(leftMs))}</p>`}
    <slot name="inside">${people(words, info)} ${may(words, info.permissions)}</slot>
    <button part="secondary" class="secondary" type="button" @click=${leave}>${words.leave}</button>
  `;
}

function people(words: DoorMessages, info: MeetingInfo): TemplateResult {
  const others = info.onlineParticipants;
  return html`
    <h2>${words.peopleHeading(others.length + 1)}</h2>
    <ul part="people" class="people">
      ${person(words, info.name, info.role, words.you)} ${others.map(({ name, role }) => person(words, name, role, ""))}
      ${info.moreOnline ? html`<li>${words.more}</li>` : nothing}
    </ul>
    ${others.length === 0 ? html`<p class="hint">${words.alone}</p>` : nothing}
  `;
}

function person(words: DoorMessages, name: string | null, role: string, note: string): TemplateResult {
  const shown = name ?? words.unnamed;
  return html`
    <li>
      <span class="initial" aria-hidden="true">${initial(shown)}</span>
      <span class="who"><bdi>${shown}</bdi>${note === "" ? nothing : html` <small>(${note})</small>`}</span>
      <span class="role">${role}</span>
    </li>
  `;
}

function may(words: DoorMessages, permissions: Permissions): TemplateResult {
  const { mic, cam, screen } = permissions.canProduceSources;
  const allowed: readonly (keyof DoorMessages["may"])[] = [
    ...(permissions.canConsume ? (["canConsume"] as const) : []),
    ...(permissions.canProduce && mic ? (["mic"] as const) : []),
    ...(permissions.canProduce && cam ? (["cam"] as const) : []),
    ...(permissions.canProduce && screen ? (["screen"] as const) : []),
    ...(permissions.canSendData ? (["canSendData"] as const) : []),
    ...(permissions.admin ? (["admin"] as const) : []),
  ];
  return html`
    <h2>${words.mayHeading}</h2>
    ${
      allowed.length === 0
        ? html`<p class="hint">${words.mayNothing}</p>`
        : html`<ul class="may">${allowed.map((what) => html`<li>${words.may[what]}</li>`)}</ul>`
    }
  `;
}

/** The first character as people count them. */
function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment.toUpperCase() ?? "";
}
