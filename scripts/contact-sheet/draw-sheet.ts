import { drawFrame } from "../../shared/app/library.ts";
import type { ConversationInput } from "../../shared/video/conversation/conversation.ts";
import { createCanvas, loadImage } from "../../shared/video/node/fonts/canvas.ts";
import type { ThemeName } from "../../shared/video/themes/themes.ts";

const MODES = ["light", "dark"] as const;

/** Behind the phones: between black and white, so that the edge of each is seen. */
const GROUND = "#8a9099";

/** Around each phone, as a share of its height. */
const GAP_SHARE = 0.03;

/** Long enough for every message to arrive. */
const SECONDS = 40;

/** The end of a chat in several themes as PNG: a column a theme, light over dark. Each phone is a 9:16 picture. */
export async function drawSheet(
	chat: ConversationInput,
	names: readonly ThemeName[],
	phoneHeightPx: number,
): Promise<Uint8Array> {
	const phoneWidthPx = 2 * Math.round((phoneHeightPx * 9) / 32);
	const gapPx = Math.round(GAP_SHARE * phoneHeightPx);
	const at = (index: number, sizePx: number) => gapPx + index * (sizePx + gapPx);
	const canvas = createCanvas(at(names.length, phoneWidthPx), at(MODES.length, phoneHeightPx));
	const context = canvas.getContext("2d");
	context.fillStyle = GROUND;
	context.fillRect(0, 0, canvas.width, canvas.height);
	for (const [column, name] of names.entries()) {
		for (const [row, mode] of MODES.entries()) {
			const size = { width: phoneWidthPx, height: phoneHeightPx };
			const video = { ...size, durationSeconds: SECONDS, safeArea: "none" } as const;
			const png = await drawFrame({ ...chat, theme: { name, mode }, video }, SECONDS - 0.1);
			context.drawImage(await loadImage(png), at(column, phoneWidthPx), at(row, phoneHeightPx));
		}
	}
	return canvas.encode("png");
}
