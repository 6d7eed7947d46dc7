import { finishSteps, type RunSteps, runAtOnce, type Steps } from "../core/steps.ts";
import { entranceMs } from "./animation/entrance-time.ts";
import { planHolds } from "./animation/plan-holds.ts";
import { choosePoster, warnOfPoster } from "./choose-poster.ts";
import { foldChanges, openingState } from "./conversation/change.ts";
import { type ChatEntry, type ChatMessage, listEntries } from "./conversation/chat-entries.ts";
import type { Change } from "./conversation/chat-state.ts";
import type { Conversation } from "./conversation/conversation.ts";
import { findHeard } from "./conversation/heard-parts.ts";
import { findNotShown } from "./conversation/not-shown.ts";
import { type LoadPicture, type ReadPicture, readPictures } from "./conversation/pictures/read-pictures.ts";
import type { Warning } from "./conversation/warning.ts";
import { countDecodedPixels } from "./decode-pictures.ts";
import type { Film } from "./encode/film.ts";
import type { ChatLayout } from "./layout/chat-layout.ts";
import { hasKeyboard } from "./layout/keyboard/has-keyboard.ts";
import { layOutChatInSteps } from "./layout/lay-out-chat.ts";
import { listTexts } from "./layout/list-texts.ts";
import { blockName } from "./layout/message/block.ts";
import type { KeptBlocks } from "./layout/message/keep-blocks.ts";
import { frameScreen } from "./layout/screen-rect.ts";
import { findLocale } from "./locale/find-locale.ts";
import { warnOfLocale } from "./locale/warn-of-locale.ts";
import type { PlanningMachine } from "./machine.ts";
import type { Size } from "./scene/rect.ts";
import type { MeasureText, Scene } from "./scene/scene.ts";
import { planSound } from "./sound/plan-sound.ts";
import type { Sound } from "./sound/sound.ts";
import { openFonts } from "./text/open-fonts.ts";
import { chooseEmoji } from "./text/own-emoji.ts";
import type { ShownText } from "./text/shown-text.ts";
import type { Typesetter } from "./text/typesetter.ts";
import type { Look } from "./themes/look.ts";
import { resolveTheme } from "./themes/resolve-theme.ts";
import { themes } from "./themes/themes.ts";
import { countFrames } from "./timeline/frame-times.ts";
import { type PlannedSteps, planStepsInSteps } from "./timeline/plan-steps.ts";
import type { Step } from "./timeline/step.ts";

/** A video before it is coded, and what draws it. */
export type PlannedFilm = {
	readonly film: Film;
	readonly layout: ChatLayout;
	/** What changes in the chat, and when. */
	readonly steps: readonly Step[];
	/** By entry: when the video would end by its own pace, were this entry the last. */
	readonly endsMs: readonly number[];
	/** Shown by the poster. */
	readonly poster: Scene;
	readonly typesetter: Typesetter;
	/** The pictures that it may show, not decoded yet. */
	readonly pictures: readonly ReadPicture[];
	readonly warnings: readonly Warning[];
};

export type FilmOptions = {
	/** Default: all steps at once. */
	readonly runSteps?: RunSteps | undefined;
	/** Default: a picture that is no data URL is a fault. */
	readonly loadPicture?: LoadPicture | undefined;
	/** Default: `openFonts`. A page that plans after each letter keeps them open. */
	readonly open?: typeof openFonts | undefined;
	/** What such a page keeps of its layouts. Default: nothing. */
	readonly kept?: KeptBlocks | null | undefined;
};

/** A film as far as its resting pictures: what its holds are made of, and all that can be said without them. */
export type PlannedChat = Omit<PlannedFilm, "film" | "poster"> & {
	readonly look: Look;
	readonly sound: Sound | null;
	readonly durationMs: number;
};

/**
 * Plans times, layout, pictures and sound, and collects all warnings. Rejects with INVALID_INPUT that lists the faults of pictures or names emoji that the machine does not have,
 * or with DEPENDENCY_ERROR if a font does not load.
 */
export async function planFilm(
	conversation: Conversation,
	machine: Pick<PlanningMachine, "graphics" | "fonts">,
	options: FilmOptions = {},
): Promise<PlannedFilm> {
	return planMovement(conversation, await planChat(conversation, machine, options), options);
}

/** Plans what stands still. Rejects as `planFilm`, whose first part it is. */
export async function planChat(
	conversation: Conversation,
	{ graphics, fonts }: Pick<PlanningMachine, "graphics" | "fonts">,
	{ runSteps = runAtOnce, loadPicture, open = openFonts, kept = null }: FilmOptions = {},
): Promise<PlannedChat> {
	const { theme, locale } = conversation;
	const pictures = await readPictures(conversation, { loadPicture, runSteps });
	const entries = listEntries(conversation);
	const look = chooseLook(conversation);
	const { timeline, sound } = await runSteps(planTimesAndSound(conversation, entries, look));
	const texts = [...listTexts(conversation, look), ...listTimes(timeline)];
	const { measure, typesetter, glyphWarnings } = await open(texts, {
		graphics,
		fonts: chooseEmoji(fonts, theme.emoji),
		runSteps,
	});
	const layout = await runSteps(layOut(conversation, { look, timeline, measure, pictures, kept }));
	return {
		look,
		layout,
		sound,
		typesetter,
		pictures,
		steps: timeline.steps,
		durationMs: timeline.durationMs,
		endsMs: timeline.endsMs,
		warnings: [
			...findNotShown(conversation),
			...warnOfLocale(locale),
			...timeline.warnings,
			...layout.warnings,
			...glyphWarnings,
		],
	};
}

