// First, before any file that checks conversations.
import "../../../shared/video/conversation/forbid-eval.ts";
import { createKeptBlocks } from "../../../shared/video/layout/message/keep-blocks.ts";
import { planMovement } from "../../../shared/video/plan-film.ts";
import { createFontKeeper } from "../../../shared/video/text/keep-fonts.ts";
import { openMachine, type PageMachine } from "../machine/open-machine.ts";
import { answerQuestion } from "./answer-question.ts";
import { describeFilm } from "./describe-film.ts";
import type { Anchor, FromFilm, Spot, ToFilm } from "./messages.ts";
import { type PlannedStory, planStory } from "./plan-story.ts";
import { createProjector, type Projector } from "./projector.ts";
import { runInTurns, Superseded } from "./run-in-turns.ts";
import { createScreen } from "./screen.ts";

// The worker that draws: it owns the canvas, and plans the newest conversation that it was given. A letter that is typed is shown as
// soon as the chat is laid out; how it moves is planned after that, and given up when the next letter comes.

type Story = Extract<ToFilm, { kind: "story" }>;

let machine: PageMachine | null = null;
let projector: Projector | null = null;
let waiting: Story | null = null;
let isPlanning = false;
let shownStory = 0;
/** What the page asked for last, also while the film that has it is still being planned. */
let wantedSpot: Spot = { seconds: 0 };
let playing: Anchor | null = null;
/** Of the story as it was before the last letter. */
const before = { open: createFontKeeper(), kept: createKeptBlocks() };

addEventListener("message", ({ data }: MessageEvent<ToFilm>) => {
	void take(data).catch((error: unknown) => tell({ kind: "broken", message: String(error) }));
});

const tell = (message: FromFilm, transfer: Transferable[] = []) => postMessage(message, { transfer });

async function take(message: ToFilm): Promise<void> {
	switch (message.kind) {
		case "open": {
			const screen = createScreen(message.canvas);
			machine = await openMachine(message.fontsAddress);
			projector = createProjector(screen, machine);
			tell({ kind: "opened" });
			return planWaiting();
		}
		case "story":
			waiting = message;
			wantedSpot = message.spot ?? wantedSpot;
			return planWaiting();
		case "seek":
			playing = null;
			return showWanted(message.spot);
		case "pause":
			playing = null;
			return showWanted({ seconds: message.seconds });
		case "play": {
			const isRunning = playing !== null;
			playing = message.anchor;
			performance.clearMeasures("play");
			if (!isRunning) requestAnimationFrame(playOn);
			return;
		}
		case "ask": {
			const { id, question } = message;
			const answer = await answerQuestion(question, { machine, projector });
			const isPicture = answer.kind === "look" && answer.picture !== null;
			tell({ kind: "answer", id, answer }, isPicture ? [answer.picture] : []);
		}
	}
}

/** Plans the newest story, until there is no newer one. Those between are never planned. */
async function planWaiting(): Promise<void> {
	if (isPlanning || machine === null || projector === null) return;
	isPlanning = true;
	try {
		for (let story = waiting; story !== null; story = waiting) {
			waiting = null;
			await planOne(story, machine, projector);
		}
	} finally {
		isPlanning = false;
	}
}

async function planOne({ id, conversation }: Story, ports: PageMachine, shows: Projector): Promise<void> {
	const beganMs = performance.now();
	const story = await planStory(conversation, ports, before);
	if ("faults" in story) return tell({ kind: "refused", id, faults: story.faults });
	shows.load(story);
	shownStory = id;
	if (playing === null) showWanted();
	tell({ kind: "planned", id, facts: describeFilm(story, performance.now() - beganMs) });
	await planHolds(story, shows);
}

async function planHolds({ conversation, chat }: PlannedStory, { loadFilm }: Projector): Promise<void> {
	const runSteps = runInTurns(() => waiting !== null);
	try {
		loadFilm((await planMovement(conversation, chat, { runSteps })).film);
		if (playing === null && "seconds" in wantedSpot) showWanted();
	} catch (error) {
		if (!(error instanceof Superseded)) throw error;
	}
}

function showWanted(spot: Spot = wantedSpot): void {
	wantedSpot = spot;
	if (projector === null) return;
	const beganMs = performance.now();
	const seconds = projector.show(
		"entry" in spot ? spot : { seconds: limit(spot.seconds, projector.durationSeconds()) },
	);
	tell({ kind: "shown", storyId: shownStory, seconds, drawMs: performance.now() - beganMs });
}

const limit = (seconds: number, most: number) => Math.min(Math.max(0, seconds), most);

function playOn(): void {
	if (playing === null || projector === null) return;
	const { seconds, epochMs, rate } = playing;
	const nowMs = performance.timeOrigin + performance.now();
	const at = seconds + ((nowMs - epochMs) / 1000) * rate;
	const beganMs = performance.now();
	projector.show({ seconds: at });
	performance.measure("play", { start: beganMs });
	wantedSpot = { seconds: at };
	if (at < projector.durationSeconds()) {
		requestAnimationFrame(playOn);
		return;
	}
	playing = null;
	tell({ kind: "ended" });
}
