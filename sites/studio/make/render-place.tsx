import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { SERVER_WORDS } from "../page/words.ts";
import type { Maker } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";

type Panel = typeof import("../server/server-panel.tsx").ServerPanel;

/** Where rendering on the server comes when it is asked for: most who write never load it. */
export function RenderPlace({ maker }: { readonly maker: Maker }) {
	const { isServerOpen, announce } = useStudio();
	const panel = useSignal<{ readonly Panel: Panel } | null>(null);
	const isOpen = isServerOpen.value;
	useEffect(() => {
		if (!isOpen || panel.value !== null) return;
		import("../server/server-panel.tsx").then(
			({ ServerPanel }) => {
				panel.value = { Panel: ServerPanel };
			},
			() => {
				isServerOpen.value = false;
				announce(SERVER_WORDS.notLoaded);
			},
		);
	}, [isOpen]);
	const Panel = panel.value?.Panel;
	const close = () => {
		isServerOpen.value = false;
		// The one that is seen: in the head of the page, or on a phone beside Export.
		const openers = [...document.querySelectorAll<HTMLElement>(".open-server")];
		setTimeout(() => openers.find((opener) => opener.offsetParent !== null)?.focus());
	};
	return (
		<>
			{!isOpen && (
				<div class="render-offer">
					<p>{SERVER_WORDS.offer}</p>
					<RenderButton />
				</div>
			)}
			{Panel !== undefined && <Panel isOpen={isServerOpen} close={close} maker={maker} />}
		</>
	);
}

/** Opens it, or closes it again. */
export function RenderButton() {
	const { isServerOpen, tab } = useStudio();
	return (
		<button
			type="button"
			class="outlined open-server"
			aria-expanded={isServerOpen.value}
			onClick={() => {
				isServerOpen.value = !isServerOpen.value;
				if (isServerOpen.value) tab.value = "make";
			}}
		>
			{SERVER_WORDS.open}
		</button>
	);
}
