import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { SERVER_WORDS } from "../page/words.ts";
import { Note } from "../write/notes.tsx";
import { takeFocus } from "./focus.ts";
import type { Renderer } from "./renderer.ts";

type Props = {
	readonly signIn: Renderer["signIn"];
	/** Why the last try failed, or the last session ended. */
	readonly words: string | null;
};

export function SignIn({ signIn, words }: Props) {
	const isBusy = useSignal(false);
	const first = useRef<HTMLInputElement>(null);
	useEffect(() => takeFocus(first.current), []);
	const submit = async (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
		event.preventDefault();
		if (isBusy.value) return;
		const fields = new FormData(event.currentTarget);
		isBusy.value = true;
		await signIn(String(fields.get("email")), String(fields.get("password")));
		isBusy.value = false;
	};
	return (
		<form class="sign-in" onSubmit={(event) => void submit(event)}>
			<p>{SERVER_WORDS.needsSession}</p>
			<label>
				{SERVER_WORDS.email}
				<input ref={first} name="email" type="email" autocomplete="username" required />
			</label>
			<label>
				{SERVER_WORDS.password}
				<input name="password" type="password" autocomplete="current-password" required />
			</label>
			<div role="alert">{words !== null && <Note kind="fault" text={words} />}</div>
			<button type="submit" class="filled" aria-disabled={isBusy.value}>
				{SERVER_WORDS.signIn}
			</button>
		</form>
	);
}
