type Picture =
	| { readonly kind: "key" }
	| { readonly kind: "repeat"; readonly count: number }
	| {
			readonly kind: "inter";
			readonly isReference: boolean;
			readonly scrolls: readonly { readonly shiftPx: number }[];
			readonly bands: readonly unknown[];
	  };

/**
 * A plan's pictures in words, those that are alike and follow one another counted: `key`, `repeat 12`, `inter 3 rows`;
 * `passing` for one that is no reference, `scroll 46` for one that moves by so many pixels.
 */
export function planWords({ pictures }: { readonly pictures: readonly Picture[] }): readonly string[] {
	return pictures.map((picture) => {
		if (picture.kind === "key") return "key";
		if (picture.kind === "repeat") return `repeat ${picture.count}`;
		const { isReference, scrolls, bands } = picture;
		const kind = isReference ? "inter" : "passing";
		const moves = scrolls.map(({ shiftPx }) => `scroll ${shiftPx}, `).join("");
		return `${kind} ${moves}${bands.length} rows`;
	});
}
