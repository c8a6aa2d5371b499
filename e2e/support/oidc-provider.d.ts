/** The part of oidc-provider that is used here; the package brings no types of its own. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  export type LoginResult =
    | { readonly login: { readonly accountId: string } }
    | { readonly error: string; readonly error_description: string };

  type Grant = {
    readonly addOIDCScope: (scope: string) => void;
    readonly save: () => Promise<string>;
  };

  type Context = {
    readonly oidc: {
      readonly provider: Provider;
      readonly client: { readonly clientId: string };
      readonly session: { readonly accountId: string };
    };
  };

  type Settings = {
    readonly clients: readonly Readonly<Record<string, unknown>>[];
    readonly pkce: { readonly required: () => boolean };
    readonly claims: Readonly<Record<string, readonly string[]>>;
    readonly findAccount: (
      context: Context,
      login: string,
    ) => Promise<
      | {
          readonly accountId: string;
          readonly claims: () => Promise<Readonly<Record<string, unknown>>>;
        }
      | undefined
    >;
    readonly loadExistingGrant: (context: Context) => Promise<Grant>;
    readonly interactions: {
      readonly url: (context: Context, interaction: { readonly uid: string }) => string;
    };
    readonly features: { readonly devInteractions: { readonly enabled: boolean } };
    readonly jwks: { readonly keys: readonly object[] };
    /** How long its things live, in seconds. */
    readonly ttl: Readonly<Record<string, number>>;
    readonly cookies: { readonly keys: readonly string[] };
  };

  // biome-ignore lint/style/noDefaultExport: this is how the package exports it.
  export default class Provider {
    constructor(issuer: string, settings: Settings);
    readonly Grant: new (of: {
      readonly clientId: string;
      readonly accountId: string;
    }) => Grant;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{ readonly uid: string }>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: LoginResult,
      options: { readonly mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }
}
