import { imessage } from "./imessage.ts";
import { imessageClassic } from "./imessage-classic.ts";
import { instagram } from "./instagram.ts";
import { messenger } from "./messenger.ts";
import { neutral } from "./neutral.ts";
import type { Theme } from "./theme.ts";
import { whatsapp } from "./whatsapp.ts";

const THEMES = {
	imessage,
	"imessage-classic": imessageClassic,
	whatsapp,
	instagram,
	messenger,
	neutral,
} as const satisfies Record<string, Theme>;

export type ThemeName = keyof typeof THEMES;

/** The themes by the name that a conversation asks for. */
export const themes: Readonly<Record<ThemeName, Theme>> = THEMES;

/** At least one, as a list of choices must have. */
export const themeNames = Object.keys(THEMES) as [ThemeName, ...ThemeName[]];
