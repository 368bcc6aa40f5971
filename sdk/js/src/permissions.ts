import { flag, type Json, object } from "./http/wire.ts";

/** What somebody inside may do. */
export interface Permissions {
  readonly admin: boolean;
  readonly canConsume: boolean;
  /** Whether any source may be sent. */
  readonly canProduce: boolean;
  readonly canProduceSources: { readonly cam: boolean; readonly mic: boolean; readonly screen: boolean };
  readonly canSendData: boolean;
  readonly canRecvData: boolean;
  readonly canUpdateMetadata: boolean;
}

/** What is to be other than the role says. */
export interface PermissionOverlay extends Partial<Omit<Permissions, "canProduceSources">> {
  readonly canProduceSources?: Partial<Permissions["canProduceSources"]>;
}

export function readPermissions(json: Json): Permissions {
  const sources = object(json["canProduceSources"]);
  return {
    admin: flag(json, "admin"),
    canConsume: flag(json, "canConsume"),
    canProduce: flag(json, "canProduce"),
    canProduceSources: { cam: flag(sources, "cam"), mic: flag(sources, "mic"), screen: flag(sources, "screen") },
    canSendData: flag(json, "canSendData"),
    canRecvData: flag(json, "canRecvData"),
    canUpdateMetadata: flag(json, "canUpdateMetadata"),
  };
}
