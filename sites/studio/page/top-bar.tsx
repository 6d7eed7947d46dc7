import type { ReadonlySignal } from "@preact/signals";
import { RenderButton } from "../make/render-place.tsx";
import { ExportButton } from "../make/result.tsx";
import type { Maker } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";
import { writeLink } from "../story/link.ts";
import { IconButton } from "./icon-button.tsx";
import type { Saving } from "./keep-saved.ts";
import { StoryMenu } from "./story-menu.tsx";
import { WORDS } from "./words.ts";

type Props = { readonly saving: ReadonlySignal<Saving>; readonly maker: Maker };

export function TopBar({ saving, maker }: Props) {
	const { canUndo, canRedo, undo, redo, story, announce } = useStudio();
	const copyLink = async () => {
		const fragment = await writeLink(story.value.conversation);
		const address = `${location.origin}${location.pathname}${fragment}`;
		await navigator.clipboard.writeText(address).then(
			() => announce(WORDS.linkCopied),
			// Without the permission the link stands where it can be copied by hand.
			() => history.replaceState(null, "", fragment),
		);
	};
	return (
		<header class="top" data-region>
			<StoryMenu />
			<SavingStatus saving={saving} />
			<span class="gap" />
			<IconButton icon="undo" label={WORDS.undo} disabled={!canUndo.value} onClick={undo} />
			<IconButton icon="redo" label={WORDS.redo} disabled={!canRedo.value} onClick={redo} />
			<IconButton
				icon="link"
				label={WORDS.link}
				disabled={story.value.rowKeys.length === 0}
				onClick={() => void copyLink()}
			/>
			<RenderButton />
			<ExportButton maker={maker} isDisabled={story.value.rowKeys.length === 0} />
		</header>
	);
}

function SavingStatus({ saving }: { readonly saving: ReadonlySignal<Saving> }) {
	const { value } = saving;
	const words = {
		empty: () => "",
		saving: () => WORDS.saving,
		saved: () => WORDS.saved,
		elsewhere: () => "",
		failed: () => (value.kind === "failed" ? WORDS.notSaved(value.why) : ""),
	}[value.kind];
	return (
		<span class="saving" data-kind={value.kind} role={value.kind === "failed" ? "alert" : undefined}>
			{words()}
		</span>
	);
}
