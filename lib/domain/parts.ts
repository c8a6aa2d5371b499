import type { DeveloperId } from "./ids";
import { fail, ok, type Result } from "./result";
import { type BasisPoints, basisPoints, type Split, WHOLE_BASIS_POINTS } from "./share";

/** A developer of a plugin and the part of its revenue that is theirs. The parts make 100 %. */
export type Author = { readonly developerId: DeveloperId; readonly part: BasisPoints };

/** How a plugin's revenue is shared among its developers from an instant on. */
export type PluginShares = {
  readonly revision: number;
  readonly effectiveFrom: Date;
  /** What goes to whoever owns the plugin when a sale happens. */
  readonly leadPart: BasisPoints;
  readonly others: readonly Author[];
};

/** What one of several developers has of an event. */
export type PostedPart = Author & {
  /** Counts from one; the first is the owner's. */
  readonly no: number;
  readonly split: Split;
};

/**
 * The developers who shared a plugin's revenue at an instant, its owner first; none when the owner
 * was alone. The latest shares that had begun hold. An owner who is named as a co-author too, as
 * after taking the plugin over, has both parts.
 */
export function authorsAt(
  shares: readonly PluginShares[],
  owner: DeveloperId,
  at: Date,
): readonly Author[] | undefined {
  const held = sharesAt(shares, at);
  const others = held?.others.filter(({ developerId }) => developerId !== owner) ?? [];
  if (others.length === 0) return undefined;
  const sorted = [...others].sort(
    // Stryker disable next-line EqualityOperator: nobody is named twice
    (left, right) => right.part - left.part || (left.developerId < right.developerId ? -1 : 1),
  );
  const theirs = sorted.reduce((sum, { part }) => sum + part, 0);
  return [{ developerId: owner, part: basisPoints(WHOLE_BASIS_POINTS - theirs) }, ...sorted];
}

/**
 * The parts that a developer had of a plugin in a span of time, one after the other: a whole while
 * they owned it alone, and nothing while it was not theirs.
 */
export function ownParts(
  plugin: {
    readonly owners: readonly { readonly developerId: DeveloperId; readonly effectiveFrom: Date }[];
    readonly shares: readonly PluginShares[];
  },
  developerId: DeveloperId,
  span: { readonly from: Date; readonly to: Date },
): readonly BasisPoints[] {
  const changes = [...plugin.owners, ...plugin.shares]
    .map(({ effectiveFrom }) => effectiveFrom)
    .filter((at) => at < span.to)
    // Stryker disable next-line EqualityOperator: what the span begins with is told once all the same
    .filter((at) => at > span.from)
    .sort((left, right) => left.getTime() - right.getTime());
  const parts = [span.from, ...changes].flatMap((at): readonly BasisPoints[] => {
    const owner = plugin.owners
      .filter(({ effectiveFrom }) => effectiveFrom <= at)
      .sort((left, right) => right.effectiveFrom.getTime() - left.effectiveFrom.getTime())[0];
    if (!owner) return [];
    const alone = [{ developerId: owner.developerId, part: basisPoints(WHOLE_BASIS_POINTS) }];
    const authors = authorsAt(plugin.shares, owner.developerId, at) ?? alone;
    return authors.filter((author) => author.developerId === developerId).map(({ part }) => part);
  });
  // Stryker disable next-line ArithmeticOperator: of equal ones in a row the first or the last
  return parts.filter((part, at) => part !== parts[at - 1]);
}

/** Of two that begin together, the one set later holds. */
export function sharesAt(shares: readonly PluginShares[], at: Date): PluginShares | undefined {
  return shares
    .filter(({ effectiveFrom }) => effectiveFrom <= at)
    .sort(
      (left, right) =>
        left.effectiveFrom.getTime() - right.effectiveFrom.getTime() ||
        left.revision - right.revision,
    )
    .at(-1);
}

/**
 * Gives each developer of a sale their part of both sides of its split.
 *
 * Both sides are divided by largest remainder, each by itself. So the developers' parts add up to
 * the developer share, the platform's to the platform share, and nobody's share is above the amount
 * they stand for.
 */
export function partsOfSale(whole: Split, authors: readonly Author[]): readonly PostedPart[] {
  const weights = authors.map(({ part }) => BigInt(part));
  const developer = divide(whole.developer, weights);
  const platform = divide(whole.platform, weights);
  return authors.map((author, index) => ({
    ...author,
    no: index + 1,
    split: { developer: developer[index] ?? 0n, platform: platform[index] ?? 0n },
  }));
}

