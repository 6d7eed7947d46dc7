import { parseConversation } from "../../shared/video/conversation/parse.ts";
import { readEntries } from "../../shared/video/layout/entry-content.ts";
import { readPeople } from "../../shared/video/layout/people.ts";
import { createScreen, type Screen } from "../../shared/video/layout/screen/create-screen.ts";
import { createHeaderStatus } from "../../shared/video/layout/screen/header-status.ts";
import type { ScreenInput, ScreenState } from "../../shared/video/layout/screen/screen-input.ts";
import { frameScreen } from "../../shared/video/layout/screen-rect.ts";
import type { Layer, Shape } from "../../shared/video/scene/scene.ts";
import type { Look } from "../../shared/video/themes/look.ts";
import { resolveTheme } from "../../shared/video/themes/resolve-theme.ts";
import type { Theme } from "../../shared/video/themes/theme.ts";
import { themes } from "../../shared/video/themes/themes.ts";
import { measureEvenly } from "./measure.ts";

export const barThemes: readonly (readonly [string, Theme])[] = Object.entries(themes).filter(
	([name]) => name !== "imessage-classic",
);

export const OPENING: ScreenState = { entries: [], status: null, clock: "9:41", draft: null, keyboard: null };

type Options = {
	readonly widthPx?: number;
	readonly heightPx?: number;
	readonly direction?: "ltr" | "rtl";
	readonly mode?: "light" | "dark";
	/** Of the conversation. */
	readonly chat?: object;
	readonly more?: Partial<ScreenInput>;
};

/** The screen of a theme, by default as large as its phone in points, so that a px is a point. */
export function screenOf(
	theme: Theme,
	options: Options = {},
): { readonly screen: Screen; readonly look: Look } {
	const { widthPx = theme.basisPt, heightPx = 844, direction = "ltr", mode = "light", more } = options;
	const conversation = parseConversation({
		contact: { name: "Emma" },
		messages: [{ sender: "them", text: "Hi" }],
		...options.chat,
	});
	const look = resolveTheme(theme, { mode, direction, widthPx, heightPx });
	const people = readPeople(conversation);
	const contents = readEntries(conversation, people);
	const screen = createScreen({
		...{ look, widthPx, heightPx, people, pictures: new Map(), measure: measureEvenly },
		statusOf: createHeaderStatus({ look, people, contents }),
		device: conversation.device,
		framed: frameScreen({ width: widthPx, height: heightPx, frame: "none", safeArea: "none" }),
		background: "#ff00ff",
		hasStatusLine: false,
		...more,
	});
	return { screen, look };
}

export const shapesOf = ({ placements }: Layer): readonly Shape[] =>
	placements.flatMap(({ sprite }) => sprite.shapes.flatMap(unclip));

const unclip = (shape: Shape): readonly Shape[] =>
	shape.kind === "clip" ? shape.shapes.flatMap(unclip) : [shape];

export type Text = {
	readonly text: string;
	readonly colour: string;
	readonly sizePx: number;
	readonly xPx: number;
	readonly endPx: number;
	readonly baselinePx: number;
};

export const textsOf = (layer: Layer): readonly Text[] =>
	shapesOf(layer).flatMap((shape) => {
		if (shape.kind !== "text") return [];
		const [span] = shape.spans;
		if (span === undefined || typeof span.paint !== "string") throw new Error("expected a plain text");
		const { xPx, baselinePx, widthPx } = shape;
		return {
			...{ text: span.text, colour: span.paint, sizePx: span.style.sizePx },
			...{ xPx, endPx: xPx + widthPx, baselinePx },
		};
	});

/** What a path covers, with control points. */
export type Box = {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
};

export type PathBox = Box & { readonly isIcon: boolean; readonly fill: unknown };

/** The paths of a layer. Icons have only lines and curves; rectangles and circles are of arcs and relative lines. */
export const pathsOf = (layer: Layer): readonly PathBox[] =>
	shapesOf(layer).flatMap((shape) =>
		shape.kind === "path" ? { ...boxOf(shape.d), isIcon: !/[ahv]/.test(shape.d), fill: shape.fill } : [],
	);

export function boxOf(d: string): Box {
	const points: (readonly [number, number])[] = [];
	for (const [, command = "", rest = ""] of d.matchAll(/([MLCahvZ])([^MLCahvZ]*)/g)) {
		const numbers = rest.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
		const [x, y] = points.at(-1) ?? [0, 0];
		const [first = 0] = numbers;
		if (command === "h") points.push([x + first, y]);
		else if (command === "v") points.push([x, y + first]);
		else if (command === "a") points.push(...arc([x, y], numbers));
		else for (let i = 0; i + 1 < numbers.length; i += 2) points.push([numbers[i] ?? 0, numbers[i + 1] ?? 0]);
	}
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	return {
		...{ left: Math.min(...xs), right: Math.max(...xs) },
		...{ top: Math.min(...ys), bottom: Math.max(...ys) },
	};
}

/** Half circles, and the quarter circles of corners, which reach no further than their ends. */
function arc(
	[x, y]: readonly [number, number],
	numbers: readonly number[],
): readonly (readonly [number, number])[] {
	const [radius = 0, , , isLarge = 0, , dx = 0, dy = 0] = numbers;
	const end = [x + dx, y + dy] as const;
	return isLarge === 1 ? [[x + dx / 2, y - radius], [x + dx / 2, y + radius], end] : [end];
}
