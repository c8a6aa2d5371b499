export type MoneyAxis = {
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
};

const STEPS_WANTED = 4;
const ROUND_STEPS = [1, 2, 2.5, 5, 10];

/**
 * Round ticks for an axis that starts at zero. Below the line it goes only as far as the lowest
 * bar, so that a few refunds do not take a quarter of the picture.
 */
export function moneyAxis(lowest: number, highest: number): MoneyAxis {
  const span = Math.max(highest, -lowest, 0);
  if (span === 0) return { domain: [0, 1], ticks: [0] };
  const step = roundStep(span / STEPS_WANTED);
  const top = Math.max(0, Math.ceil(highest / step));
  const bottom = Math.min(0, Math.ceil(lowest / step));
  const ticks = Array.from({ length: top - bottom + 1 }, (_, index) => (bottom + index) * step);
  return { domain: [Math.min(0, lowest * 1.05), top * step], ticks };
}

function roundStep(wanted: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const factor = ROUND_STEPS.find((round) => round * magnitude >= wanted) ?? 10;
  return factor * magnitude;
}
