import { imessage } from "./imessage/theme.ts";
import type { Theme } from "./theme.ts";

/** The looks by the name that a conversation asks for. Until there is a newer one, `imessage` is the classic look. */
export const themes: Readonly<Record<"imessage" | "imessage-classic", Theme>> = {
	imessage,
	"imessage-classic": imessage,
};
