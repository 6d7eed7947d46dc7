import { useSignal } from "@preact/signals";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { MessageList } from "./message-list.tsx";
import { PeopleBar } from "./people-bar.tsx";
import { RefusedPaste } from "./refused-paste.tsx";
import { TextView } from "./text-view.tsx";

const VIEWS = ["messages", "script", "json"] as const;

/** Where the story is written: as rows, as a script, or as JSON. */
export function Write() {
	const { isReadOnly, refusedPaste } = useStudio();
	const isMending = useSignal(false);
	const view = useSignal<(typeof VIEWS)[number]>("messages");
	return (
		<section class="write" data-region aria-label={WORDS.write}>
			<div class="write-head">
				<div class="switch" role="radiogroup" aria-label={WORDS.views}>
					{VIEWS.map((name) => (
						<label key={name}>
							<input
								type="radio"
								name="view"
								checked={view.value === name}
								onChange={() => {
									view.value = name;
									isMending.value = false;
								}}
							/>
							<span>{WORDS[name]}</span>
						</label>
					))}
				</div>
				<fieldset class="only-writer" disabled={isReadOnly.value}>
					<PeopleBar />
				</fieldset>
			</div>
			<RefusedPaste
				mend={() => {
					view.value = refusedPaste.value?.format ?? "script";
					isMending.value = true;
				}}
				drop={() => {
					refusedPaste.value = null;
					isMending.value = false;
				}}
			/>
			{view.value === "messages" ? (
				<MessageList />
			) : (
				<TextView key={`${view.value} ${isMending.value}`} format={view.value} isMending={isMending.value} />
			)}
		</section>
	);
}
