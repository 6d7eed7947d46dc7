import type { Rect } from "../../scene/rect.ts";
import type { Clip, Placement, Shape } from "../../scene/scene.ts";
import type { FramedScreen } from "../screen-rect.ts";

/** A bar at an end of a framed screen has that end's corners. */
export function roundAt(rounded: "upper" | "lower", clip: Rect, { radiusPx }: FramedScreen): Clip {
	return radiusPx === 0 ? clip : { ...clip, radiusPx, rounded };
}

/** An item that shows some content, in px of its layer. */
export function place(
	item: string,
	content: string,
	shapes: readonly Shape[],
	{ xPx, yPx, widthPx, heightPx }: Rect,
): Placement {
	const key = content === "" ? item : `${item} ${content}`;
	return { item, sprite: { key, widthPx, heightPx, shapes }, xPx, yPx, opacity: 64 };
}

/** `toKey` tells equal values: the same by default. */
export function rememberBy<From, Value>(
	make: (from: From) => Value,
	toKey: (from: From) => unknown = (from) => from,
): (from: From) => Value {
	const made = new Map<unknown, Value>();
	return (from) => {
		const key = toKey(from);
		const value = made.get(key) ?? make(from);
		made.set(key, value);
		return value;
	};
}
