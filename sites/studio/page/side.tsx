import { LookPanel } from "../look/look-panel.tsx";
import { RenderPlace } from "../make/render-place.tsx";
import { Result } from "../make/result.tsx";
import type { Maker } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";
import { WORDS } from "./words.ts";

/** What is made of the story, over how it looks. */
export function Side({ maker }: { readonly maker: Maker }) {
	const { isReadOnly } = useStudio();
	return (
		<aside class="panel" data-region aria-label={WORDS.look} tabIndex={isReadOnly.value ? 0 : undefined}>
			<Result maker={maker} />
			<RenderPlace maker={maker} />
			<LookPanel />
		</aside>
	);
}
