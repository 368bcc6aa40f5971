/** The roles that the service knows. Any other text of 1 to 20 of `[A-Za-z0-9_-]` is a role of one's own, with its permissions given. */
export const Role = {
  HOST: "host",
  CO_HOST: "coHost",
  SPEAKER: "speaker",
  LISTENER: "listener",
  GUEST: "guest",
  BOT: "bot",
} as const;

export type Role = (typeof Role)[keyof typeof Role];
