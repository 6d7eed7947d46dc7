import type { Colour } from "../scene/scene.ts";

/** How far two opaque colours (`#rrggbb`) are apart, from 1 to 21, as WCAG 2 defines it. */
export function contrastRatio(one: Colour, other: Colour): number {
	const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
	return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: Colour): number {
	const channel = (start: number) => {
		const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	};
	return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
