import { expect, test } from "vitest";
import { measureEntry } from "../../../../shared/video/timeline/entry-text.ts";
import { PACING } from "../../../../shared/video/timeline/pacing.ts";
import { measureReading } from "../../../../shared/video/timeline/reading.ts";

test.each([
	{ script: "Latin", text: "a".repeat(20), speed: 20 },
	{ script: "Cyrillic", text: "п".repeat(20), speed: 20 },
	{ script: "Arabic", text: "ب".repeat(20), speed: 20 },
	{ script: "Korean", text: "안".repeat(12), speed: 12 },
	{ script: "Chinese", text: "你".repeat(9), speed: 9 },
	{ script: "Japanese", text: "こ漢カー", speed: 4 },
])("$script is read at $speed characters a second", ({ text, speed }) => {
	expect(measureReading(text)).toMatchObject({ characters: speed, readingMs: 1000 });
});

test("Latin letters within a text of another script keep their own speed", () => {
	expect(measureReading(`${"你".repeat(9)}${"a".repeat(20)}`).readingMs).toBe(2000);
});

test("a joined emoji, a flag and a letter with its marks are one character each", () => {
	expect(measureReading("👨‍👩‍👧‍👦🇩🇰e\u0301").characters).toBe(3);
});

test("a part of a millisecond counts as a whole one, but 20 letters take a second and no more", () => {
	expect(measureReading("안").readingMs).toBe(84);
	expect(measureReading("a".repeat(20)).readingMs).toBe(1000);
});

test("typing takes longer for a longer text, by the same measure in every script", () => {
	expect([1, 20, 85, 500].map((count) => measureReading("a".repeat(count)).typingMs)).toEqual([
		820, 1200, 2500, 2500,
	]);
	expect(measureReading("こ".repeat(4)).typingMs).toBe(1200);
});

test("a voice note is looked at for a moment, and a card's title is read; neither is typed", () => {
	const measured = (more: object) =>
		measureEntry({ kind: "message", index: 0, sender: "them", text: "a".repeat(20), ...more }, PACING);
	const { voiceSeenMs } = PACING;
	expect(measured({})).toEqual({ characters: 20, readingMs: 1000, typingMs: 1200 });
	expect(measured({ voiceSeconds: 40 })).toEqual({
		characters: 20,
		readingMs: 1000 + voiceSeenMs,
		typingMs: 1200,
	});
	expect(measured({ linkTitle: "a".repeat(40) })).toEqual({
		characters: 60,
		readingMs: 3000,
		typingMs: 1200,
	});
});
