/** The body of a webhook about an account or a transfer, as the v1 API writes it. */
export function eventOf(id: string, type: string, objectId: string) {
  const object = type.startsWith("account") ? "account" : "transfer";
  return {
    ...{ id, object: "event", type, created: 1, livemode: false, api_version: null },
    data: { object: { id: objectId, object } },
  };
}

/** That of a v2 webhook about an account, which only says where to look. */
export function thinEventOf(id: string, accountId: string) {
  return {
    ...{ id, object: "v2.core.event", type: "v2.core.account.updated", livemode: false },
    created: "2026-04-02T10:00:00.000Z",
    related_object: { id: accountId, type: "v2.core.account" },
  };
}
