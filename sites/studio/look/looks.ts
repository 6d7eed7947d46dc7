import type { ThemeName } from "../../../shared/video/themes/themes.ts";

/** In the order of the gallery, with the names that the apps give themselves. */
export const LOOKS: readonly (readonly [ThemeName, string])[] = [
	["imessage", "iMessage"],
	["whatsapp", "WhatsApp"],
	["instagram", "Instagram"],
	["messenger", "Messenger"],
	["neutral", "Neutral"],
	["imessage-classic", "iMessage classic"],
];
