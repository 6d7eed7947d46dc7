/**
 * Lets a command go on where nobody reads its output any more: of `npm run batch -- … | head -1`, and of a terminal that was
 * closed, only the output ends. Without a listener Node would end the process in the midst of its work. Where the output
 * goes to a disk that is full, the command says so, and fails, because its result is lost.
 */
export function surviveClosedOutput(
	streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr],
): void {
	for (const stream of streams) {
		let isTold = false;
		stream.on("error", (error: NodeJS.ErrnoException) => {
			if (CLOSED.includes(error.code ?? "") || isTold) return;
			isTold = true;
			process.once("exit", (code) => {
				process.exitCode = code === 0 ? 1 : code;
			});
			if (stream === process.stdout)
				process.stderr.write(`The output could not be written (${error.code ?? error.message}).\n`);
		});
	}
}

/** The reader is gone (EPIPE), the terminal is (EIO), or the stream was closed since (the others). */
const CLOSED = ["EPIPE", "EIO", "ERR_STREAM_DESTROYED", "ECONNRESET"];
