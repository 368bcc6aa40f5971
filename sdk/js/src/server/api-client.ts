import { type Peer, type PeerChange, readPeer } from "../desk/desk.ts";
import { type Page, WaitingRoom } from "../desk/waiting-room.ts";
import { type HttpClient, segment } from "../http/request.ts";
import { ApiKeys } from "./api-keys.ts";
import { type CallOptions, type ListOptions, type PageOptions, ServerCalls } from "./calls.ts";
import { type Credentials, clientOf, keyHeader } from "./credentials.ts";
import { MediaSettings } from "./media.ts";
import {
  type Ban,
  type LiveSession,
  type Participation,
  type Room,
  type RoomSettings,
  readBan,
  readLiveSession,
  readParticipation,
  readRoom,
  readSession,
  readTokenPayload,
  type Session,
  type TokenPayload,
} from "./shapes.ts";
import {
  type Delivery,
  type Replay,
  type Replayed,
  readDelivery,
  readReplayed,
  readWebhook,
  readWebhookCall,
  readWebhookWithSecret,
  type Webhook,
  type WebhookCall,
  type WebhookSettings,
  type WebhookWithSecret,
} from "./webhook-shapes.ts";

/** The service lets an address have 15 seconds. */
const TEST_MS = 20_000;

/** What an app's server does with rooms and the people in them. Every method throws `LatchkeyError` for a refusal. */
export class ApiClient {
  /** The app's API keys. */
  readonly apiKeys: ApiKeys;
  /** Where the app's media server is. */
  readonly media: MediaSettings;
  readonly #http: HttpClient;
  readonly #key: Readonly<Record<string, string>>;
  readonly #calls: ServerCalls;

