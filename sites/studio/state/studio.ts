import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Spot } from "../film/messages.ts";
import { beginHistory, type Caret, type History, record, redo, undo } from "../story/history.ts";
import { listPeople, type Person } from "../story/people.ts";
import { EMPTY, type Story, toShown } from "../story/story.ts";
import type { FilmClient } from "./film-client.ts";

/** A caret that the page is to set, once. */
export type Focus = Caret & { readonly part: "text" | "handle" };

/** Which part of the page a phone shows. */
export type Tab = "write" | "watch" | "look" | "make";

/** What the page shows and does. Components read signals, and call `change` with another story. */
export type Studio = {
	readonly story: ReadonlySignal<Story>;
	readonly people: ReadonlySignal<readonly Person[]>;
	readonly canUndo: ReadonlySignal<boolean>;
	readonly canRedo: ReadonlySignal<boolean>;
	readonly film: FilmClient;
	/** The row that is written, by its key. */
	readonly currentRow: Signal<string | null>;
	readonly focus: Signal<Focus | null>;
	/** The row whose menu is open, and whether its text opened it. */
	readonly menu: Signal<{ readonly rowKey: string; readonly from: Focus["part"] } | null>;
	readonly tab: Signal<Tab>;
	/** Rendering on the server is shown. */
	readonly isServerOpen: Signal<boolean>;
	/** Files of stories that were dropped together, until they are taken into the batch for the server. */
	readonly batchFiles: Signal<readonly File[]>;
	/** The list of all commands is open. */
	readonly isCommanding: Signal<boolean>;
	/** What was just done, for a moment and for screen readers; with `undo` it can be undone from there. */
	readonly notice: Signal<{ readonly text: string; readonly canUndo: boolean } | null>;
	/** The id under which the browser keeps the story. */
	readonly storyId: Signal<string>;
	/** The story is open in another tab: `change`, `undo` and `redo` do nothing here. */
	readonly isReadOnly: Signal<boolean>;
	/** A paste that did not parse, kept until it is mended or dropped. */
	readonly refusedPaste: Signal<RefusedPaste | null>;
	readonly change: (story: Story, options?: ChangeOptions) => void;
	readonly undo: () => void;
	readonly redo: () => void;
	/** Another story, with a history of its own. */
	readonly open: (story: Story, id?: string) => void;
	/** The picture shows a row at rest. */
	readonly showRow: (rowKey: string) => void;
	readonly announce: (text: string, canUndo?: boolean) => void;
};

type RefusedPaste = {
	readonly text: string;
	readonly format: "json" | "script";
	/** The words of its first fault. */
	readonly fault: string;
};

type ChangeOptions = {
	/** Changes of one name that follow without a pause are undone together. Default: a step of its own. */
	readonly step?: string;
	/** Where the caret is to be set afterwards. Default: it stays. */
	readonly focus?: Focus;
	/** Where the caret stands already; undoing comes back to it. */
	readonly caret?: Caret;
};

export function createStudio(film: FilmClient): Studio {
	const history = signal<History>(beginHistory(EMPTY));
	const story = computed(() => history.value.now.story);
	const currentRow = signal<string | null>(null);
	const focus = signal<Focus | null>(null);
	const notice = signal<Studio["notice"]["value"]>(null);
	const storyId = signal<string>(crypto.randomUUID());
	const isReadOnly = signal(false);

	const sendToFilm = (spot: Spot | null) => {
		const { conversation, rows } = toShown(story.value);
		if (rows.length > 0) film.show(conversation, rows, spot);
	};
	/** The entry of the film that a row is, or the one before it. */
	const spotOf = (rowKey: string | null): Spot | null => {
		const row = rowKey === null ? -1 : story.value.rowKeys.indexOf(rowKey);
		if (row < 0) return null;
		const entry = toShown(story.value).rows.findLastIndex((each) => each <= row);
		return { entry: Math.max(0, entry) };
	};
	const go = (next: History) => {
		if (isReadOnly.value) return;
		batch(() => {
			history.value = next;
			const { caret } = next.now;
			if (caret !== null) focus.value = { ...caret, part: "text" };
		});
		sendToFilm(film.isPlaying.value ? null : spotOf(currentRow.value));
	};

	return {
		...{ story, film, currentRow, focus, notice, storyId, isReadOnly, tab: signal<Tab>("write") },
		isCommanding: signal(false),
		refusedPaste: signal<RefusedPaste | null>(null),
		isServerOpen: signal(false),
		batchFiles: signal<readonly File[]>([]),
		menu: signal<Studio["menu"]["value"]>(null),
		people: computed(() => listPeople(story.value)),
		canUndo: computed(() => !isReadOnly.value && history.value.past.length > 0),
		canRedo: computed(() => !isReadOnly.value && history.value.future.length > 0),
		change: (next, { step, focus: wanted, caret: own } = {}) => {
			if (isReadOnly.value) return;
			const caret = wanted ?? own ?? null;
			batch(() => {
				const named = record(history.value, { story: next, caret }, step ?? null, Date.now());
				history.value = named;
				if (wanted !== undefined) {
					focus.value = wanted;
					currentRow.value = wanted.rowKey;
				}
			});
			sendToFilm(film.isPlaying.value ? null : spotOf(currentRow.value));
		},
		undo: () => go(undo(history.value)),
		redo: () => go(redo(history.value)),
		open: (opened, id = crypto.randomUUID()) => {
			batch(() => {
				history.value = beginHistory(opened);
				storyId.value = id;
				currentRow.value = null;
			});
			film.pause();
			sendToFilm({ seconds: 0 });
		},
		showRow: (rowKey) => {
			currentRow.value = rowKey;
			const spot = spotOf(rowKey);
			if (spot !== null && !film.isPlaying.value) film.seek(spot);
		},
		announce: (text, canUndo = false) => {
			notice.value = { text, canUndo };
		},
	};
}

const StudioContext = createContext<Studio | null>(null);

export const StudioProvider = StudioContext.Provider;

export function useStudio(): Studio {
	const studio = useContext(StudioContext);
	if (studio === null) throw new Error("expected a studio around this component");
	return studio;
}
