import { imessageClassic } from "./imessage-classic.ts";
import type { Theme } from "./theme.ts";

/** The themes by the name that a conversation asks for. */
export const themes: Readonly<Record<"imessage" | "imessage-classic", Theme>> = {
	imessage: imessageClassic,
	"imessage-classic": imessageClassic,
};
