import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BYTE_ORDER_MARK, csvLine, text, value } from "./csv";

describe("csvLine", () => {
  it.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\r=1", "＝1+1"])(
    "makes %j harmless to a spreadsheet",
    (content) => {
      const [[cell] = []] = parse(csvLine([text(content)])) as string[][];
      expect(cell).toBe(`'${content}`);
    },
  );

  it.each(["1=1", "a - b", "ada@example.com", "before\tafter", "before\rafter"])(
    "leaves %j as it is, which a spreadsheet takes for text",
    (content) => {
      const [[cell] = []] = parse(csvLine([text(content)])) as string[][];
      expect(cell).toBe(content);
    },
  );

  it("keeps negative amounts numbers", () => {
    expect(csvLine([value("-12.30"), text("Refund")])).toBe("-12.30,Refund\r\n");
  });

  it("quotes commas, quotes and line breaks", () => {
    expect(csvLine([text('A "big", bad\nname')])).toBe('"A ""big"", bad\nname"\r\n');
  });

  it("is read back as it was written, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 6 }),
        (cells) => {
          const [read] = parse(csvLine(cells.map((cell) => value(cell))), {
            relax_column_count: true,
          }) as string[][];
          expect(read).toEqual(cells);
        },
      ),
    );
  });
});

describe("BYTE_ORDER_MARK", () => {
  it("is the three bytes that tell a spreadsheet of UTF-8", () => {
    expect([...Buffer.from(BYTE_ORDER_MARK)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});
