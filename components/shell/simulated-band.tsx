import { FlaskConical } from "lucide-react";

/** Nobody may ever take simulated money for real. On every page, and never to be closed. */
export function SimulatedBand() {
  return (
    <aside
      aria-label="Simulated money"
      className="flex min-h-7 items-center justify-center gap-2 bg-[repeating-linear-gradient(135deg,#ffd75e_0_14px,#ffe08a_14px_28px)] px-4 py-1 text-center text-xs font-semibold text-[#3d2c00]"
    >
      <FlaskConical aria-hidden className="size-3.5 flex-none" />
      Simulated money: Stripe is played by a simulator, and nothing here is paid to anybody.
    </aside>
  );
}
