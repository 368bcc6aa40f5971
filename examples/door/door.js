// Where sound and pictures begin: `media` says how one gets in on the app's media server, and is null for an app without one.
document.addEventListener("latchkey-admitted", ({ info, media, meeting }) => {
  document.title = `${info.name} in ${info.roomName}${media === null ? "" : ` on ${media.url}`}`;
  meeting.on("participantJoined", ({ name }) => console.info(`${name} has come in`));
});
