import { spokenLanguage } from "latchkey/elements";
import "latchkey/elements/define";

const SIGNS = {
  "latchkey-waiting": "…",
  "latchkey-admitted": "●",
  "latchkey-refused": "○",
  "latchkey-left": "○",
};

/** The page's address is `/join/{app}/{room}`; an access token stands in its fragment: `#t=…`. */
const token = takeToken();
const room = location.pathname.split("/").slice(-2).join("/");
const place = decodeURIComponent(room.split("/")[1] ?? "");

document.documentElement.lang = spokenLanguage(navigator.languages);
document.title = place;

const door = document.createElement("latchkey-door");
door.roomUrl = `${location.origin}/${room}`;
door.accessToken = token;

/** For whoever may decide who comes in. */
const desk = document.createElement("latchkey-desk");
desk.hidden = true;

document.addEventListener("latchkey-admitted", ({ info, meeting }) => {
  desk.meeting = meeting;
  desk.hidden = !info.isAdmin;
  meeting.on("roleChanged", ({ isAdmin }) => {
    desk.hidden = !isAdmin;
  });
});
document.addEventListener("latchkey-left", () => {
  desk.meeting = null;
  desk.hidden = true;
});

// Who waits, or is waited for, looks at another tab meanwhile.
for (const type of ["latchkey-waiting", "latchkey-admitted", "latchkey-refused", "latchkey-left"] as const) {
  document.addEventListener(type, () => {
    document.title = `${SIGNS[type]} ${place}`;
  });
}
document.addEventListener("latchkey-knock", ({ request }) => {
  if (document.hidden) {
    document.title = `✋ ${request.name ?? ""} ${place}`;
    document.addEventListener(
      "visibilitychange",
      () => {
        document.title = `● ${place}`;
      },
      { once: true },
    );
  }
});

document.querySelector("main")?.replaceChildren(door, desk);

/** Reads the token out of the address, where it is not to stay: neither in the history nor for whoever looks over a shoulder. */
function takeToken(): string | null {
  const found = new URLSearchParams(location.hash.slice(1)).get("t");
  if (location.hash !== "") {
    history.replaceState(history.state, "", location.pathname);
  }
  return found === "" ? null : found;
}
