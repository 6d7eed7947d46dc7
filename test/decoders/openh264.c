/* Decodes a byte stream (annex B) by OpenH264, an access unit a call, and writes every picture as I420 to stdout.
 * Arguments: the stream's file, "delay" for DecodeFrame2 or "no-delay" for DecodeFrameNoDelay. Errors are told on stderr. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wels/codec_api.h>

static void write_plane(const unsigned char *from, int stride, int width, int height) {
	for (int y = 0; y < height; y++) fwrite(from + (size_t)y * stride, 1, width, stdout);
}

static void write_picture(unsigned char *planes[3], const SBufferInfo *info) {
	if (info->iBufferStatus != 1) return;
	const SSysMEMBuffer *shown = &info->UsrData.sSystemBuffer;
	write_plane(planes[0], shown->iStride[0], shown->iWidth, shown->iHeight);
	write_plane(planes[1], shown->iStride[1], shown->iWidth / 2, shown->iHeight / 2);
	write_plane(planes[2], shown->iStride[1], shown->iWidth / 2, shown->iHeight / 2);
}

/* Where the next access unit begins: at parameter sets, or at a slice whose first_mb_in_slice is 0 (a 1 bit). */
static size_t next_unit(const unsigned char *stream, size_t from, size_t end) {
	int has_slice = 0;
	for (size_t i = from; i + 4 < end; i++) {
		if (stream[i] || stream[i + 1] || stream[i + 2] != 1) continue;
		int type = stream[i + 3] & 31, is_slice = type == 1 || type == 5;
		if (has_slice && (!is_slice || stream[i + 4] & 128)) return i > from && !stream[i - 1] ? i - 1 : i;
		has_slice |= is_slice;
	}
	return end;
}

int main(int count, char **arguments) {
	if (count != 3) return fprintf(stderr, "expected: FILE delay|no-delay\n"), 2;
	int has_delay = strcmp(arguments[2], "delay") == 0;
	FILE *file = fopen(arguments[1], "rb");
	if (!file) return perror(arguments[1]), 1;
	fseek(file, 0, SEEK_END);
	size_t end = ftell(file);
	rewind(file);
	unsigned char *stream = calloc(end + 64, 1);
	if (fread(stream, 1, end, file) != end) return perror(arguments[1]), 1;

	ISVCDecoder *decoder;
	if (WelsCreateDecoder(&decoder)) return fprintf(stderr, "no decoder\n"), 1;
	SDecodingParam parameters = {.uiTargetDqLayer = 255, .eEcActiveIdc = ERROR_CON_DISABLE,
		.sVideoProperty.eVideoBsType = VIDEO_BITSTREAM_AVC};
	(*decoder)->Initialize(decoder, &parameters);
	unsigned char *planes[3];
	for (size_t at = 0; at < end;) {
		size_t next = next_unit(stream, at, end);
		SBufferInfo info = {0};
		DECODING_STATE state = has_delay
			? (*decoder)->DecodeFrame2(decoder, stream + at, next - at, planes, &info)
			: (*decoder)->DecodeFrameNoDelay(decoder, stream + at, next - at, planes, &info);
		if (state != dsErrorFree) fprintf(stderr, "openh264: error 0x%x\n", state);
		write_picture(planes, &info);
		at = next;
	}
	int is_end = 1, waiting = 0;
	(*decoder)->SetOption(decoder, DECODER_OPTION_END_OF_STREAM, &is_end);
	if (has_delay) {
		SBufferInfo info = {0};
		(*decoder)->DecodeFrame2(decoder, NULL, 0, planes, &info);
		write_picture(planes, &info);
	}
	(*decoder)->GetOption(decoder, DECODER_OPTION_NUM_OF_FRAMES_REMAINING_IN_BUFFER, &waiting);
	while (waiting-- > 0) {
		SBufferInfo info = {0};
		(*decoder)->FlushFrame(decoder, planes, &info);
		write_picture(planes, &info);
	}
	(*decoder)->Uninitialize(decoder);
	WelsDestroyDecoder(decoder);
	return 0;
}
