import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";

/** A page of React's that has the door in it, as any element: a property, attributes, an event, a child in a slot. */
function Page(): ReturnType<typeof createElement> {
  const [who, setWho] = useState("");
  const { room, token } = document.body.dataset;
  return createElement(
    "main",
    null,
    createElement(
      "latchkey-door",
      {
        "room-url": room,
        accessToken: token,
        "onlatchkey-admitted": (event: CustomEvent & { info: { name: string } }) => setWho(event.info.name),
      },
      createElement("p", { slot: "footer" }, "Of React's own"),
    ),
    createElement("p", { role: "status" }, who === "" ? "" : `React knows ${who}`),
  );
}

createRoot(document.body).render(createElement(Page));
