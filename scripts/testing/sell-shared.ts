import { trusted } from "@/lib/domain/ids";
import { setPluginShares } from "@/lib/use-cases/set-plugin-shares";
import type { Marketplace } from "./marketplace";

/**
 * A plugin of Eve's of which Fay has 30 %: sold, refunded in two parts, shared otherwise later. Then
 * a sale of which a dispute is won after a refund: by rounding, the cent that was taken of Fay's part
 * comes back to Eve's.
 */
export async function sellShared({
  deps,
  admin,
  sell,
  setClock,
  addDeveloper,
}: Marketplace): Promise<void> {
  const [eve, fay] = [await addDeveloper("eve"), await addDeveloper("fay")];
  const share = async (lead: number, part: number) => {
    const set = await setPluginShares(deps, admin, {
      pluginId: trusted.pluginId("eve-plugin"),
      shares: [
        { developerId: eve.developerId, part: lead },
        { developerId: fay.developerId, part },
      ],
    });
    if (!set.ok) throw new Error(`Not shared: ${set.problem.kind}`);
  };
  await setClock("2026-04-02T09:50:00Z");
  await share(7_000, 3_000);
  await setClock("2026-04-02T10:00:00Z");
  await sell(eve, [{ externalId: "s1", amount: 10_001n, at: "2026-03-10T00:00:00Z" }]);
  await share(5_000, 5_000);
  await sell(eve, [
    { externalId: "s2", amount: 1n, at: "2026-03-10T00:00:01Z", kind: "renewal" },
    ...[3_333n, 6_668n].map((amount, index) => ({
      ...({ externalId: `s1-${index + 1}`, amount, kind: "refund", corrects: "s1" } as const),
      at: "2026-03-20T00:00:00Z",
    })),
  ]);
  await sell(eve, [{ externalId: "s3", amount: 4n, at: "2026-03-10T00:00:00Z" }]);
  await sell(eve, [
    ...(["dispute", "refund", "dispute_won"] as const).map((kind) => ({
      ...{ externalId: `s3-${kind}`, kind, corrects: "s3", amount: kind === "refund" ? 2n : 1n },
      at: "2026-03-21T00:00:00Z",
    })),
  ]);
}
