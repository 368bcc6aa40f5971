const DEPARTURES = [
  "left",
  "lease",
  "disconnected",
  "time_up",
  "room_end",
  "no_activity",
  "ejected",
  "banned",
  "revoked",
  "replaced",
  "archived",
] as const;

/** How somebody went who was inside: said goodbye, or was put out for that. */
export type Departure = (typeof DEPARTURES)[number];

/** Whether that is a way to go that this version knows. */
export function isDeparture(how: string): how is Departure {
  return (DEPARTURES as readonly string[]).includes(how);
}
