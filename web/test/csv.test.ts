import { expect, test } from "vitest";
import { csv } from "../src/dashboard/csv.ts";

const line = (...cells: string[]) => csv([cells]).replace("\uFEFF", "");

test("what has a comma, a quote or a line break stands in quotes", () => {
  expect(line("Ada", "a,b", 'say "hi"', "two\nlines")).toBe('Ada,"a,b","say ""hi""","two\nlines"\r\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "＝1"])("%j is no formula", (text) => {
  expect(line(text)).toBe(`"'${text}"\r\n`);
});

test.each(["1-1", "a=b", "ada@example.com", "2026-11-29T12:00:00.000Z", ""])("%j stays as it is", (text) => {
  expect(line(text)).toBe(`${text}\r\n`);
});

test("a spreadsheet is told that it is UTF-8", () => {
  expect(csv([["Zoë"]])).toBe("\uFEFFZoë\r\n");
});
