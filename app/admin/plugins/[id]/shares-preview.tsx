import { trusted } from "@/lib/domain/ids";
import { type Author, authorsAt, checkShares, partsOfSale } from "@/lib/domain/parts";
import { parsePercent } from "@/lib/domain/percent";
import { fail, ok, type Result } from "@/lib/domain/result";
import { basisPoints, splitRevenue } from "@/lib/domain/share";
import { sharesProblemWords } from "@/lib/domain/words/shares-words";
import { rateWords } from "@/lib/domain/words/split-words";

/** A row of the form as it stands. */
export type TypedPart = { readonly developerId: string; readonly percent: string };

const HUNDRED = 10_000n;

/** Who gets what of a sale of 100.00, as the parts are typed. The server divides by the same rule. */
export function SharesPreview(props: {
  readonly typed: readonly TypedPart[];
  readonly owner: string;
  readonly developers: readonly { readonly id: string; readonly name: string }[];
  readonly rate: number;
}) {
  const { typed, owner, developers, rate } = props;
  const nameOf = (id: string) => developers.find((developer) => developer.id === id)?.name ?? id;
  const authors = authorsTyped(typed, owner, nameOf);
  const split = splitRevenue(HUNDRED, basisPoints(rate));
  return (
    <div aria-live="polite" className="rounded-md border border-line p-3 text-sm">
      {authors.ok ? (
        <>
          <p className="mb-1 text-muted">
            Of a sale of 100.00, {rateWords(basisPoints(rate))} goes to the developers:
          </p>
          <dl>
            {partsOfSale(split, authors.value).map(({ developerId, split: { developer } }) => (
              <Line key={developerId} name={nameOf(developerId)} minor={developer} />
            ))}
            <Line name="The marketplace" minor={split.platform} />
          </dl>
        </>
      ) : (
        <p className="text-muted">{authors.problem}</p>
      )}
    </div>
  );
}

/** In the order in which cents are given, or what is missing. */
function authorsTyped(
  typed: readonly TypedPart[],
  owner: string,
  nameOf: (id: string) => string,
): Result<readonly Author[], string> {
  if (typed.some(({ developerId }) => developerId === "")) {
    return fail("Choose a developer for each part.");
  }
  const wanted = typed.map(({ developerId, percent }) => {
    const part = parsePercent(percent);
    return { developerId: trusted.developerId(developerId), part: part.ok ? part.value : 0 };
  });
  const checked = checkShares(wanted);
  if (!checked.ok) {
    const { problem } = checked;
    const named = "developerId" in problem ? { developerId: nameOf(problem.developerId) } : {};
    return fail(sharesProblemWords({ ...problem, ...named }));
  }
  const lead = checked.value.find(({ developerId }) => developerId === owner);
  if (!lead) return fail(sharesProblemWords({ kind: "owner_missing", owner: nameOf(owner) }));
  const others = checked.value.filter((author) => author !== lead);
  const from = new Date(0);
  const shares = { revision: 1, effectiveFrom: from, leadPart: lead.part, others };
  return ok(authorsAt([shares], lead.developerId, from) ?? [lead]);
}

function Line({ name, minor }: { readonly name: string; readonly minor: bigint }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="min-w-0 wrap-anywhere">
        <bdi>{name}</bdi>
      </dt>
      <dd className="tabular-nums">
        {minor / 100n}.{String(minor % 100n).padStart(2, "0")}
      </dd>
    </div>
  );
}