  /** @throws TypeError where the key or the address is missing */
  constructor(credentials: Credentials) {
    this.#http = clientOf(credentials);
    this.#key = keyHeader(credentials);
    this.#calls = new ServerCalls(this.#http, this.#key);
    this.apiKeys = new ApiKeys(this.#calls);
    this.media = new MediaSettings(this.#calls);
  }

  /** Makes a room; without a name it gets one. */
  async createRoom(settings: RoomSettings = {}, options: CallOptions = {}): Promise<Room> {
    return readRoom(await this.#calls.once("/api/v1/room", settings, options));
  }

  async getRoom(roomName: string, options: CallOptions = {}): Promise<Room> {
    return readRoom(await this.#calls.get(`/api/v1/room/${segment(roomName)}`, options));
  }

  /** Changes what is named and nothing else. */
  async updateRoom(roomName: string, settings: RoomSettings, options: CallOptions = {}): Promise<Room> {
    return readRoom(await this.#calls.repeat("PUT", `/api/v1/room/${segment(roomName)}`, options, settings));
  }

  /** Closes a room for good; those inside are out. */
  async archiveRoom(roomName: string, options: CallOptions = {}): Promise<void> {
    await this.#calls.call("DELETE", `/api/v1/room/${segment(roomName)}`, options);
  }

  /** The app's rooms, newest first. */
  async listRooms(options: PageOptions = {}): Promise<Page<Room>> {
    return this.#calls.page("/api/v1/rooms", "rooms", readRoom, options);
  }

  /** What an access token says, if it is valid now. @throws LatchkeyError with the reason why it is not */
  async validateToken(token: string, options: CallOptions = {}): Promise<TokenPayload> {
    return readTokenPayload(await this.#calls.repeat("POST", "/api/v1/token/validate", options, { token }));
  }

  /** Takes a token back by its text or its `jti`. Who is inside with it is out. */
  async revokeToken(
    token: { readonly token: string } | { readonly jti: string },
    options: CallOptions = {},
  ): Promise<void> {
    await this.#calls.repeat("POST", "/api/v1/token/revoke", options, token);
  }

  /** Takes all tokens back that were issued before, of a room or of the whole app. */
  async revokeTokensIssuedBefore(
    unixSec: number,
    of: { readonly roomName?: string } = {},
    options: CallOptions = {},
  ): Promise<void> {
    await this.#calls.repeat("POST", "/api/v1/token/revoke", options, { issuedBeforeUnixSec: unixSec, ...of });
  }

  /** Who waits at the door of a room. @param app the app's name, see `Room.app` */
  waitingRoom(app: string, roomName: string): WaitingRoom {
    return new WaitingRoom(this.#http, app, roomName, () => this.#key);
  }

  /** Who is inside. */
  async listPeers(roomName: string, options: PageOptions = {}): Promise<Page<Peer>> {
    return this.#calls.page(`/api/v1/room/${segment(roomName)}/peers`, "peers", readPeer, options);
  }

  async updatePeer(roomName: string, peerId: string, change: PeerChange, options: CallOptions = {}): Promise<Peer> {
    const path = `/api/v1/room/${segment(roomName)}/peers/${segment(peerId)}`;
    return readPeer(await this.#calls.call("PATCH", path, options, change));
  }

  /** Puts somebody out; with `ban`, for good. */
  async ejectPeer(
    roomName: string,
    peerId: string,
    how: { readonly ban?: boolean } = {},
    options: CallOptions = {},
  ): Promise<void> {
    await this.#calls.call("POST", `/api/v1/room/${segment(roomName)}/peers/${segment(peerId)}/eject`, options, how);
  }

  /** Who may not come back. */
  async listBans(roomName: string, options: ListOptions = {}): Promise<Page<Ban>> {
    return this.#calls.page(`/api/v1/room/${segment(roomName)}/bans`, "bans", readBan, options);
  }

  /** Keeps a user out of a room from now on. */
  async ban(roomName: string, externalUserId: string, options: CallOptions = {}): Promise<void> {
    await this.#calls.repeat("PUT", this.#ban(roomName, externalUserId), options);
  }

  async unban(roomName: string, externalUserId: string, options: CallOptions = {}): Promise<void> {
    await this.#calls.repeat("DELETE", this.#ban(roomName, externalUserId), options);
  }

  /** What was held in a room, newest first. */
  async listSessions(roomName: string, options: PageOptions = {}): Promise<Page<Session>> {
    return this.#calls.page(`/api/v1/room/${segment(roomName)}/sessions`, "sessions", readSession, options);
  }

  /** Who was in a meeting. */
  async listParticipants(
    roomName: string,
    meetingSessionId: string,
    options: PageOptions = {},
  ): Promise<Page<Participation>> {
    const path = `/api/v1/room/${segment(roomName)}/sessions/${segment(meetingSessionId)}/participants`;
    return this.#calls.page(path, "participants", readParticipation, options);
  }

  /** What goes on now. */
  async listActiveSessions(options: PageOptions = {}): Promise<Page<LiveSession>> {
    return this.#calls.page("/api/v1/rooms/active/meetingsessions", "sessions", readLiveSession, options);
  }

  /** Has events told to an address. */
  async createWebhook(
    settings: WebhookSettings & { readonly url: string },
    options: CallOptions = {},
  ): Promise<WebhookWithSecret> {
    return readWebhookWithSecret(await this.#calls.call("POST", "/api/v1/webhooks", options, settings));
  }

  /** The app's webhooks, oldest first. */
  async listWebhooks(options: ListOptions = {}): Promise<Page<Webhook>> {
    return this.#calls.page("/api/v1/webhooks", "webhooks", readWebhook, options);
  }

  async getWebhook(webhookId: string, options: CallOptions = {}): Promise<Webhook> {
    return readWebhook(await this.#calls.get(webhook(webhookId), options));
  }

  /** Changes what is named and nothing else. `enabled` or `url` switches on again what was switched off. */
  async changeWebhook(webhookId: string, settings: WebhookSettings, options: CallOptions = {}): Promise<Webhook> {
    return readWebhook(await this.#calls.call("PATCH", webhook(webhookId), options, settings));
  }

  async deleteWebhook(webhookId: string, options: CallOptions = {}): Promise<void> {
    await this.#calls.call("DELETE", webhook(webhookId), options);
  }

  /** Has the address called once, now, with an event of the type `webhook.test`. Takes up to 15 seconds. */
  async testWebhook(webhookId: string, options: CallOptions = {}): Promise<WebhookCall> {
    return readWebhookCall(
      await this.#calls.call("POST", `${webhook(webhookId)}/test`, { ...options, timeoutMs: TEST_MS }),
    );
  }

  /** Renews the secret; for 24 hours both sign. */
  async rotateWebhookSecret(webhookId: string, options: CallOptions = {}): Promise<WebhookWithSecret> {
    return readWebhookWithSecret(await this.#calls.call("POST", `${webhook(webhookId)}/rotate-secret`, options));
  }

  /** What became of each event, newest first. */
  async listDeliveries(webhookId: string, options: PageOptions = {}): Promise<Page<Delivery>> {
    return this.#calls.page(`${webhook(webhookId)}/deliveries`, "deliveries", readDelivery, options);
  }

  /** Sends deliveries again: all that were given up, unless others are named. */
  async replayDeliveries(webhookId: string, which: Replay = {}, options: CallOptions = {}): Promise<Replayed> {
    return readReplayed(await this.#calls.call("POST", `${webhook(webhookId)}/replay`, options, which));
  }

  #ban(roomName: string, externalUserId: string): string {
    return `/api/v1/room/${segment(roomName)}/bans/${segment(externalUserId)}`;
  }
}

function webhook(id: string): string {
  return `/api/v1/webhooks/${segment(id)}`;
}
