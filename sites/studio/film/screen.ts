import { compare, type Difference } from "../../../shared/video/scene/compare.ts";
import type { Draw } from "../../../shared/video/scene/draw.ts";
import type { RowSpan, Size } from "../../../shared/video/scene/rect.ts";
import type { Scene } from "../../../shared/video/scene/scene.ts";
import { listBands } from "./bands.ts";
import { createPutPicture } from "./put-picture.ts";

export type Screen = {
	/** Shows a scene: of what is on the canvas already, only what differs is drawn. */
	readonly show: (scene: Scene, draw: Draw) => void;
	/** Makes the canvas this large, and empty. */
	readonly resize: (size: Size) => void;
};

type Move = Difference & { readonly kind: "move" };

/** A worker's canvas. */
export function createScreen(canvas: OffscreenCanvas): Screen {
	const context = canvas.getContext("2d", { alpha: false });
	if (context === null) throw new Error("This browser gives no canvas to a worker.");
	const put = createPutPicture(context);
	const copy = createCopy(canvas, context);
	let shown: Scene | null = null;

	const drawRows = (scene: Scene, draw: Draw, span: RowSpan) => {
		const rect = { xPx: 0, yPx: span.fromPx, widthPx: canvas.width, heightPx: span.toPx - span.fromPx };
		put(draw(scene, rect), span.fromPx);
	};
	return {
		show: (scene, draw) => {
			if (shown === scene) return;
			const before = shown;
			shown = null;
			if (before === null) put(draw(scene), 0);
			else {
				const differences = compare(scene, before);
				copy(differences.filter((each): each is Move => each.kind === "move"));
				const drawn = differences.filter(({ kind }) => kind !== "move");
				for (const span of listBands(drawn, canvas.height)) drawRows(scene, draw, span);
			}
			shown = scene;
		},
		resize: ({ widthPx, heightPx }) => {
			if (canvas.width !== widthPx) canvas.width = widthPx;
			if (canvas.height !== heightPx) canvas.height = heightPx;
			shown = null;
		},
	};
}

/** Moves parts of the canvas. All are read before the first is written. */
function createCopy(canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D) {
	const spare = new OffscreenCanvas(1, 1);
	const spareContext = spare.getContext("2d", { alpha: false });
	return (moves: readonly Move[]) => {
		const [first] = moves;
		if (first === undefined || spareContext === null) return;
		// A canvas that is drawn on itself is read as a whole first.
		const source = moves.length === 1 ? canvas : spare;
		if (source === spare) {
			if (spare.width !== canvas.width) spare.width = canvas.width;
			if (spare.height !== canvas.height) spare.height = canvas.height;
			spareContext.drawImage(canvas, 0, 0);
		}
		for (const { rect, dyPx } of moves) {
			const { xPx, yPx, widthPx, heightPx } = rect;
			context.drawImage(source, xPx, yPx - dyPx, widthPx, heightPx, xPx, yPx, widthPx, heightPx);
		}
	};
}
