/** The colour of a series, beside its name. */
export function Swatch({ color }: { readonly color: string }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2.5 flex-none rounded-[3px]"
      style={{ background: color }}
    />
  );
}
