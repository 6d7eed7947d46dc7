type Picture =
	| { readonly kind: "key" }
	| { readonly kind: "repeat"; readonly count: number }
	| {
			readonly kind: "inter";
			readonly isReference: boolean;
			readonly scroll: { readonly shiftPx: number } | null;
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
		const { isReference, scroll, bands } = picture;
		const kind = isReference ? "inter" : "passing";
		const moves = scroll === null ? "" : `scroll ${scroll.shiftPx}, `;
		return `${kind} ${moves}${bands.length} rows`;
	});
}