/**
 * What a correction takes from each developer of a sale, or returns to them.
 *
 * `before` and `after` are the splits of what the buyer had back, ≥ 0. Each side is collected from
 * what its developers were given, so that any number of parts takes back exactly that.
 */
export function partsOfCorrection(
  before: Split,
  after: Split,
  given: readonly PostedPart[],
): readonly PostedPart[] {
  const difference = (side: keyof Split) => {
    const gave = given.map(({ split }) => split[side]);
    const had = collect(before[side], gave);
    const has = collect(after[side], gave);
    return had.map((minor, index) => minor - (has[index] ?? 0n));
  };
  const developer = difference("developer");
  const platform = difference("platform");
  return given.map((part, index) => ({
    ...part,
    split: { developer: developer[index] ?? 0n, platform: platform[index] ?? 0n },
  }));
}

/**
 * Divides by weight with the largest remainder: everybody gets their part rounded towards zero,
 * and the cents that are left go one each to those who lost most by rounding; in a tie, to whoever
 * comes first. The parts add up to the total, and each is less than a cent off.
 */
export function divide(total: bigint, weights: readonly bigint[]): readonly bigint[] {
  if (total < 0n) return divide(-total, weights).map((part) => -part);
  const sum = weights.reduce((left, right) => left + right, 0n);
  const parts = weights.map((weight) => (total * weight) / sum);
  const remainders = weights.map((weight, index) => ({ index, lost: (total * weight) % sum }));
  const left = total - parts.reduce((gone, part) => gone + part, 0n);
  remainders.sort((one, other) => Number(other.lost - one.lost));
  const lucky = new Set(remainders.slice(0, Number(left)).map(({ index }) => index));
  return parts.map((part, index) => (lucky.has(index) ? part + 1n : part));
}

/**
 * Collects a sum from those who were given something, in proportion, one after the other: each
 * gives their part of what is still to be collected, rounded down, of what they and those after
 * them were given.
 *
 * Unlike a division by largest remainder, nobody's part ever falls when the sum grows, so that no
 * refund pays somebody; and it ends at exactly what each was given. `sum` is between nothing and
 * everything.
 */
function collect(sum: bigint, given: readonly bigint[]): readonly bigint[] {
  let owed = sum;
  let left = given.reduce((total, gave) => total + gave, 0n);
  return given.map((gave) => {
    const part = left === 0n ? 0n : (owed * gave) / left;
    owed -= part;
    left -= gave;
    return part;
  });
}

export const AUTHORS_MAX = 20;

export type BadShares =
  | { readonly kind: "no_developers" }
  | { readonly kind: "too_many_developers" }
  | { readonly kind: "named_twice"; readonly developerId: string }
  | { readonly kind: "bad_part"; readonly developerId: string }
  | { readonly kind: "not_whole"; readonly sum: number };

/** Why the shares of a plugin were not set. */
export type SharesProblem =
  | BadShares
  | { readonly kind: "unknown_plugin" }
  | { readonly kind: "unknown_developer"; readonly developerId: string }
  | { readonly kind: "owner_missing"; readonly owner: string }
  /** Money since that day was already split as it was agreed then. */
  | { readonly kind: "reaches_back" };

/** As somebody asks for them: parts in basis points, not looked at yet. */
export type WantedShares = readonly {
  readonly developerId: DeveloperId;
  readonly part: number;
}[];

/** Shares name each developer once, with at least a hundredth of a percent, and make 100 %. */
export function checkShares(wanted: WantedShares): Result<readonly Author[], BadShares> {
  if (wanted.length === 0) return fail({ kind: "no_developers" });
  if (wanted.length > AUTHORS_MAX) return fail({ kind: "too_many_developers" });
  const named = new Set<string>();
  let sum = 0;
  for (const { developerId, part } of wanted) {
    if (named.has(developerId)) return fail({ kind: "named_twice", developerId });
    if (!Number.isInteger(part) || part < 1 || part > WHOLE_BASIS_POINTS) {
      return fail({ kind: "bad_part", developerId });
    }
    named.add(developerId);
    sum += part;
  }
  if (sum !== WHOLE_BASIS_POINTS) return fail({ kind: "not_whole", sum });
  return ok(wanted.map(({ developerId, part }) => ({ developerId, part: basisPoints(part) })));
}
