import { formatMoney, type Money } from "../money";

type SecondPerson = {
  readonly above: readonly { readonly amount: Money; readonly threshold: Money }[];
  readonly others: readonly string[];
};

/** `€12,000.00 is more than one person may prepare and approve (€10,000.00).` */
export function aboveWords({ above }: Pick<SecondPerson, "above">): string {
  const amounts = above.map(({ amount }) => formatMoney(amount)).join(" and ");
  const limits = above.map(({ threshold }) => formatMoney(threshold)).join(" and ");
  return `${amounts} is more than one person may both prepare and approve (${limits})`;
}

/** `Ask ben@example.com or cleo@example.com.` */
export function whoElseWords({ others }: Pick<SecondPerson, "others">): string {
  if (others.length === 0) return "Ask another admin; there is none yet, so make somebody one";
  const last = others.at(-1);
  return `Ask ${others.length === 1 ? last : `${others.slice(0, -1).join(", ")} or ${last}`}`;
}
