import { actorWords } from "@/lib/domain/words/actor-words";

/** Who did something. An address that has no room on its line breaks behind its @. */
export function Actor({ name }: { readonly name: string }) {
  const words = actorWords(name);
  const end = words.indexOf("@") + 1;
  return (
    <span className="wrap-anywhere">
      {words.slice(0, end)}
      {end > 0 ? <wbr /> : null}
      {words.slice(end)}
    </span>
  );
}
