import type { EarningsSums } from "@/lib/domain/earnings";

const count = new Intl.NumberFormat("en");

export function number(value: number): string {
  return count.format(value);
}

/** `1,204 paid installs, 311 free, 87 renewals` */
export function countWords({
  installs,
  freeInstalls,
  renewals,
}: Pick<EarningsSums, "installs" | "freeInstalls" | "renewals">): string {
  const paid = `${number(installs)} paid ${installs === 1 ? "install" : "installs"}`;
  const renewed = `${number(renewals)} ${renewals === 1 ? "renewal" : "renewals"}`;
  return `${paid}, ${number(freeInstalls)} free, ${renewed}`;
}
