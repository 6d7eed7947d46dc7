/* Decodes a byte stream (annex B) by libavc, an access unit a call as Android does, and writes every picture that it
 * gives out as I420 to stdout. Arguments: the stream's file, how many threads (1 to 4). Errors are told on stderr. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "ih264_typedefs.h"
#include "iv.h"
#include "ivd.h"
#include "ih264d.h"

static void *allocate(void *context, WORD32 alignment, WORD32 size) {
	(void)context;
	return aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}
static void release(void *context, void *memory) { (void)context; free(memory); }

static iv_obj_t *decoder;
static ivd_out_bufdesc_t out;

/* libavc wants to know each structure's size, and the command that it belongs to. */
#define CALL(input, output) \
	((input).u4_size = sizeof(input), (output).u4_size = sizeof(output), ih264d_api_function(decoder, &(input), &(output)))

static void set_mode(IVD_VIDEO_DECODE_MODE_T mode) {
	ivd_ctl_set_config_ip_t in = {.e_cmd = IVD_CMD_VIDEO_CTL, .e_sub_cmd = IVD_CMD_CTL_SETPARAMS,
		.e_vid_dec_mode = mode, .e_frm_skip_mode = IVD_SKIP_NONE, .e_frm_out_mode = IVD_DISPLAY_FRAME_OUT};
	ivd_ctl_set_config_op_t result = {0};
	CALL(in, result);
}

static void write_plane(const unsigned char *from, unsigned stride, unsigned width, unsigned height) {
	for (unsigned y = 0; y < height; y++) fwrite(from + (size_t)y * stride, 1, width, stdout);
}

/* Gives the decoder some bytes, writes what picture it gives back, and tells how many bytes it took. */
static unsigned decode(unsigned char *bytes, unsigned length, int *has_picture) {
	ivd_video_decode_ip_t in = {.e_cmd = IVD_CMD_VIDEO_DECODE, .u4_num_Bytes = length, .pv_stream_buffer = bytes,
		.s_out_buffer = out};
	ivd_video_decode_op_t result = {0};
	if (CALL(in, result) != IV_SUCCESS && length > 0)
		fprintf(stderr, "libavc: error 0x%x\n", result.u4_error_code);
	*has_picture = result.u4_output_present;
	if (result.u4_output_present) {
		iv_yuv_buf_t *shown = &result.s_disp_frm_buf;
		write_plane(shown->pv_y_buf, shown->u4_y_strd, shown->u4_y_wd, shown->u4_y_ht);
		write_plane(shown->pv_u_buf, shown->u4_u_strd, shown->u4_u_wd, shown->u4_u_ht);
		write_plane(shown->pv_v_buf, shown->u4_v_strd, shown->u4_v_wd, shown->u4_v_ht);
	}
	return result.u4_num_bytes_consumed;
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
	if (count != 3) return fprintf(stderr, "expected: FILE THREADS\n"), 2;
	FILE *file = fopen(arguments[1], "rb");
	if (!file) return perror(arguments[1]), 1;
	fseek(file, 0, SEEK_END);
	size_t end = ftell(file);
	rewind(file);
	unsigned char *stream = calloc(end + 64, 1);
	if (fread(stream, 1, end, file) != end) return perror(arguments[1]), 1;

	ih264d_create_ip_t create = {.s_ivd_create_ip_t = {.u4_size = sizeof create, .e_cmd = IVD_CMD_CREATE,
		.e_output_format = IV_YUV_420P, .pf_aligned_alloc = allocate, .pf_aligned_free = release}};
	ih264d_create_op_t created = {.s_ivd_create_op_t.u4_size = sizeof created};
	if (ih264d_api_function(NULL, &create, &created) != IV_SUCCESS) return fprintf(stderr, "no decoder\n"), 1;
	decoder = created.s_ivd_create_op_t.pv_handle;
	decoder->pv_fxns = ih264d_api_function;
	decoder->u4_size = sizeof *decoder;
	ih264d_ctl_set_num_cores_ip_t cores = {.e_cmd = IVD_CMD_VIDEO_CTL,
		.e_sub_cmd = (IVD_CONTROL_API_COMMAND_TYPE_T)IH264D_CMD_CTL_SET_NUM_CORES, .u4_num_cores = atoi(arguments[2])};
	ih264d_ctl_set_num_cores_op_t cores_set = {0};
	CALL(cores, cores_set);

	int has_picture;
	set_mode(IVD_DECODE_HEADER);
	decode(stream, end, &has_picture);
	set_mode(IVD_DECODE_FRAME);
	ivd_ctl_getbufinfo_ip_t ask = {.e_cmd = IVD_CMD_VIDEO_CTL, .e_sub_cmd = IVD_CMD_CTL_GETBUFINFO};
	ivd_ctl_getbufinfo_op_t needs = {0};
	CALL(ask, needs);
	out.u4_num_bufs = needs.u4_min_num_out_bufs;
	for (unsigned i = 0; i < out.u4_num_bufs; i++) {
		out.u4_min_out_buf_size[i] = needs.u4_min_out_buf_size[i];
		out.pu1_bufs[i] = malloc(needs.u4_min_out_buf_size[i]);
	}
	for (size_t at = 0; at < end;) {
		size_t next = next_unit(stream, at, end);
		while (at < next) {
			unsigned taken = decode(stream + at, next - at, &has_picture);
			if (taken == 0) break;
			at += taken;
		}
		at = next;
	}
	ivd_ctl_flush_ip_t flush = {.e_cmd = IVD_CMD_VIDEO_CTL, .e_sub_cmd = IVD_CMD_CTL_FLUSH};
	ivd_ctl_flush_op_t flushed = {0};
	CALL(flush, flushed);
	do decode(NULL, 0, &has_picture);
	while (has_picture);
	return 0;
}
