import { openMachine, type PageMachine } from "../machine/open-machine.ts";
import { answerQuestion } from "./answer-question.ts";
import { describeFilm } from "./describe-film.ts";
import type { Anchor, FromFilm, ToFilm } from "./messages.ts";
import { planStory } from "./plan-story.ts";
import { createProjector, type Projector } from "./projector.ts";
import { createScreen } from "./screen.ts";

// The worker that draws: it owns the canvas, and plans the newest conversation that it was given.

type Story = Extract<ToFilm, { kind: "story" }>;

let machine: PageMachine | null = null;
let projector: Projector | null = null;
let waiting: Story | null = null;
let isPlanning = false;
let shownStory = 0;
let shownSeconds = 0;
let playing: Anchor | null = null;

addEventListener("message", ({ data }: MessageEvent<ToFilm>) => {
	void take(data).catch((error: unknown) => tell({ kind: "broken", message: String(error) }));
});

const tell = (message: FromFilm, transfer: Transferable[] = []) =>
	(postMessage as (message: FromFilm, transfer: Transferable[]) => void)(message, transfer);

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
			return planWaiting();
		case "seek":
			playing = null;
			return show(projector?.secondsAt(message.spot) ?? 0);
		case "pause":
			playing = null;
			return show(message.seconds);
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

/** Plans until nothing newer waits: stories that came meanwhile, but the last, are never planned. */
async function planWaiting(): Promise<void> {
	if (isPlanning || machine === null || projector === null) return;
	isPlanning = true;
	try {
		for (let story = waiting; story !== null; story = waiting) {
			waiting = null;
			await planOne(story, machine, projector);
			// A turn for messages that came meanwhile.
			await new Promise((resolve) => setTimeout(resolve));
		}
	} finally {
		isPlanning = false;
	}
}

async function planOne(
	{ id, conversation, spot }: Story,
	ports: PageMachine,
	{ load, secondsAt }: Projector,
): Promise<void> {
	const beganMs = performance.now();
	const story = await planStory(conversation, ports);
	if ("faults" in story) return tell({ kind: "refused", id, faults: story.faults });
	load(story);
	shownStory = id;
	if (playing === null) show(spot === null ? shownSeconds : secondsAt(spot));
	tell({ kind: "planned", id, facts: describeFilm(story, performance.now() - beganMs) });
}

function show(seconds: number): void {
	if (projector === null) return;
	const beganMs = performance.now();
	shownSeconds = Math.min(Math.max(0, seconds), projector.durationSeconds());
	projector.show(shownSeconds);
	const drawMs = performance.now() - beganMs;
	tell({ kind: "shown", storyId: shownStory, seconds: shownSeconds, drawMs });
}

function playOn(): void {
	if (playing === null || projector === null) return;
	const { seconds, epochMs, rate } = playing;
	const nowMs = performance.timeOrigin + performance.now();
	const at = seconds + ((nowMs - epochMs) / 1000) * rate;
	const beganMs = performance.now();
	projector.show(at);
	performance.measure("play", { start: beganMs });
	shownSeconds = at;
	if (at < projector.durationSeconds()) {
		requestAnimationFrame(playOn);
		return;
	}
	playing = null;
	tell({ kind: "ended" });
}
