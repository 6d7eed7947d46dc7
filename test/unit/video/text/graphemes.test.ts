import fc from "fast-check";
import { expect, test } from "vitest";
import { splitGraphemes } from "../../../../shared/video/text/graphemes.ts";
import { CLUSTERS } from "../../../helpers/clusters.ts";

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });
const bySegmenter = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

test("plain text is split as by the segmenter, which it does without", () => {
	const plain = fc.string({
		unit: fc.integer({ min: 0, max: 0x205e }).map((code) => String.fromCharCode(code)),
	});
	const any = fc.string({ unit: "binary", maxLength: 8 });
	fc.assert(
		fc.property(fc.oneof(plain, any), (text) => {
			expect(splitGraphemes(text)).toEqual(bySegmenter(text));
		}),
	);
});

test("clusters of all kinds stay whole", () => {
	expect(
		CLUSTERS.filter((cluster) => splitGraphemes(cluster).length !== bySegmenter(cluster).length),
	).toEqual([]);
	expect(splitGraphemes("a\r\nb")).toEqual(["a", "\r\n", "b"]);
	expect(splitGraphemes("don’t – “so”…")).toEqual([..."don’t – “so”…"]);
});
