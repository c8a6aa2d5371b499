import { PAYOUT_STATES } from "@/lib/domain/payout";
import {
  developer,
  inQuery,
  MONTH,
  month,
  type Operation,
  oneOf,
  ownId,
  paging,
} from "../operation";
import {
  developerInput,
  earningsOutput,
  eventResults,
  eventsDocumented,
  payoutsOutput,
  pluginInput,
} from "../schemas";

/** What the marketplace's backend does. */
export const MARKETPLACE_OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/events",
    id: "recordEvents",
    summary: "Record events",
    description:
      "Takes 1 to 1,000 events, at most 1,000,000 bytes, and answers for each in the order sent. Repeating a request is safe: what was recorded answers duplicate with its first id. The same externalId with other content is rejected as a conflict. Of a JSON key given twice, the last counts.",
    scope: "events:write",
    body: eventsDocumented,
    answers: [
      { status: 200, says: "Every event is recorded or a duplicate.", schema: eventResults },
      { status: 207, says: "Some events are rejected.", schema: eventResults },
    ],
  },
  {
    method: "put",
    path: "/api/v1/developers/{id}",
    id: "putDeveloper",
    summary: "Put a developer",
    description:
      "Adds a developer or replaces name, e-mail and country; sets the schedule when there is one.",
    scope: "catalog:write",
    parameters: [ownId],
    body: developerInput,
    answers: [{ status: 200, says: "The developer as kept." }],
  },
  {
    method: "put",
    path: "/api/v1/plugins/{id}",
    id: "putPlugin",
    summary: "Put a plugin",
    description:
      "Adds a plugin or replaces name and price. Another developerId than before owns it from now on: what happened earlier stays with the earlier owner. shares says who else has a part of its revenue from now on; sales that happened stay as they were split.",
    scope: "catalog:write",
    parameters: [ownId],
    body: pluginInput,
    answers: [{ status: 200, says: "The plugin as kept." }],
  },
  {
    method: "get",
    path: "/api/v1/earnings",
    id: "listEarnings",
    summary: "List earnings",
    description: "What developers earned, by accounting month and currency.",
    scope: "earnings:read",
    parameters: [
      { ...inQuery("from", "The first month.", MONTH), required: true },
      { ...inQuery("to", "The last month.", MONTH), required: true },
      developer,
      ...paging,
    ],
    answers: [{ status: 200, says: "One page.", schema: earningsOutput }],
  },
  {
    method: "get",
    path: "/api/v1/payouts",
    id: "listPayouts",
    summary: "List payouts",
    description: "Payouts and how far paying them has come.",
    scope: "earnings:read",
    parameters: [
      month,
      developer,
      oneOf("state", "Only those in this state.", PAYOUT_STATES),
      ...paging,
    ],
    answers: [{ status: 200, says: "One page.", schema: payoutsOutput }],
  },
];
