import type { Paint, Sprite } from "./scene.ts";

/** Whether a sprite's pixels depend on the row of the screen at which it came to rest. */
export function hasScreenPaint({ shapes }: Pick<Sprite, "shapes">): boolean {
	return shapes.some((shape) => {
		if (shape.kind === "path") return isOfScreen(shape.fill);
		if (shape.kind === "text") return shape.spans.some(({ paint }) => isOfScreen(paint));
		return shape.kind === "clip" && hasScreenPaint(shape);
	});
}

const isOfScreen = (paint: Paint) => typeof paint !== "string" && paint.space === "screen";
