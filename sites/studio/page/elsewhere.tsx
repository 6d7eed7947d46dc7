import { useStudio } from "../state/studio.ts";
import { WORDS } from "./words.ts";

/** Told where the story is open in another tab. */
export function Elsewhere({ takeOver }: { readonly takeOver: () => void }) {
	const { isReadOnly } = useStudio();
	return (
		<div class="elsewhere" role="status" data-shown={isReadOnly.value}>
			{isReadOnly.value && (
				<>
					<span>{WORDS.elsewhere}</span>
					<button type="button" class="plain" onClick={takeOver}>
						{WORDS.takeOver}
					</button>
				</>
			)}
		</div>
	);
}
