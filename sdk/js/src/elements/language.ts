import { de } from "./messages/de.ts";
import { deskDe } from "./messages/desk-de.ts";
import { type DeskMessages, deskEn } from "./messages/desk-en.ts";
import { type DoorMessages, en } from "./messages/en.ts";

/** Languages that the elements speak. */
export const languages: Readonly<Record<string, DoorMessages>> = { en, de };

export const deskLanguages: Readonly<Record<string, DeskMessages>> = { en: deskEn, de: deskDe };

/** The first of some languages (BCP 47) that the elements speak; English where they speak none. */
export function spokenLanguage(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const language = tag.split("-")[0]?.toLowerCase() ?? "";
    if (Object.hasOwn(languages, language)) {
      return language;
    }
  }
  return "en";
}

/** What is written at a place of a page: the nearest `lang` says it, across shadow roots, else the browser does. */
export function languageAt(element: Element): string {
  for (let at: Element | null = element; at !== null; at = parentOf(at)) {
    const lang = at.getAttribute("lang");
    if (lang) {
      return spokenLanguage([lang]);
    }
  }
  return spokenLanguage(globalThis.navigator.languages);
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
