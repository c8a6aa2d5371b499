import type { PlantedDamage } from "./planted-damage";

const BOTH = "external_id = 's1'";
const THE_LEADS = `${BOTH} and part_no = 1`;
const THE_OTHERS = `${BOTH} and part_no = 2`;

export const PLANTED_IN_PARTS: readonly PlantedDamage[] = [
  {
    breaks: "parts_make_a_whole",
    what: "a shared sale that lost one of its developers",
    damage: `delete from events where ${THE_OTHERS}`,
  },
  {
    breaks: "parts_make_a_whole",
    what: "parts of a sale that are a cent more than was reported",
    damage: `update events set amount = amount + 1, platform_share = platform_share + 1
      where ${THE_OTHERS}`,
  },
  {
    breaks: "parts_make_a_whole",
    what: "a part of a sale that happened at another time",
    damage: `update events set occurred_at = occurred_at + interval '1 second' where ${THE_OTHERS}`,
  },
  {
    breaks: "parts_split_by_rate",
    what: "a shared sale that gives its developers a cent too much together",
    damage: `update events set developer_share = developer_share + 1,
      platform_share = platform_share - 1 where ${THE_LEADS}`,
  },
  {
    breaks: "parts_split_by_rate",
    what: "a shared refund that takes back a cent too little",
    damage: `update events set developer_share = developer_share + 1,
      platform_share = platform_share - 1 where external_id = 's1-1' and part_no = 1`,
  },
  {
    breaks: "splits_recomputed",
    what: "a cent of a shared sale that went to the wrong developer",
    damage: `update events set developer_share = developer_share + 3 - 2 * part_no,
      amount = amount + 3 - 2 * part_no where ${BOTH}`,
  },
  {
    breaks: "splits_recomputed",
    what: "a cent of a shared refund that was taken from the wrong developer",
    damage: `update events set developer_share = developer_share + 3 - 2 * part_no,
      amount = amount + 3 - 2 * part_no where external_id = 's1-1'`,
  },
  {
    breaks: "parts_given_back",
    what: "a developer of whom more was taken back than was given",
    damage: `update events set developer_share = developer_share - 1,
      platform_share = platform_share + 1 where external_id = 's1-2' and part_no = 2`,
  },
  {
    breaks: "parts_follow_shares",
    what: "a sale that was divided otherwise than agreed",
    damage: `update events set part_bps = part_bps + 3 - 2 * part_no where ${BOTH}`,
  },
  {
    breaks: "parts_follow_shares",
    what: "a sale of a shared plugin that went to its owner alone",
    damage: `delete from events where ${THE_OTHERS};
      update events set part_no = null, part_bps = null, whole_amount = null where ${BOTH}`,
  },
  {
    breaks: "corrections_fit_sale",
    what: "a refund at another part than its sale’s",
    damage: "update events set part_bps = part_bps + 1 where external_id = 's1-1'",
  },
  {
    breaks: "shares_make_a_whole",
    what: "shares of a plugin that make more than 100 %",
    damage: "update plugin_shares set bps = bps + 1",
  },
  {
    breaks: "shares_make_a_whole",
    what: "shares of a plugin that somebody else is said to have set",
    damage: "update plugin_shares set set_by = 'user:mallory@example.com'",
  },
];
