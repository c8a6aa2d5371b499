import { describe, expect, it } from "vitest";
import type { Membership } from "@/db/queries/users";
import { trusted } from "@/lib/domain/ids";
import { chooseMembership, homePath } from "./guards";

const membership = (id: string): Membership => ({
  developerId: trusted.developerId(id),
  developerName: id,
  role: "owner",
});

describe("the choice among one's developers", () => {
  const own = [membership("aurora"), membership("brindle")];

  it("is followed when it is one's own", () => {
    expect(chooseMembership(own, "brindle")?.developerId).toBe("brindle");
  });

  it.each([undefined, "", "somebody-else", "__proto__", "AURORA"])(
    "never grants a developer that is not one's own: %j",
    (chosen) => {
      expect(chooseMembership(own, chosen)?.developerId).toBe("aurora");
      expect(chooseMembership([], chosen)).toBeUndefined();
    },
  );
});

describe("homePath", () => {
  it.each([
    { isAdmin: true, memberships: [], place: "/admin/periods" },
    { isAdmin: true, memberships: [membership("a")], place: "/admin/periods" },
    { isAdmin: false, memberships: [membership("a")], place: "/earnings" },
    { isAdmin: false, memberships: [], place: "/" },
  ])("leads to $place", ({ place, ...user }) => {
    expect(homePath(user)).toBe(place);
  });
});
