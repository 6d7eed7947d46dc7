import { test } from "vitest";
import type { Change } from "../../shared/video/conversation/chat-state.ts";
import { allocatePicture, type I420Picture } from "../../shared/video/scene/picture.ts";
import { themeNames, themes } from "../../shared/video/themes/themes.ts";
import { drawChat } from "../helpers/draw-chat.ts";
import { expectGolden } from "../helpers/golden.ts";

const chat = {
	title: "Dog people",
	people: [
		{ id: "maya", name: "Maya Okafor", picture: "maya.jpg" },
		{ id: "ben", name: "Ben" },
	],
	messages: [
		{ from: "maya", voice: { seconds: 12 }, time: "09:41" },
		{ from: "you", voice: { seconds: 64 }, time: "09:41" },
		{ from: "maya", text: "@you are *not* going, _right_? ~Never~ `npm i`", time: "09:42" },
		{
			from: "you",
			text: "See https://example.com/parks",
			link: { title: "The best dog parks in town", picture: "park.jpg" },
			time: "09:42",
		},
		{ from: "ben", text: "@Maya Okafor it is on www.dogs.org, see", time: "09:43" },
		{
			from: "ben",
			text: "dogs.org/parks is closed",
			link: { title: "Where dogs and those who walk them meet on a Sunday", site: "Dogs & Co" },
			time: "09:43",
		},
		{ from: "you", text: "@Ben א *ב* https://example.com", time: "09:44" },
	],
};
const photos = {
	"/people/0/picture": { widthPx: 300, heightPx: 420, hue: 20 },
	"/messages/3/link/picture": { widthPx: 400, heightPx: 300, hue: 200 },
};
const changes: readonly Change[] = [
	...chat.messages.map((_, entry): Change => ({ kind: "shown", entry })),
	{ kind: "receipt", entry: 6, receipt: "read" },
];

test.each(themeNames)("what stands in messages of %s, light, and dark from right to left", async (name) => {
	const draw = (mode: "light" | "dark", direction: "ltr" | "rtl") => {
		const video = { width: 390, height: 1040 };
		return drawChat({
			chat: { ...chat, theme: { mode }, video },
			changes,
			theme: themes[name],
			direction,
			photos,
		});
	};
	await expectGolden(
		`in-messages-${name}`,
		besideEachOther(await draw("light", "ltr"), await draw("dark", "rtl")),
	);
});

/** Two pictures of one size. */
function besideEachOther(left: I420Picture, right: I420Picture): I420Picture {
	const picture = allocatePicture(left.widthPx + right.widthPx, left.heightPx);
	for (const plane of ["y", "u", "v"] as const) {
		const strideOf = ({ widthPx }: I420Picture) => (plane === "y" ? widthPx : widthPx / 2);
		const rows = plane === "y" ? left.heightPx : left.heightPx / 2;
		for (let row = 0; row < rows; row++) {
			let at = row * strideOf(picture);
			for (const half of [left, right]) {
				const stride = strideOf(half);
				picture[plane].set(half[plane].subarray(row * stride, (row + 1) * stride), at);
				at += stride;
			}
		}
	}
	return picture;
}
