/** What proves one's place inside. It is renewed as long as one stays, and handed to nobody. */
export interface SessionToken {
  current(): string;
}
