import { render } from "preact";
import { createFilmClient } from "../state/film-client.ts";
import { createMaker } from "../state/maker.ts";
import { createSoundPlayer } from "../state/sound-player.ts";
import { lockStory } from "../state/story-lock.ts";
import { createStudio, StudioProvider } from "../state/studio.ts";
import { App } from "./app.tsx";
import { keepSaved } from "./keep-saved.ts";
import { openFirst } from "./open-first.ts";

// The page's entry: makes the studio, and puts it in place of the static page.

const { film = "", work = "", fonts = "" } = document.body.dataset;
const root = document.getElementById("studio");
if (root === null) throw new Error("expected the element of the page");

const studio = createStudio(createFilmClient({ worker: film, fonts }, createSoundPlayer()));
const { saving, saveNow } = keepSaved(studio);
const takeOver = lockStory(studio, saveNow);
root.replaceChildren();
render(
	<StudioProvider value={studio}>
		<App saving={saving} takeOver={takeOver} maker={createMaker(studio, { worker: work, fonts })} />
	</StudioProvider>,
	root,
);
void openFirst(studio);
