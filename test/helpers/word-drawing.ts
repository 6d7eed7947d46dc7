import type { Draw } from "../../shared/video/scene/draw.ts";
import { allocatePicture, type I420Picture } from "../../shared/video/scene/picture.ts";
import { rowWords } from "./row-words.ts";

/** Draws each pair of rows in a level that is that of its words, and counts the rows. */
export function wordDrawing(
	size: { readonly widthPx: number; readonly heightPx: number },
	levels = new Map<string, number>(),
) {
	let drawnRows = 0;
	const draw: Draw = (scene, { yPx, heightPx } = { xPx: 0, yPx: 0, ...size }) => {
		drawnRows += heightPx;
		const words = rowWords(scene, size).slice(yPx, yPx + heightPx);
		const picture = allocatePicture(size.widthPx, heightPx);
		const levelOf = (word: string) => {
			const level = levels.get(word) ?? levels.size % 251;
			levels.set(word, level);
			return level;
		};
		for (const [row, word] of words.entries()) {
			picture.y.fill(levelOf(word), row * size.widthPx, (row + 1) * size.widthPx);
			const [from, to] = [(row >> 1) * (size.widthPx / 2), ((row >> 1) + 1) * (size.widthPx / 2)];
			picture.u.fill(levelOf(word), from, to);
			picture.v.fill(levelOf(`v ${word}`), from, to);
		}
		return picture;
	};
	return { draw, drawnRows: () => drawnRows };
}

export const bytesOf = ({ y, u, v }: I420Picture) => Buffer.concat([y, u, v]);
