const count = new Intl.NumberFormat("en");

/** `Payouts 51 – 100 of 1,204` */
export function pageSummary({
  offset,
  shown,
  total,
  what,
}: {
  readonly offset: number;
  readonly shown: number;
  readonly total: number;
  readonly what: string;
}): string {
  const first = count.format(offset + 1);
  const last = count.format(offset + shown);
  return `${what} ${first} – ${last} of ${count.format(total)}`;
}
