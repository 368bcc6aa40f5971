import { isLatchkeyError, Meeting } from "latchkey";
import { Room, RoomEvent, Track } from "livekit-client";

const door = document.querySelector("#door");
const status = document.querySelector("#status");
const waiting = document.querySelector("#waiting");
const people = document.querySelector("#people");

// A host's token comes behind the #, which no server sees: #t=...
const accessToken = new URLSearchParams(location.hash.slice(1)).get("t");
history.replaceState(null, "", location.pathname + location.search);
door.elements.roomURL.value = new URLSearchParams(location.search).get("room") ?? "http://localhost:8080/dev/team-sync";

const meeting = new Meeting();
const media = new Room();

door.addEventListener("submit", async (event) => {
  event.preventDefault();
  door.hidden = true;
  const roomURL = door.elements.roomURL.value;
  try {
    const info = await meeting.join(accessToken ? { roomURL, accessToken } : { roomURL, name: door.elements.name.value });
    status.textContent = `You are inside as ${info.role}.`;
    await media.connect(info.media.url, info.media.token);
    await media.localParticipant.setCameraEnabled(true);
  } catch (error) {
    over(isLatchkeyError(error) ? error.code : String(error));
  }
});

meeting.on("waiting", () => {
  status.textContent = "You have knocked. Somebody inside has to let you in.";
});
meeting.on("ejected", ({ reason }) => over(`You are out: ${reason}.`));
meeting.on("joinRequest", ({ requestId, name }) => {
  const letIn = button(`Let ${name} in`, () => meeting.admit(requestId));
  letIn.id = requestId;
  waiting.append(letIn);
});
meeting.on("joinRequestGone", ({ requestId }) => document.getElementById(requestId)?.remove());

media.on(RoomEvent.LocalTrackPublished, ({ track }, participant) => show(track, participant));
media.on(RoomEvent.TrackSubscribed, (track, _, participant) => show(track, participant));
media.on(RoomEvent.TrackUnsubscribed, (track) => document.getElementById(track.sid)?.remove());

function show(track, { identity, name, isLocal }) {
  if (track?.kind !== Track.Kind.Video) return;
  const figure = document.createElement("figure");
  figure.id = track.sid;
  const caption = document.createElement("figcaption");
  caption.append(isLocal ? "You" : name || identity);
  if (!isLocal && meeting.state.phase === "inside" && meeting.state.info.isAdmin) {
    caption.append(" ", button(`Put ${name || identity} out`, () => meeting.desk.eject(identity)));
  }
  figure.append(track.attach(), caption);
  people.append(figure);
}

function button(text, act) {
  const made = document.createElement("button");
  made.textContent = text;
  made.addEventListener("click", () => act().catch((error) => over(String(error))));
  return made;
}

function over(text) {
  status.textContent = text;
  waiting.replaceChildren();
  people.replaceChildren();
  media.disconnect();
}
