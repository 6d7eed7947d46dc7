import { findLocale } from "../locale/find-locale.ts";
import { findKeyWords } from "../locale/key-words.ts";
import { findKeyboard } from "../locale/keyboards.ts";
import type { Colour } from "../scene/scene.ts";
import type { Look, Resolved } from "./look.ts";
import { putAccent } from "./put-accent.ts";
import type { Theme } from "./theme.ts";

/** What a theme is shown on. */
type LookOptions = {
	readonly mode: "light" | "dark";
	readonly direction: "ltr" | "rtl";
	readonly widthPx: number;
	readonly heightPx: number;
	/** A language tag (BCP 47). Default: English. */
	readonly locale?: string | undefined;
	/** In place of the theme's own, and of what fills one's own bubbles. */
	readonly accent?: Colour | undefined;
	readonly smartQuotes?: boolean | undefined;
};

/** A theme for one screen: in its pixels, one mode and the words of its language. */
export function resolveTheme(theme: Theme, options: LookOptions): Look {
	const { mode, direction, widthPx, heightPx, locale = "en" } = options;
	const pxPerPt = Math.min(widthPx / theme.basisPt, heightPx / theme.leastHeightPt);
	const resolved = resolvePart(theme, mode, pxPerPt);
	return {
		...resolved,
		...(options.accent !== undefined && putAccent(resolved, options.accent)),
		pxPerPt,
		direction,
		isPhone: heightPx / pxPerPt >= theme.phoneHeightPt,
		words: findLocale(locale).words,
		keys: { ...findKeyboard(locale), words: findKeyWords(locale) },
		locale,
		smartQuotes: options.smartQuotes ?? theme.smartQuotes,
	};
}

function resolvePart<Part>(part: Part, mode: LookOptions["mode"], pxPerPt: number): Resolved<Part> {
	const resolve = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(resolve);
		if (typeof value !== "object" || value === null) return value;
		if ("light" in value && "dark" in value) return value[mode];
		return Object.fromEntries(
			Object.entries(value).map(([key, inner]) =>
				key.endsWith("Pt") && typeof inner === "number"
					? [key.replace(/Pt$/, "Px"), inner * pxPerPt]
					: [key, resolve(inner)],
			),
		);
	};
	return resolve(part) as Resolved<Part>;
}
