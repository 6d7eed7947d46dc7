import * as z from "zod";
import { choice, field, line, number, side, whole, yesOrNo } from "./fields.ts";
import { kinds } from "./kinds.ts";
import { LIMITS, PRESETS } from "./limits.ts";
import { audio, background } from "./sources.ts";

export const videoSchema = z.strictObject({
	width: field(
		side.default(1080),
		"a width in pixels",
		"Pixels, even. The default is that of short videos.",
		1080,
	),
	height: field(
		side.default(1920),
		"a height in pixels",
		"Pixels, even. The default is that of short videos.",
		1920,
	),
	fps: field(
		whole(LIMITS.fps).default(30),
		"frames a second",
		"Frames a second. More make movement smoother and cost CPU for each moving frame.",
		60,
	),
	crf: field(
		whole(LIMITS.crf).default(20),
		"a constant rate factor",
		"x264's constant rate factor: 6 more is about half the size. 20 keeps small text clean.",
		23,
	),
	preset: field(
		choice(PRESETS).default("veryfast"),
		"an x264 preset",
		"x264's trade of CPU for size.",
		"fast",
	),
	durationSeconds: field(
		z
			.number()
			.positive()
			.max(LIMITS.durationSeconds.max)
			.meta({ allowed: `numbers above 0, up to ${LIMITS.durationSeconds.max}` })
			.optional(),
		"a length in seconds",
		"The exact length. Default: as long as the messages take.",
		30,
	),
	format: field(
		choice(["mp4", "webm-alpha", "gif", "png-sequence"]).optional(),
		"a format",
		"The format of the file. Default: mp4.",
		"gif",
	),
	background: field(
		background.optional(),
		"a background",
		"What is around a phone or a card: a colour, a picture, or nothing. Default: a light or dark grey.",
		"#101014",
		"transparent",
	),
	frame: field(
		choice(["none", "card", "phone"]).optional(),
		"a frame",
		"Whether the chat fills the picture, or stands in it as a card or a phone. Default: phone when the video is more than 1.1 times as wide as high, else none.",
		"phone",
	),
	safeArea: field(
		choice(["none", "tiktok", "reels", "shorts"]).optional(),
		"an app",
		"The app whose words and buttons must not cover messages. Known for 9:16. Default: tiktok when the chat fills a video of 9:16, else none.",
		"tiktok",
	),
	poster: field(
		number({ min: 0, max: LIMITS.durationSeconds.max }).optional(),
		"a time in seconds",
		"The time whose picture becomes the poster, or the next at which nothing moves. Default: chosen between 50 and 70 %.",
		12.5,
	),
	editList: field(
		yesOrNo.optional(),
		"whether there is an edit list",
		"Whether the MP4 tells players by an edit list to skip the start of the sound's encoding. Default: true.",
		false,
	),
});

export const splitSchema = z.strictObject({
	maxSeconds: field(
		number(LIMITS.splitSeconds).optional(),
		"seconds",
		"The most that a part may last. This or `count`.",
		60,
	),
	count: field(
		whole(LIMITS.splitCount).optional(),
		"a number of parts",
		"How many parts. This or `maxSeconds`.",
		3,
	),
	overlap: field(
		whole(LIMITS.splitOverlap).optional(),
		"a number of entries",
		"How many entries of the part before stand at the start of a part. Default: 0.",
		2,
	),
	title: field(
		line.optional(),
		"a title",
		"The name of the whole; each part adds its number.",
		"The first date",
	),
});

const musicSchema = z.strictObject({
	source: field(audio, "a sound", "The music.", "calm.mp3"),
	volume: field(number(LIMITS.volume).optional(), "a volume", "The music's volume. Default: 1.", 0.3),
	duck: field(
		yesOrNo.optional(),
		"whether music ducks",
		"Whether the music gets quieter under other sounds.",
		true,
	),
});

export const soundSchema = kinds([
	yesOrNo,
	z.strictObject({
		messages: field(
			yesOrNo.optional(),
			"whether messages are heard",
			"Sounds of messages. Default: true.",
			true,
		),
		keys: field(
			yesOrNo.optional(),
			"whether keys are heard",
			"Clicks of the keyboard. Default: true.",
			false,
		),
		volume: field(
			number(LIMITS.volume).optional(),
			"a volume",
			"The volume of these sounds. Default: 1.",
			0.8,
		),
		music: field(musicSchema.optional(), "music", "Music under the whole video. Default: none.", {
			source: "calm.mp3",
		}),
	}),
]).meta({ allowed: 'true, false, an object with "messages", "keys", "volume", "music"' });
