type Picture =
	| { readonly kind: "key" }
	| { readonly kind: "repeat"; readonly count: number }
	| {
			readonly kind: "inter";
			readonly isReference: boolean;
			readonly scrolls: readonly { readonly shiftPx: number }[];
			readonly bands: readonly unknown[];
	  }
	| {
			readonly kind: "between";
			readonly weight: number | null;
			readonly moves: readonly { readonly of: string; readonly shiftPx: number }[];
			readonly bands: readonly unknown[];
	  };

/**
 * A plan's pictures in words, those that are alike and follow one another counted: `key`, `repeat 12`, `inter 3 rows`;
 * `passing` for one that is no reference, `scroll 46` for one that moves by so many pixels. `between, mix 20, before 46, 0 rows` for one
 * that is made of two.
 */
export function planWords({ pictures }: { readonly pictures: readonly Picture[] }): readonly string[] {
	return pictures.map((picture) => {
		if (picture.kind === "key") return "key";
		if (picture.kind === "repeat") return `repeat ${picture.count}`;
		if (picture.kind === "between") {
			const mix = picture.weight === null ? "" : `mix ${picture.weight}, `;
			const moves = picture.moves.map(({ of, shiftPx }) => `${of} ${shiftPx}, `).join("");
			return `between, ${mix}${moves}${picture.bands.length} rows`;
		}
		const { isReference, scrolls, bands } = picture;
		const kind = isReference ? "inter" : "passing";
		const moves = scrolls.map(({ shiftPx }) => `scroll ${shiftPx}, `).join("");
		return `${kind} ${moves}${bands.length} rows`;
	});
}
