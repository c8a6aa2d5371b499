import { ChartColumn, Landmark, type LucideIcon, ShieldCheck } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { trustedCurrency } from "@/lib/domain/currency";
import { formatMoney } from "@/lib/domain/money";
import { basisPoints, splitRevenue } from "@/lib/domain/share";

/** What Remit is, for somebody who has not signed in, or whom no developer belongs to. */
export function Landing({ email }: { readonly email: string | undefined }) {
  return (
    <div className="mx-auto max-w-4xl py-8 sm:py-16">
      {email ? (
        <Alert
          tone="attention"
          className="mb-10"
          title={`You are signed in as ${email}, but no developer belongs to you yet`}
        >
          Ask the marketplace which address it knows you by.
        </Alert>
      ) : null}
      <h1 className="max-w-2xl text-4xl font-semibold tracking-tight sm:text-5xl">
        What your plugins earned, and where that money is.
      </h1>
      <p className="mt-5 max-w-xl text-lg text-muted">
        Remit is the revenue desk of your plugin marketplace. It records every sale, shows how it
        was split, and pays your share through Stripe, exactly once.
      </p>
      {email ? null : (
        <div className="mt-8">
          <ButtonLink href="/sign-in" variant="primary" size="large">
            Sign in to your desk
          </ButtonLink>
        </div>
      )}
      <SplitPicture />
      <ul className="mt-14 grid gap-x-10 gap-y-8 sm:grid-cols-3">
        <Point icon={ChartColumn} title="Every figure explains itself">
          From a month to a plugin to a day to the single sale, with its split spelled out.
        </Point>
        <Point icon={Landmark} title="You know whose turn it is">
          What is on its way, what is outstanding, and in plain words why something was not paid.
        </Point>
        <Point icon={ShieldCheck} title="A closed month stays closed">
          Refunds that come later count later, under both dates. History is never rewritten.
        </Point>
      </ul>
    </div>
  );
}

/** One sale, split by the marketplace's usual rate. */
function SplitPicture() {
  const currency = trustedCurrency("eur");
  const sale = 1_999n;
  const share = basisPoints(7_000);
  const { developer, platform } = splitRevenue(sale, share);
  const words = (minor: bigint) => formatMoney({ minor, currency });
  return (
    <figure className="mt-14 rounded-xl border border-line bg-surface p-5 shadow-xs sm:p-6">
      <figcaption className="text-sm text-muted">
        A sale of {words(sale)} at a share of 70%, to the cent
      </figcaption>
      <div className="mt-4 flex gap-1 text-sm">
        <div className="flex-[7] rounded-s-lg bg-accent px-4 py-3 text-on-accent">
          <span className="block font-semibold tabular-nums">{words(developer)}</span>
          you
        </div>
        <div className="flex-[3] rounded-e-lg bg-accent-ground px-4 py-3 text-accent">
          <span className="block font-semibold tabular-nums">{words(platform)}</span>
          marketplace
        </div>
      </div>
    </figure>
  );
}

function Point({
  icon: Icon,
  title,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: string;
}) {
  return (
    <li>
      <Icon aria-hidden className="size-5 text-accent" />
      <h2 className="mt-2 font-semibold">{title}</h2>
      <p className="mt-1 text-sm text-muted">{children}</p>
    </li>
  );
}
