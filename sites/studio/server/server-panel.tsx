import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "../page/icon-button.tsx";
import { SERVER_WORDS } from "../page/words.ts";
import type { Maker } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";
import { Note } from "../write/notes.tsx";
import type { AppwriteAddress } from "./appwrite.ts";
import { createBatch } from "./batch.ts";
import { BatchList } from "./batch-list.tsx";
import { takeFocus } from "./focus.ts";
import { JobRow } from "./job-row.tsx";
import { Offer } from "./offer.tsx";
import { createRenderer, type Renderer } from "./renderer.ts";
import { SignIn } from "./sign-in.tsx";

type Props = {
	readonly isOpen: ReadonlySignal<boolean>;
	readonly close: () => void;
	readonly maker: Pick<Maker, "quote">;
};

/** Renders the story on the server of the page. It stays when it is closed, so that jobs are followed on. */
export function ServerPanel({ isOpen, close, maker }: Props) {
	const address = readAddress();
	const section = useRef<HTMLElement>(null);
	useEffect(() => {
		if (isOpen.value) takeFocus(section.current);
	}, [isOpen.value]);
	return (
		<section
			class="server"
			ref={section}
			tabIndex={-1}
			hidden={!isOpen.value}
			aria-label={SERVER_WORDS.region}
		>
			<div class="server-head">
				<h2>{SERVER_WORDS.title}</h2>
				<IconButton icon="close" label={SERVER_WORDS.close} onClick={close} />
			</div>
			{address === null ? <NoServer /> : <Desk address={address} isOpen={isOpen} maker={maker} />}
		</section>
	);
}

function NoServer() {
	return (
		<div class="no-server">
			<p>{SERVER_WORDS.noServer}</p>
			<p>{SERVER_WORDS.howToConnect}</p>
			<code>{SERVER_WORDS.command}</code>
			<p>{SERVER_WORDS.whereItRuns}</p>
		</div>
	);
}

type DeskProps = Pick<Props, "isOpen" | "maker"> & { readonly address: AppwriteAddress };

function Desk({ address, isOpen, maker }: DeskProps) {
	const studio = useStudio();
	const [renderer] = useState(() => createRenderer(studio, address, isOpen));
	const [batch] = useState(() => createBatch(studio.film, renderer));
	useEffect(() => void renderer.findAccount(), [renderer]);
	const { batchFiles } = studio;
	useEffect(() => {
		if (batchFiles.value.length === 0) return;
		void batch.add(batchFiles.value);
		batchFiles.value = [];
	}, [batch, batchFiles.value]);
	const account = renderer.account.value;
	if (account.kind === "checking") return <p role="status">{SERVER_WORDS.checking}</p>;
	if (account.kind === "out") return <SignIn signIn={renderer.signIn} words={account.words} />;
	if (account.kind === "unknown") {
		return (
			<div role="alert">
				<Note kind="fault" text={account.words} />
				<button type="button" class="plain" onClick={() => void renderer.findAccount()}>
					{SERVER_WORDS.again}
				</button>
			</div>
		);
	}
	return (
		<>
			<Offer renderer={renderer} maker={maker} />
			<Videos renderer={renderer} />
			<BatchList batch={batch} jobs={renderer.list.jobs.value} />
			<p class="account">
				<span>{SERVER_WORDS.signedIn(account.email)}</span>
				<button type="button" class="plain" onClick={() => void renderer.signOut()}>
					{SERVER_WORDS.signOut}
				</button>
			</p>
		</>
	);
}

function Videos({ renderer }: { readonly renderer: Renderer }) {
	const jobs = renderer.list.jobs.value;
	return (
		<section class="videos" aria-label={SERVER_WORDS.videos}>
			<h3 tabIndex={-1}>{SERVER_WORDS.videos}</h3>
			{jobs.length === 0 ? (
				<p>{SERVER_WORDS.noVideos}</p>
			) : (
				<ul>
					{jobs.map((job) => (
						<JobRow key={job.id} job={job} renderer={renderer} />
					))}
				</ul>
			)}
		</section>
	);
}

/** The Appwrite that the page was built for. */
function readAddress(): AppwriteAddress | null {
	const { endpoint = "", project = "" } = document.body.dataset;
	return endpoint === "" || project === "" ? null : { endpoint, projectId: project };
}
