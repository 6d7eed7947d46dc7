import { imessageClassic } from "./imessage-classic.ts";
import type { Theme } from "./theme.ts";

const THEMES = {
	imessage: imessageClassic,
	"imessage-classic": imessageClassic,
} as const satisfies Record<string, Theme>;

export type ThemeName = keyof typeof THEMES;

/** The themes by the name that a conversation asks for. */
export const themes: Readonly<Record<ThemeName, Theme>> = THEMES;

/** At least one, as a list of choices must have. */
export const themeNames = Object.keys(THEMES) as [ThemeName, ...ThemeName[]];
