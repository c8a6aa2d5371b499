import PDFDocument from "pdfkit";
import { expect, it } from "vitest";
import { FONT_FILES } from "./font-files";
import { readableText } from "./readable-text";

/** pdfkit's embedded font, as far as this test looks into it. */
type WithFont = {
  readonly _font: { readonly font: { hasGlyphForCodePoint: (codePoint: number) => boolean } };
};

it.each(Object.values(FONT_FILES))("leaves nothing that %s has no shape for", (file) => {
  const { font } = (new PDFDocument({ font: file }) as unknown as WithFont)._font;
  const missing: string[] = [];
  for (let codePoint = 0x20; codePoint < 0x3000; codePoint++) {
    const text = readableText(String.fromCodePoint(codePoint));
    if (!font.hasGlyphForCodePoint(text.codePointAt(0) ?? 0)) missing.push(codePoint.toString(16));
  }
  expect(missing).toEqual([]);
});

it("keeps names of Europe as they are, and marks what it cannot show", () => {
  expect(readableText("Łukasz Žižek & Co. – “Größe” Жук")).toBe("Łukasz Žižek & Co. – “Größe” Жук");
  expect(readableText("表計算 Pro 🚀")).toBe("??? Pro ?");
});
