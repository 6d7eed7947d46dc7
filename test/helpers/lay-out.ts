import { foldChanges, openingState } from "../../shared/video/conversation/change.ts";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import { parseConversation } from "../../shared/video/conversation/parse.ts";
import type { Chat } from "../../shared/video/layout/chat.ts";
import type { ChatLayout } from "../../shared/video/layout/chat-layout.ts";
import { layOutChat } from "../../shared/video/layout/lay-out-chat.ts";
import { frameScreen } from "../../shared/video/layout/screen-rect.ts";
import { intersect } from "../../shared/video/scene/rect.ts";
import type { Placement, Scene } from "../../shared/video/scene/scene.ts";
import { resolveTheme } from "../../shared/video/themes/resolve-theme.ts";
import type { Theme } from "../../shared/video/themes/theme.ts";
import { themes } from "../../shared/video/themes/themes.ts";
import { inClassic } from "./in-classic.ts";
import { measureEvenly } from "./measure.ts";

type Options = {
	readonly theme?: Theme;
	readonly direction?: "ltr" | "rtl";
	readonly pictures?: Chat["pictures"];
};

/** Lays out a conversation in the states that the changes give; without changes each message appears in turn. */
export function layOut(value: object, changes?: readonly Change[], options: Options = {}): ChatLayout {
	const conversation = parseConversation(inClassic(value), { maxMessages: 50 });
	const { contact, theme: chosen, video } = conversation;
	const { theme = themes[chosen.name], direction = "ltr", pictures = new Map() } = options;
	const { widthPx, heightPx } = frameScreen(video).screen;
	const look = resolveTheme(theme, {
		mode: chosen.mode,
		accent: chosen.accent,
		direction,
		widthPx,
		heightPx,
	});
	const shown = conversation.messages.map((_, entry): Change => ({ kind: "shown", entry }));
	const opening = openingState({
		status: contact.status ?? null,
		clock: "9:41",
		opened: { day: "Today", time: "9:41 AM" },
	});
	const states = foldChanges(opening, changes ?? shown);
	return layOutChat({ conversation, look, states, measure: measureEvenly, pictures });
}

/** The placements of a layer, on the screen. */
export function placed(scene: Scene | undefined, name = "column"): readonly Placement[] {
	const layer = scene?.layers.find((each) => each.name === name);
	return (layer?.placements ?? []).map((each) => ({ ...each, yPx: each.yPx + (layer?.dyPx ?? 0) }));
}

/** Where an item stands on the screen; undefined if it is not there. */
export function find(scene: Scene | undefined, item: string): Placement | undefined {
	return placed(scene).find((each) => each.item === item);
}

/** The lines of text that a scene shows, each with the place of its capitals on the screen. */
export function findText({ layers }: Scene) {
	return layers.flatMap((layer) =>
		layer.placements.flatMap(({ item, sprite, xPx, yPx }) =>
			sprite.shapes.flatMap((shape) => {
				if (shape.kind !== "text") return [];
				const sizePx = Math.max(...shape.spans.map(({ style }) => style.sizePx));
				const text = intersect(layer.clip, {
					xPx: xPx + shape.xPx,
					yPx: yPx + layer.dyPx + shape.baselinePx - 0.73 * sizePx,
					widthPx: shape.widthPx,
					heightPx: 0.73 * sizePx,
				});
				return text === null ? [] : [{ layer: layer.name, item, text }];
			}),
		),
	);
}