/** Adds what moves between the resting pictures. */
export async function planMovement(
	conversation: Conversation,
	{ look, sound, durationMs, ...chat }: PlannedChat,
	{ runSteps = runAtOnce }: Pick<FilmOptions, "runSteps"> = {},
): Promise<PlannedFilm> {
	const { poster } = conversation.video;
	const film = await runSteps(planPictures(conversation, { ...chat, look, sound, durationMs }));
	const messages = listMessages(listEntries(conversation));
	return {
		...chat,
		film,
		poster: choosePoster(film, { seconds: poster, messages, steps: chat.steps }).scene,
		warnings: [...chat.warnings, ...warnOfPoster(film, poster)],
	};
}

/** How many seconds the video lasts, without laying anything out. Throws INVALID_INPUT as planning does. */
export function planLength(conversation: Conversation): number {
	const timeline = finishSteps(planTimes(conversation, listEntries(conversation), chooseLook(conversation)));
	const { fps } = conversation.video;
	return countFrames(timeline.durationMs / 1000, fps) / fps;
}

function chooseLook({ theme, video, locale }: Conversation): Look {
	const { mode, accent, smartQuotes } = theme;
	const { widthPx, heightPx } = frameScreen(video).screen;
	const { direction } = findLocale(locale);
	return resolveTheme(themes[theme.name], {
		mode,
		accent,
		smartQuotes,
		direction,
		locale,
		widthPx,
		heightPx,
	});
}

function planTimes(
	conversation: Conversation,
	entries: readonly ChatEntry[],
	look: Look,
): Steps<PlannedSteps> {
	const hidden = look.keyboard.at === "none" ? "look" : "frame";
	return planStepsInSteps(entries, conversation, {
		entranceMs: entranceMs(look.motion),
		keyboardHidden: hasKeyboard(look) ? null : hidden,
	});
}

function* planTimesAndSound(
	conversation: Conversation,
	entries: readonly ChatEntry[],
	look: Look,
): Steps<{ readonly timeline: PlannedSteps; readonly sound: Sound | null }> {
	const timeline = yield* planTimes(conversation, entries, look);
	yield;
	const parts = findHeard(conversation);
	if (parts === null) return { timeline, sound: null };
	const messages = listMessages(entries);
	const isMessage = (entry: number) => messages.some(({ index }) => index === entry);
	// Lines of the chat come without a sound.
	const heard = timeline.steps.filter(({ change }) => change.kind !== "shown" || isMessage(change.entry));
	return { timeline, sound: planSound(heard, messages, { sounds: look.sounds, ...parts }) };
}

type Parts = {
	readonly look: Look;
	readonly timeline: PlannedSteps;
	readonly measure: MeasureText;
	readonly pictures: readonly ReadPicture[];
	readonly kept: KeptBlocks | null;
};

function* layOut(
	conversation: Conversation,
	{ look, timeline: { opening, steps }, measure, pictures, kept }: Parts,
): Steps<ChatLayout> {
	const states = foldChanges(
		openingState({ status: conversation.contact.status ?? null, ...opening }),
		steps.map(({ change }) => change),
	);
	yield;
	return yield* layOutChatInSteps({
		conversation,
		look,
		states,
		measure,
		pictures: sizesOf(pictures),
		kept,
	});
}

function* planPictures(
	conversation: Conversation,
	{
		look,
		layout,
		steps,
		durationMs,
		sound,
		pictures,
	}: Omit<PlannedChat, "warnings" | "typesetter" | "endsMs">,
): Steps<Film> {
	const { fps } = conversation.video;
	const { rests, loops, composers, widthPx, heightPx } = layout;
	const frameCount = countFrames(durationMs / 1000, fps);
	const holds = yield* planHolds({
		rests,
		loops,
		composers,
		heightPx,
		steps,
		motion: look.motion,
		own: listOwnBlocks(listEntries(conversation)),
		fps,
		frameCount,
	});
	const scenes = holds.map(({ scene }) => scene);
	const decodedPixelCount = countDecodedPixels(pictures, scenes);
	return { widthPx, heightPx, fps, frameCount, holds, sound, decodedPixelCount };
}

/** By name. */
function sizesOf(pictures: readonly ReadPicture[]): ReadonlyMap<string, Size> {
	return new Map(pictures.flatMap(({ places, header }) => places.map(({ name }) => [name, header] as const)));
}

function listMessages(entries: readonly ChatEntry[]): readonly ChatMessage[] {
	return entries.filter((entry) => entry.kind === "message");
}

/** The blocks of one's own messages, as layout names them. */
function listOwnBlocks(entries: readonly ChatEntry[]): ReadonlySet<string> {
	const own = listMessages(entries).filter(({ sender }) => sender === "you");
	return new Set(own.map(({ index }) => blockName(index)));
}

/** What the phone's clock writes in the course of the video. */
function listTimes({ opening, steps }: PlannedSteps): readonly ShownText[] {
	const changes = [...opening.changes, ...steps.map(({ change }) => change)];
	const times = [opening.clock, opening.opened?.day, opening.opened?.time, ...changes.flatMap(timesOf)];
	return [...new Set(times)].flatMap((text) => (text === undefined ? [] : { text, pointer: null }));
}

function timesOf(change: Change): readonly (string | undefined)[] {
	if (change.kind === "clock") return [change.clock];
	const opens = change.kind === "shown" ? [change.opens?.day, change.opens?.time] : [];
	return "time" in change ? [change.time, ...opens] : opens;
}
