import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runPlain } from "../../shared/video/node/encode/run-plain.ts";
import type { Hold } from "../../shared/video/scene/scene.ts";
import { themeNames } from "../../shared/video/themes/themes.ts";
import { complaintsOf } from "../helpers/debian-ffmpeg.ts";
import { encodeFilm } from "../helpers/encode-film.ts";
import { decodeI420, ffmpegPath } from "../helpers/ffmpeg.ts";
import { type Film, filmOf } from "../helpers/film.ts";
import { dataUrl, encodeSample } from "../helpers/picture-files.ts";
import { planeDecibels } from "../helpers/plane-decibels.ts";

const folder = mkdtempSync(join(tmpdir(), "chatreel-looks-"));
afterAll(() => rmSync(folder, { recursive: true }));
const newDir = () => mkdtempSync(join(folder, "render-"));

const video = { width: 240, height: 426, fps: 24 };
const wide = { width: 426, height: 240, fps: 24 };
const picture = dataUrl("jpeg", encodeSample("jpeg", 300, 200));

/** What each look moves in its own way: flights, dots that grow into the message, receipts, scrolls, a picture. */
const messages = [
	{ sender: "them", text: "Did you see the lights over the harbour tonight?" },
	{ sender: "you", text: "I counted four colours, and then it was over, just like that", receipt: "read" },
	{ sender: "them", text: "Five 😍" },
	{ sender: "them", images: [picture], text: "Look, this one here" },
	{ sender: "you", text: "Next year we go up the hill before it begins" },
	{ sender: "you", images: [picture] },
];

const group = {
	title: "Harbour lights",
	people: [
		{ id: "maya", name: "Maya", picture },
		{ id: "ben", name: "Ben" },
	],
	messages: [
		{ from: "maya", text: "Who saw the lights tonight?" },
		{ from: "ben", text: "All of them" },
		{ from: "ben", images: [picture, picture, picture] },
		{ from: "you", text: "I saw none, because there is a hill before my window" },
		{ from: "maya", text: "Poor you" },
	],
};

type Chat = readonly [words: string, chat: object];

const looks: readonly Chat[] = themeNames.flatMap((name): readonly Chat[] => [
	[`${name}, light`, { theme: { name }, video, messages }],
	[`${name}, dark, of a group`, { ...group, theme: { name, mode: "dark" }, video }],
]);

const screens: readonly Chat[] = [
	["imessage in a phone", { video: wide, messages }],
	["whatsapp in a card", { theme: { name: "whatsapp" }, video: { ...video, frame: "card" }, messages }],
	[
		"instagram on a picture",
		{ theme: { name: "instagram", wallpaper: picture, accent: "#d1006c" }, video, messages },
	],
	["imessage from right to left", { ...group, locale: "ar", video }],
];

describe.each([...looks, ...screens])("%s", (_, chat) => {
	test("shows in every frame of the fast engine what was drawn, each plane at 40 dB and more", async () => {
		const film = await filmOf(chat);
		const { engine, warnings, file } = await encodeFilm(film, newDir());
		expect([engine, warnings, complaintsOf(file, ffmpegPath)]).toEqual(["fast", [], ""]);
		const decibels = planeDecibels(film, decodeI420(file));
		expect(decibels.length).toBe(film.film.frameCount);
		expect([...decibels.entries()].filter(([, each]) => !(Math.min(...each) >= 40))).toEqual([]);
	});

	test("is made by the plain engine, of what has changed alone, as of whole pictures", async () => {
		const film = await filmOf(chat);
		const plain = await encodeFilm(film, newDir(), { engine: "plain" });
		const whole = await encodeWhole(film);
		expect(readFileSync(plain.file).equals(readFileSync(whole.file))).toBe(true);
	});
});

/** The plain engine's video of pictures that are each drawn anew. */
function encodeWhole({ film, crf, preset, draw }: Film) {
	const work = { drawnPixelCount: film.holds.length * film.widthPx * film.heightPx };
	const drawHold = (hold: number) => draw((film.holds[hold] as Hold).scene);
	const signal = new AbortController().signal;
	return runPlain({ film, settings: { crf, preset }, work }, drawHold, { dir: newDir(), signal });
}
