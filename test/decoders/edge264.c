/* Decodes a byte stream (annex B) by edge264 and writes every picture as I420 to stdout, in the order it gives them out.
 * Arguments: the stream's file, how many threads (0: in the calling one). Errors are told on stderr. */
#include <stdio.h>
#include <stdlib.h>
#include "edge264.h"

static void write_plane(const uint8_t *from, int stride, int width, int height) {
	for (int y = 0; y < height; y++) fwrite(from + (size_t)y * stride, 1, width, stdout);
}

static void write_pictures(Edge264Decoder *decoder) {
	Edge264Frame shown;
	while (edge264_get_frame(decoder, &shown, 0) == 0) {
		if (shown.mb_errors) fprintf(stderr, "edge264: a picture with errors\n");
		write_plane(shown.samples[0], shown.stride_Y, shown.width_Y, shown.height_Y);
		write_plane(shown.samples[1], shown.stride_C, shown.width_C, shown.height_C);
		write_plane(shown.samples[2], shown.stride_C, shown.width_C, shown.height_C);
	}
}

int main(int count, char **arguments) {
	if (count != 3) return fprintf(stderr, "expected: FILE THREADS\n"), 2;
	FILE *file = fopen(arguments[1], "rb");
	if (!file) return perror(arguments[1]), 1;
	fseek(file, 0, SEEK_END);
	size_t length = ftell(file);
	rewind(file);
	uint8_t *stream = calloc(length + 64, 1);
	if (fread(stream, 1, length, file) != length) return perror(arguments[1]), 1;
	const uint8_t *end = stream + length, *nal = edge264_find_start_code(stream, end, 0) + 3;
	Edge264Decoder *decoder = edge264_alloc(atoi(arguments[2]), NULL, NULL, 0, NULL, NULL, NULL);
	while (nal < end) {
		const uint8_t *next = edge264_find_start_code(nal, end, 0);
		int result = edge264_decode_NAL(decoder, nal, next, NULL, NULL);
		write_pictures(decoder);
		if (result == ENOBUFS) continue;
		if (result != 0) fprintf(stderr, "edge264: error %d\n", result);
		nal = next + 3;
	}
	edge264_decode_NAL(decoder, end, end, NULL, NULL);
	write_pictures(decoder);
	edge264_free(&decoder);
	return 0;
}
