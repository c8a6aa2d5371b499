import type { PlantedDamage } from "./planted-damage";

export const PLANTED_IN_ADJUSTMENTS: readonly PlantedDamage[] = [
  {
    breaks: "adjustments_explained",
    what: "an adjustment without a reason",
    damage: "delete from event_adjustments",
  },
  {
    breaks: "adjustments_explained",
    what: "an adjustment in somebody else’s name",
    damage: "update event_adjustments set made_by = 'user:somebody@example.com'",
  },
  {
    breaks: "adjustments_are_the_developers",
    what: "an adjustment that the platform has a part of",
    damage: `update events set developer_share = amount - 1, platform_share = 1
      where kind = 'adjustment'`,
  },
];
