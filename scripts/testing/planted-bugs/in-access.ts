import { integration, type PlantedBug, unit } from "./planted-bug";

/** Mistakes in who sees whose money. */
export const BUGS_IN_ACCESS: readonly PlantedBug[] = [
  {
    id: "developer_by_name",
    sin: "S9",
    what: "two developers of one name see each other's money",
    file: "db/queries/users.ts",
    find: "join developers on developers.id = members.developer_id",
    plant:
      "join developers as own on own.id = members.developer_id join developers on developers.name = own.name",
    caughtBy: integration("lib/auth/session.integration.test.ts"),
  },
  {
    id: "developer_by_cookie",
    sin: "S9",
    what: "whoever asks for a developer is shown that developer",
    file: "lib/auth/guards.ts",
    find: "find(({ developerId }) => developerId === chosen) ?? memberships[0];",
    plant:
      "map((own) => ({ ...own, developerId: (chosen ?? own.developerId) as typeof own.developerId }))[0];",
    caughtBy: unit("lib/auth/guards.test.ts"),
  },
  {
    id: "payout_by_id_alone",
    sin: "S9",
    what: "a developer who knows the id of another's payout is shown it",
    file: "db/queries/developer-payouts.ts",
    find: `where developer_id = \${developerId} and id = \${id}`,
    plant: `where id = \${id}`,
    caughtBy: integration("db/queries/developer-payouts.integration.test.ts"),
  },
  {
    id: "skips_of_everybody",
    sin: "S9",
    what: "a developer reads why others were not paid",
    file: "db/queries/developer-skips.ts",
    find: `where skips.developer_id = \${developerId} and`,
    plant: "where",
    caughtBy: integration("db/queries/developer-skips.integration.test.ts"),
  },
];
